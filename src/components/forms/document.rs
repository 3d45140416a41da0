//! The whole scenario as JSON.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::json_tokens::tokens;
use hopscope_app::text_position::TextPosition;
use hopscope_locale::reason;
use hopscope_scenario::ScenarioError;
use web_sys::{Element, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::first::card::{Card, classes};
use crate::components::first::prose::prose;
use crate::components::forms::outline::Outline;
use crate::effects::element;
use crate::page::{Page, value};

/// The id of the text.
const ID: &str = "document";

/// An error with the place that it has in the text, in characters.
fn located(text: &str, error: ScenarioError) -> (ScenarioError, Option<TextPosition>) {
    match error {
        ScenarioError::Syntax { line, column, detail } => {
            let place = TextPosition::of(text, line, column);
            (ScenarioError::Syntax { line, column: place.column, detail }, Some(place))
        }
        other => (other, None),
    }
}

/// What is wrong; where a place is known, a button that selects it.
fn fault(page: &Page, error: &ScenarioError, place: Option<TextPosition>) -> Html {
    let sentence = html! {
        <><span aria-hidden="true">{ "✕ " }</span>{ prose(&reason::scenario_error(&page.catalog, error)) }</>
    };
    let sentence = match place {
        Some(place) => html! {
            <button type="button" class="link" onclick={move |_: MouseEvent| select(place)}>{ sentence }</button>
        },
        None => sentence,
    };
    html! { <p class="fault">{ sentence }</p> }
}

/// Selects a place of the text, and brings it into view: browsers do that for what is typed alone.
pub fn select(place: TextPosition) {
    let Some(area) = element::<HtmlTextAreaElement>(ID) else { return };
    let _ = area.focus();
    let _ = area.set_selection_range(place.start, place.end);
    let lines = i32::try_from(area.value().split('\n').count()).unwrap_or(i32::MAX);
    let line = i32::try_from(place.line).unwrap_or(lines);
    let top = area.scroll_height() / lines * line;
    area.set_scroll_top(top - area.client_height() / 2);
}

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

/// The length of a text that is coloured, in bytes: to colour a longer one anew at each key would be felt.
const MOST_COLOURED: usize = 40_000;

/// The text in its colours, for the eye alone: it lies under the text that is typed, which is transparent.
fn coloured(text: &str) -> Html {
    html! {
        <pre aria-hidden="true">
            { for tokens(text).into_iter().map(|(token, piece)| match token.class() {
                Some(class) => html! { <span {class}>{ piece }</span> },
                None => html! { { piece } },
            }) }
            { "\n" }
        </pre>
    }
}

/// The colours go along when the text is scrolled.
fn along(event: Event) {
    let Some(area) = event.target_dyn_into::<Element>() else { return };
    if let Some(colours) = area.previous_element_sibling() {
        colours.set_scroll_top(area.scroll_top());
        colours.set_scroll_left(area.scroll_left());
    }
}

pub fn document_card(page: &Page) -> Html {
    let Some(document) = &page.model.document else { return Html::default() };
    let oninput = {
        let send = page.send.clone();
        Callback::from(move |event: InputEvent| send.emit(Action::EditDocument(value(&event))))
    };
    let is_coloured = document.text.len() <= MOST_COLOURED;
    let error = document.error.clone().map(|error| located(&document.text, error));
    let unknown = &page.model.outcomes.unknown;
    // What cannot be read cannot be laid out either.
    let format = document.error.is_none().then(|| {
        let (send, scenario) = (page.send.clone(), Rc::clone(&page.model.scenario));
        Callback::from(move |_: MouseEvent| {
            send.emit(Action::LeaveField);
            send.emit(Action::EditDocument(scenario.to_json_pretty()));
        })
    });
    let actions = html! {
        <button type="button" class="quiet" aria-disabled={format.is_none().then_some("true")} onclick={format}>{ page.t("document.format") }</button>
    };
    Card::new("card-document", "JSON").small(page.t("document.small")).actions(actions).view(html! {
            <div class="body">
                <Outline text={Rc::clone(&document.text)} heading={page.t("document.outline")} />
                <label for={ID} class="unseen">{ page.t("document.label") }</label>
                <div class={classes("document-box", if is_coloured { "coloured" } else { "" })}>
                    if is_coloured { { coloured(&document.text) } }
                    <textarea id={ID} class="document" value={document.text.clone()} spellcheck="false" autocomplete="off"
                        autocapitalize="off" aria-invalid={error.is_some().then_some("true")} aria-describedby="document-state" {oninput}
                        onscroll={Callback::from(along)} onblur={page.on::<FocusEvent>(Action::LeaveField)} />
                </div>
                <div id="document-state" role="status">
                    if let Some((error, place)) = error {
                        { fault(page, &error, place) }
                        { unapplied(page, if page.model.is_stored() { "document.kept" } else { "document.kept_here" }, Html::default()) }
                    } else {
                        <p class="fine"><span aria-hidden="true">{ "✓ " }</span>{ page.t("document.applied") }</p>
                    }
                    if !unknown.is_empty() {
                        <p class="hint">{ prose(&page.fill("document.unknown", &[("fields",
                            unknown.iter().map(|path| ["`", &path.to_string(), "`"].concat()).collect::<Vec<_>>().join(", "))])) }</p>
                    }
                </div>
            </div>
        })
}
