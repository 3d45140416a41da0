//! The card of CloudFront Functions and Lambda@Edge functions.

use hopscope_app::selection::FormSection;
use hopscope_app::texts::Slot;
use hopscope_app::{Action, Edit, edge_code, edge_edit, new, snippets};
use hopscope_scenario::FieldPath;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeFailure, EdgeLimit, EdgeResult};
use hopscope_scenario::edge_function::EdgeFunction;
use serde_json::json;
use yew::prelude::*;

use super::code_editor::{Shown, code_editor};
use super::key_value_store::key_value_store;
use crate::components::first::card::Card;
use crate::components::first::prose::prose;
use crate::components::widgets::buttons::IconButton;
use crate::components::widgets::choice::{choice, words};
use crate::components::widgets::field::{fault, fault_id, fault_line, row_classes};
use crate::components::widgets::input::{Input, Take};
use crate::components::widgets::menu::{Item, menu};
use crate::components::widgets::picker::picker;
use crate::page::Page;

pub fn edge_function_card(page: &Page) -> Html {
    let model = &page.model;
    let list = FieldPath::root().field("edge_functions");
    let index = model.selection.shown(FormSection::EdgeFunction, &model.scenario, &model.outcomes);
    let Some(function) = model.scenario.edge_functions.get(index) else { return Html::default() };
    let names: Vec<AttrValue> = model.scenario.edge_functions.iter().map(|each| each.name.clone().into()).collect();
    let at = list.index(index);
    let last = edge_code::run_of(function, &model.outcomes, model.selection.request).map(|(_, answer)| answer);
    let fault = last.and_then(|answer| told(page, answer));
    let position = last.and_then(edge_code::fault).and_then(|(_, position)| position);
    let described_by = fault.is_some().then(|| format!("{at}-run"));
    let runtimes = words(edge_edit::RUNTIMES);
    let shown = Shown {
        at: at.field("code"),
        label: page.fill("edge_code.code", &[("function", &function.name)]),
        code: &function.code,
        bad_line: position.map(|position| position.line),
        described_by: described_by.clone(),
    };
    let actions = actions(page, &list, &at, names.len());
    let card = Card::new("card-edge-function", page.t("form.edge_functions"));
    // Each part is one node, shown or not: Yew matches children by their place, so that a part that comes or goes between
    // two key presses would put a new editor in the place of the one that is typed into.
    card.small(function.runtime.clone()).actions(actions).view(html! {
        <div class="body">
            if names.len() > 1 { { picker(page, FormSection::EdgeFunction, page.t("form.edge_functions"), &names, index, Html::default()) } }
            { name(page, function, index, &at) }
            { choice(page, at.field("runtime"), page.t("form.runtime"), runtimes, &json!(function.runtime)) }
            { menu(page, hopscope_app::model::Menu::Snippets, page.t("edge_code.snippets"), snippet_items(page, function, &at)) }
            { code_editor(page, shown) }
            <div id={described_by} role="status">
                if let Some(fault) = fault { <p class="fault">{ prose(&fault) }</p> }
            </div>
            { last.map(|answer| logs(page, answer)).unwrap_or_default() }
            { key_value_store(page, function, &at) }
        </div>
    })
}

/// Buttons that add a function and delete the shown one.
fn actions(page: &Page, list: &FieldPath, at: &FieldPath, count: usize) -> Html {
    let add = Edit::Insert(list.index(count), new::edge_function(&page.model.scenario));
    let adding = page.add(Action::EditAndShow(add, FormSection::EdgeFunction, count), &list.index(count));
    let deleting = page.edit(Edit::Remove(at.clone()));
    html! {
        <>
            { IconButton::new("+", page.t("edge_code.add"), adding).view() }
            { IconButton::new("✕", page.t("form.delete_edge_function"), deleting).class("danger").view() }
        </>
    }
}

/// The name; behaviours that call the function follow when the input is left.
fn name(page: &Page, function: &EdgeFunction, index: usize, at: &FieldPath) -> Html {
    let at = at.field("name");
    let id = at.to_string();
    let fault = fault(page, &at);
    let take = Take::WhenLeft(Box::new(move |name| edge_edit::rename(index, name.trim())));
    let input = Input::new(Slot::value(at), function.name.clone(), take).faulty(fault.is_some().then(|| fault_id(&id)));
    html! {
        <div class={row_classes(false, fault.is_some())}>
            <label for={id.clone()}>{ page.t("form.name") }</label>
            { input.view(page) }
            { fault_line(&id, fault) }
        </div>
    }
}

fn snippet_items(page: &Page, function: &EdgeFunction, at: &FieldPath) -> Vec<Item> {
    let fitting = snippets::ALL.iter().filter(|each| each.at_edge == function.is_lambda_at_edge());
    fitting
        .map(|snippet| Item {
            label: page.t(&["edge_code.snippet.", snippet.name].concat()),
            hint: page.t("edge_code.snippet_hint"),
            run: page.edit(Edit::All(vec![Edit::text(at.field("code"), snippet.code)])),
        })
        .collect()
}

/// What went wrong in a run, if anything.
fn told(page: &Page, answer: &EdgeAnswer) -> Option<String> {
    if let EdgeResult::Unsupported { what } = &answer.result {
        return Some(page.fill("edge_code.unsupported", &[("what", what)]));
    }
    let (failure, position) = edge_code::fault(answer)?;
    let key = |word: &str| page.t(&["edge_code.failure.", word].concat());
    let message = match failure {
        EdgeFailure::Threw { name, message, .. } if !name.is_empty() => ["`", name, ": ", message, "`"].concat(),
        EdgeFailure::Threw { message, .. } | EdgeFailure::Syntax { message, .. } if !message.is_empty() => {
            ["`", message, "`"].concat()
        }
        EdgeFailure::Threw { .. } => key("threw"),
        EdgeFailure::Syntax { .. } => key("syntax"),
        EdgeFailure::NoHandler => key("no_handler"),
        EdgeFailure::NeverSettled => key("never_settled"),
        EdgeFailure::Limit(limit) => page.fill("edge_code.failure.limit", &[("limit", limit_word(limit))]),
    };
    Some(match position {
        Some(position) => page.fill("edge_code.line", &[("line", position.line.to_string()), ("message", message)]),
        None => message,
    })
}

/// The limit's name, as a trace gives it.
const fn limit_word(limit: &EdgeLimit) -> &'static str {
    match limit {
        EdgeLimit::CodeSize { .. } => "code_size",
        EdgeLimit::Instructions => "instructions",
        EdgeLimit::Recursion => "recursion",
        EdgeLimit::Memory => "memory",
        EdgeLimit::Time => "time",
    }
}

/// What the code wrote with `console`.
fn logs(page: &Page, answer: &EdgeAnswer) -> Html {
    if answer.logs.is_empty() {
        return Html::default();
    }
    html! {
        <details class="more" open=true>
            <summary>{ page.t("edge_code.logs") }</summary>
            <pre class="logs">{ answer.logs.join("\n") }</pre>
        </details>
    }
}
