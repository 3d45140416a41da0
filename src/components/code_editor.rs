//! The text of a function: line numbers, a mark at the line that failed, Tab that indents.

use hopscope_app::{Action, Edit, edge_edit};
use hopscope_scenario::FieldPath;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::page::{Page, use_page};

#[derive(Properties, PartialEq)]
pub struct CodeEditorProps {
    /// The field of the scenario.
    pub at: FieldPath,
    pub label: AttrValue,
    pub code: AttrValue,
    /// The line that failed, from 1.
    #[prop_or_default]
    pub bad_line: Option<u32>,
    /// The id of the text that says what failed, if something did.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
}

/// The text with its line numbers. It is as high as its lines are many; the box around it scrolls.
#[component]
pub fn CodeEditor(props: &CodeEditorProps) -> Html {
    let page = use_page();
    // After Escape the next Tab leaves the text, as it does everywhere else.
    let leaving = use_mut_ref(|| false);
    let lines = props.code.split('\n').count();
    let id = props.at.to_string();
    let hint = format!("{id}-hint");
    let described = props.described_by.as_ref().map_or_else(|| hint.clone(), |by| format!("{by} {hint}"));
    let oninput = {
        let (page, at) = (page.clone(), props.at.clone());
        Callback::from(move |event: InputEvent| {
            write(&page, &at, event.target_unchecked_into::<HtmlTextAreaElement>().value());
        })
    };
    let onkeydown = {
        let (page, at) = (page.clone(), props.at.clone());
        Callback::from(move |event: KeyboardEvent| {
            let held = event.shift_key() || event.ctrl_key() || event.alt_key() || event.meta_key();
            match event.key().as_str() {
                "Tab" if !held && !leaving.replace(false) => {
                    event.prevent_default();
                    indent(&page, &at, &event.target_unchecked_into());
                }
                key => *leaving.borrow_mut() = key == "Escape",
            }
        })
    };
    html! {
        <div class="code-editor">
            <label for={id.clone()} class="unseen">{ &props.label }</label>
            <div class="code-lines">
                <ol aria-hidden="true">
                    { for (1..=lines).map(|line| html! {
                        <li class={(props.bad_line.is_some_and(|bad| bad as usize == line)).then_some("bad")}>{ line }</li>
                    }) }
                </ol>
                <textarea {id} value={props.code.clone()} rows={lines.max(6).to_string()} wrap="off" spellcheck="false"
                    autocomplete="off" autocapitalize="off" aria-invalid={props.described_by.is_some().then_some("true")}
                    aria-describedby={described} {oninput} {onkeydown} onblur={page.on::<FocusEvent>(Action::LeaveField)} />
            </div>
            <p class="hint" id={hint}>{ page.t("edge_code.tab_hint") }</p>
        </div>
    }
}

fn write(page: &Page, at: &FieldPath, code: String) {
    page.send.emit(Action::Edit(Edit::text(at.clone(), code)));
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
