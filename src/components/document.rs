//! The whole scenario as JSON.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_locale::reason;
use yew::prelude::*;

use super::card::Card;
use crate::page::{Page, value};

/// Says that the text of the panel is not what is in force, with a way to be rid of it.
pub fn unapplied(page: &Page, key: &str, before: Html) -> Html {
    let discard = {
        let (send, scenario) = (page.send.clone(), Rc::clone(&page.model.scenario));
        Callback::from(move |_: MouseEvent| {
            // A step of undo of its own.
            send.emit(Action::LeaveField);
            send.emit(Action::EditDocument(scenario.to_json_pretty()));
        })
    };
    html! {
        <p class="hint">{ page.t(key) }{ " " }{ before }
            <button type="button" class="link" onclick={discard}>{ page.t("document.discard") }</button></p>
    }
}

pub fn document_card(page: &Page) -> Html {
    let Some(document) = &page.model.document else { return Html::default() };
    let oninput = {
        let send = page.send.clone();
        Callback::from(move |event: InputEvent| send.emit(Action::EditDocument(value(&event))))
    };
    let error = document.error.as_ref().map(|error| reason::scenario_error(&page.catalog, error));
    let unknown = &page.model.outcomes.unknown;
    Card::new("card-document", "JSON").small(page.t("document.small")).view(html! {
            <div class="body">
                <label for="document" class="unseen">{ page.t("document.label") }</label>
                <textarea id="document" class="document" value={document.text.clone()} spellcheck="false" autocomplete="off"
                    autocapitalize="off" aria-invalid={error.is_some().then_some("true")} aria-describedby="document-state" {oninput}
                    onblur={page.on::<FocusEvent>(Action::LeaveField)} />
                <div id="document-state" role="status">
                    if let Some(error) = &error {
                        <p class="fault"><span aria-hidden="true">{ "✕ " }</span>{ super::prose::prose(error) }</p>
                        { unapplied(page, "document.kept", Html::default()) }
                    } else {
                        <p class="fine"><span aria-hidden="true">{ "✓ " }</span>{ page.t("document.applied") }</p>
                    }
                    if !unknown.is_empty() {
                        <p class="hint">{ super::prose::prose(&page.fill("document.unknown", &[("fields",
                            unknown.iter().map(|path| ["`", &path.to_string(), "`"].concat()).collect::<Vec<_>>().join(", "))])) }</p>
                    }
                </div>
            </div>
        })
}
