//! The keyboard shortcuts.

use hopscope_app::Action;
use hopscope_app::model::Dialog;
use yew::prelude::*;

use super::dialog::Modal;
use crate::page::use_page;

const SHORTCUTS: [(&str, &[&str]); 10] = [
    ("shortcut.undo", &["Ctrl", "Z"]),
    ("shortcut.redo", &["Ctrl", "Shift", "Z"]),
    ("shortcut.share", &["Alt", "Shift", "S"]),
    ("shortcut.url", &["Alt", "Shift", "L"]),
    ("shortcut.json", &["Alt", "Shift", "J"]),
    ("shortcut.next", &["Alt", "Shift", "↓"]),
    ("shortcut.previous", &["Alt", "Shift", "↑"]),
    ("shortcut.move", &["Alt", "↑↓"]),
    ("shortcut.close", &["Esc"]),
    ("shortcut.help", &["?"]),
];

#[component]
pub fn ShortcutsDialog() -> Html {
    let page = use_page();
    if page.model.dialog != Some(Dialog::Shortcuts) {
        return Html::default();
    }
    html! {
        <Modal id="shortcuts-title" title={page.t("header.shortcuts")} closed={page.on(Action::ShowDialog(None))}>
            <dl class="shortcuts">
                { for SHORTCUTS.iter().map(|(key, keys)| html! {
                    <><dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt><dd>{ page.t(key) }</dd></>
                }) }
            </dl>
            <p class="hint">{ page.t("shortcut.mac") }</p>
        </Modal>
    }
}
