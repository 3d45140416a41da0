//! The card of CloudFront Functions and Lambda@Edge functions.

use hopscope_app::selection::Part;
use hopscope_app::{Action, Edit, edge_code, edge_edit, new, snippets};
use hopscope_scenario::FieldPath;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeFailure, EdgeLimit, EdgeResult};
use hopscope_scenario::edge_function::EdgeFunction;
use serde_json::json;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::buttons::IconButton;
use super::card::Card;
use super::choice::{Choice, words};
use super::code_editor::CodeEditor;
use super::menu::{Item, Menu};
use super::picker::Picker;
use super::prose::prose;
use crate::page::{Page, use_page};

#[component]
pub fn EdgeFunctionCard() -> Html {
    let page = use_page();
    let model = &page.model;
    let list = FieldPath::root().field("edge_functions");
    let index = model.selection.shown(Part::EdgeFunction, &model.scenario, &model.outcomes);
    let Some(function) = model.scenario.edge_functions.get(index) else { return Html::default() };
    let names: Vec<AttrValue> = model.scenario.edge_functions.iter().map(|each| each.name.clone().into()).collect();
    let at = list.index(index);
    let add = Edit::Insert(list.index(names.len()), new::edge_function(&model.scenario));
    let actions = html! {
        <>
            <IconButton glyph="+" label={page.t("edge_code.add")} onclick={page.on(Action::EditAndShow(add, Part::EdgeFunction, names.len()))} />
            <IconButton glyph="✕" label={page.t("form.delete_edge_function")} class="danger" onclick={page.edit(Edit::Remove(at.clone()))} />
        </>
    };
    let last = edge_code::run_of(function, &model.outcomes, model.selection.request).map(|(_, answer)| answer);
    let fault = last.and_then(|answer| told(&page, answer));
    let position = last.and_then(edge_code::fault).and_then(|(_, position)| position);
    let described_by = fault.is_some().then(|| AttrValue::from(format!("{at}-run")));
    html! {
        <Card id="card-edge-function" title={page.t("form.edge_functions")} small={function.runtime.clone()} {actions}>
            <div class="body">
                if names.len() > 1 { <Picker part={Part::EdgeFunction} label={page.t("form.edge_functions")} {names} shown={index} /> }
                { name(&page, function, index, &at) }
                <Choice at={at.field("runtime")} label={page.t("form.runtime")} options={words(edge_edit::RUNTIMES)}
                    value={json!(function.runtime)} />
                <Menu label={page.t("edge_code.snippets")} items={snippet_items(&page, function, &at)} />
                <CodeEditor at={at.field("code")} label={page.fill("edge_code.code", &[("function", &function.name)])}
                    code={function.code.clone()} bad_line={position.map(|position| position.line)}
                    described_by={described_by.clone()} />
                <div id={described_by} role="status">
                    if let Some(fault) = fault { <p class="fault">{ prose(&fault) }</p> }
                </div>
                { for last.map(|answer| logs(&page, answer)) }
            </div>
        </Card>
    }
}

/// The name; behaviours that call the function follow when the input is left.
fn name(page: &Page, function: &EdgeFunction, index: usize, at: &FieldPath) -> Html {
    let id = at.field("name").to_string();
    let onchange = {
        let (send, model) = (page.send.clone(), page.model.clone());
        Callback::from(move |event: Event| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            send.emit(Action::Edit(edge_edit::rename(&model.scenario, index, name.trim())));
        })
    };
    html! {
        <div class="row">
            <label for={id.clone()}>{ page.t("form.name") }</label>
            <input {id} type="text" value={function.name.clone()} spellcheck="false" autocomplete="off" autocapitalize="off" {onchange} />
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
        <details class="more">
            <summary>{ page.t("edge_code.logs") }</summary>
            <pre class="logs">{ answer.logs.join("\n") }</pre>
        </details>
    }
}
