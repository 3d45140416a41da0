//! The keyboard shortcuts.

use hopscope_app::model::Dialog;
use yew::prelude::*;

use crate::components::widgets::dialog::dialog;
use crate::page::Page;

const SHORTCUTS: [(&str, &[&str]); 19] = [
    ("palette.title", &["Ctrl", "K"]),
    ("shortcut.undo", &["Ctrl", "Z"]),
    ("shortcut.redo", &["Ctrl", "Shift", "Z"]),
    ("shortcut.share", &["Alt", "Shift", "S"]),
    ("shortcut.url", &["Alt", "Shift", "L"]),
    ("change.title", &["Alt", "Shift", "W"]),
    ("findings.title", &["Alt", "Shift", "F"]),
    ("routes.title", &["Alt", "Shift", "M"]),
    ("comparison.title", &["Alt", "Shift", "C"]),
    ("explanation.title", &["Alt", "Shift", "R"]),
    ("import.title", &["Alt", "Shift", "I"]),
    ("shortcut.json", &["Alt", "Shift", "J"]),
    ("shortcut.next", &["Alt", "Shift", "↓"]),
    ("shortcut.previous", &["Alt", "Shift", "↑"]),
    ("shortcut.deciding", &["Alt", "Shift", "D"]),
    ("shortcut.steps", &["↑↓←→"]),
    ("shortcut.move", &["Alt", "↑↓"]),
    ("shortcut.close", &["Esc"]),
    ("shortcut.help", &["?"]),
];

pub fn shortcuts_dialog(page: &Page) -> Html {
    if page.model.dialog != Some(Dialog::Shortcuts) {
        return Html::default();
    }
    let content = html! {
        <>
            <dl class="shortcuts">
                { for SHORTCUTS.iter().map(|(key, keys)| html! {
                    <><dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt><dd>{ page.t(key) }</dd></>
                }) }
            </dl>
            <p class="hint">{ page.t("shortcut.mac") }</p>
        </>
    };
    dialog(page, "shortcuts-title", page.t("header.shortcuts"), content)
}
