//! The text of a function: line numbers, a mark at the line that failed, Tab that indents.

use hopscope_app::texts::Slot;
use hopscope_app::{Action, Edit, edge_edit};
use hopscope_scenario::FieldPath;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::components::widgets::input::{Take, Typing, typing};
use crate::page::Page;

/// The mark of a text that the next Tab leaves, as Tab does everywhere else: Escape sets it.
const LEAVING: &str = "data-leaving";

/// What an editor shows.
pub struct Shown<'a> {
    /// The field of the scenario.
    pub at: FieldPath,
    /// The name of the text for screen readers.
    pub label: String,
    /// The text.
    pub code: &'a str,
    /// The line that failed, from 1.
    pub bad_line: Option<u32>,
    /// The id of the text that says what failed, if something did.
    pub described_by: Option<String>,
}

/// The text with its line numbers. It is as high as its lines are many; the box around it scrolls.
pub fn code_editor(page: &Page, shown: Shown<'_>) -> Html {
    let Shown { at, label, code, bad_line, described_by } = shown;
    let slot = Slot::value(at.clone());
    let edited = at.clone();
    let take = Take::AsTyped(Box::new(move |code| Edit::text(edited.clone(), code)));
    let Typing { value, oninput, onblur, .. } = typing(page, slot, code, take);
    let lines = value.split('\n').count();
    let id = at.to_string();
    let hint = format!("{id}-hint");
    let described = described_by.as_ref().map_or_else(|| hint.clone(), |by| format!("{by} {hint}"));
    let onkeydown = {
        let page = page.clone();
        Callback::from(move |event: KeyboardEvent| {
            let held = event.shift_key() || event.ctrl_key() || event.alt_key() || event.meta_key();
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            match event.key().as_str() {
                "Escape" => drop(area.set_attribute(LEAVING, "")),
                "Tab" if !held && !area.has_attribute(LEAVING) => {
                    event.prevent_default();
                    indent(&page, &at, &area);
                }
                _ => drop(area.remove_attribute(LEAVING)),
            }
        })
    };
    html! {
        <div class="code-editor">
            <label for={id.clone()} class="unseen">{ label }</label>
            <div class="code-lines">
                <ol aria-hidden="true">
                    { for (1..=lines).map(|line| html! {
                        <li class={(bad_line.is_some_and(|bad| bad as usize == line)).then_some("bad")}>{ line }</li>
                    }) }
                </ol>
                <textarea {id} {value} rows={lines.max(6).to_string()} wrap="off" spellcheck="false"
                    autocomplete="off" autocapitalize="off" aria-invalid={described_by.is_some().then_some("true")}
                    aria-describedby={described} {oninput} {onkeydown} {onblur} />
            </div>
            <p class="hint" id={hint}>{ page.t("edge_code.tab_hint") }</p>
        </div>
    }
}

fn write(page: &Page, at: &FieldPath, code: String) {
    let edit = Edit::text(at.clone(), code.clone());
    page.send.emit(Action::Type(Slot::value(at.clone()), code, Some(edit)));
}

fn indent(page: &Page, at: &FieldPath, area: &HtmlTextAreaElement) {
    let place = |found: Result<Option<u32>, _>| found.ok().flatten().unwrap_or_default() as usize;
    let (text, start, end) =
        edge_edit::indent(&area.value(), place(area.selection_start()), place(area.selection_end()));
    area.set_value(&text);
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let _ = area.set_selection_range(offset(start), offset(end));
    write(page, at, text);
}
