//! The table of requests, which is a test suite: each row knows what is expected of it.

use hopscope_app::Action;
use hopscope_app::outcome::{Outcome, State};
use hopscope_app::selection::FormSection;
use hopscope_scenario::request::{Expectation, Request};
use yew::prelude::*;

use super::card::Card;
use super::long::{in_table, rows};
use crate::page::Page;

pub fn requests(page: &Page) -> Html {
    let model = &page.model;
    let (met, of) = model.outcomes.score();
    let small = match of {
        0 => String::new(),
        _ => page.fill("requests.score", &[("met", met.to_string()), ("of", of.to_string())]),
    };
    let rows = rows(page, model.scenario.requests.len(), model.selection.request, in_table, |page, index| {
        let model = &page.model;
        match (model.scenario.requests.get(index), model.outcomes.results.get(index)) {
            (Some(request), Some(outcome)) => row(page, index, request, outcome),
            _ => Html::default(),
        }
    });
    Card::new("card-requests", page.t("requests.title")).small(small).class("requests").view(html! {
        <>
        <div class="scroll">
            <table class="grid">
                <thead><tr>
                    <th scope="col"><span class="unseen">{ page.t("requests.mark") }</span></th>
                    <th scope="col">{ page.t("form.request") }</th>
                    <th scope="col">{ page.t("form.expected") }</th>
                    <th scope="col">{ page.t("requests.answer") }</th>
                    <th scope="col">{ page.t("requests.answered_by") }</th>
                </tr></thead>
                <tbody>{ rows }</tbody>
            </table>
        </div>
        if let Some(bars) = page.parts.bars { { (bars.requests)(page) } }
        </>
    })
}

fn row(page: &Page, index: usize, request: &Request, result: &Outcome) -> Html {
    let shown = index == page.model.selection.request;
    let (line, (answer, by)) = (line(request), answer(page, result));
    let (class, glyph, words) = match result.met {
        Some(true) => ("pass", "✓", page.t("requests.met")),
        Some(false) => ("fail", "✕", page.t("requests.missed")),
        None => ("", "·", String::new()),
    };
    html! {
        <tr key={index} class={shown.then_some("shown")} onclick={page.on::<MouseEvent>(Action::Show(FormSection::Request, index))}>
            <td class={classes!("mark", class)}><span aria-hidden="true">{ glyph }</span><span class="unseen">{ words }</span></td>
            <td><button type="button" class="rowbutton" title={line.clone()} aria-pressed={if shown { "true" } else { "false" }}>{ line }</button>
                if !request.name.is_empty() { <small>{ &request.name }</small> }</td>
            <td class="wanted" data-label={page.t("form.expected")}>{ expected(page, request) }</td>
            <td class={class}><span class="clip" title={answer.clone()}>{ answer }</span></td>
            <td class="plain">{ by }</td>
        </tr>
    }
}

/// Method and path; the host too where it is not CloudFront's.
fn line(request: &Request) -> String {
    let rest = request.url.split_once("://").map_or(request.url.as_str(), |(_, rest)| rest);
    let path = rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or("/");
    [request.method.as_str(), " ", path].concat()
}

fn expected(page: &Page, request: &Request) -> String {
    let Some(Expectation { status, reaches, rule, .. }) = &request.expect else { return "—".to_owned() };
    match (reaches, status, rule) {
        (Some(Some(reaches)), ..) => reaches.clone(),
        (Some(None), Some(status), _) | (None, Some(status), _) => status.to_string(),
        (Some(None), None, _) => page.t("form.ends_nowhere"),
        (None, None, Some(rule)) => rule.clone(),
        (None, None, None) => "—".to_owned(),
    }
}

/// What the client got, and who answered. Neither is known before all of the program is here that the trace needs, nor
/// while code runs on its way.
fn answer(page: &Page, result: &Outcome) -> (String, String) {
    let trace = &result.trace;
    if trace.missing.any() || result.state == State::Awaited || page.model.is_running(trace) {
        return ("…".to_owned(), String::new());
    }
    let hop = trace.hops.iter().rev().find(|hop| hop.component == trace.answered_by);
    let message = hop.and_then(|hop| hop.answer.as_ref()).map(|line| line.message.as_str()).unwrap_or_default();
    let answer = match &trace.response {
        Some(response) if message.is_empty() || !response.status.is_error() => response.status.to_string(),
        Some(response) => [&response.status.to_string(), " ", message].concat(),
        None => page.t("requests.no_answer"),
    };
    let by = page.catalog.find(&["rule.", trace.rule.id.as_str(), ".label"].concat(), &()).unwrap_or_default();
    let component = page.t(&["component.", trace.answered_by.as_str()].concat());
    let by = match trace.reaches.as_ref() {
        Some(_) => [&component, " ", hop.map(|hop| hop.id.as_str()).unwrap_or_default()].concat(),
        None if by.is_empty() => component,
        None => [&component, " · ", &by].concat(),
    };
    (answer, by)
}
