//! The table of requests, which is a test suite: each row knows what is expected of it.

use hopscope_app::selection::Part;
use hopscope_app::{Action, Edit, new};
use hopscope_diagram::story::component_key;
use hopscope_routing::Trace;
use hopscope_scenario::FieldPath;
use hopscope_scenario::request::{Expectation, Request};
use serde_json::Value;
use yew::prelude::*;

use super::buttons::{AddButton, IconButton};
use super::card::Card;
use crate::page::{Page, use_page};

#[component]
pub fn Requests() -> Html {
    let page = use_page();
    let model = &page.model;
    let (met, of) = model.outcomes.score();
    let small = match of {
        0 => String::new(),
        _ => page.fill("requests.score", &[("met", met.to_string()), ("of", of.to_string())]),
    };
    let rows = model.scenario.requests.iter().zip(&model.outcomes.results).enumerate().map(|(index, (request, outcome))| {
        let (answer, by) = answer(&page, &outcome.trace);
        html! {
            <RequestRow key={index} {index} met={outcome.met} name={name(request)} line={line(request)} expected={expected(&page, request)}
                {answer} {by} shown={index == model.selection.request} marks={[page.t("requests.met"), page.t("requests.missed")]}
                send={page.send.clone()} />
        }
    });
    html! {
        <Card id="card-requests" title={page.t("requests.title")} {small} class="requests">
            <div class="scroll">
                <table class="grid">
                    <thead><tr>
                        <th scope="col"><span class="unseen">{ page.t("requests.mark") }</span></th>
                        <th scope="col">{ page.t("form.request") }</th>
                        <th scope="col">{ page.t("form.expected") }</th>
                        <th scope="col">{ page.t("requests.answer") }</th>
                        <th scope="col">{ page.t("requests.answered_by") }</th>
                    </tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if !model.embed { { toolbar(&page) } }
        </Card>
    }
}

fn toolbar(page: &Page) -> Html {
    let scenario = &page.model.scenario;
    let shown = page.model.selection.request;
    let count = scenario.requests.len();
    let list = FieldPath::root().field("requests");
    let add = Edit::Insert(list.index(count), new::request(scenario, shown));
    let copy =
        scenario.requests.get(shown).and_then(|request| serde_json::to_value(request).ok()).unwrap_or(Value::Null);
    let copy = Action::EditAndShow(Edit::Insert(list.index(shown + 1), copy), Part::Request, shown + 1);
    let go = |to: usize| page.on(Action::EditAndShow(Edit::Move(list.index(shown), to), Part::Request, to));
    html! {
        <div class="toolbar padded">
            <AddButton label={page.t("form.request")} onclick={page.on(Action::EditAndShow(add, Part::Request, count))} />
            <span class="grow"></span>
            if count > 0 {
                <button type="button" class="quiet" onclick={page.on::<MouseEvent>(copy)}>{ page.t("requests.duplicate") }</button>
                <IconButton glyph="↑" label={page.t("requests.move_up")} disabled={shown == 0} onclick={go(shown.saturating_sub(1))} />
                <IconButton glyph="↓" label={page.t("requests.move_down")} disabled={shown + 1 >= count} onclick={go(shown + 1)} />
                <IconButton glyph="✕" label={page.t("requests.delete")} class="danger" onclick={page.edit(Edit::Remove(list.index(shown)))} />
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    index: usize,
    met: Option<bool>,
    name: AttrValue,
    line: AttrValue,
    expected: AttrValue,
    answer: AttrValue,
    by: AttrValue,
    shown: bool,
    /// What the marks mean, in words.
    marks: [String; 2],
    /// The same on every drawing, so that a row is drawn again only when something in it has changed.
    send: Callback<Action>,
}

#[component]
fn RequestRow(props: &RowProps) -> Html {
    let index = props.index;
    let show = props.send.reform(move |_: MouseEvent| Action::Show(Part::Request, index));
    let [met, missed] = &props.marks;
    let (class, glyph, words) = match props.met {
        Some(true) => ("pass", "✓", met.as_str()),
        Some(false) => ("fail", "✕", missed.as_str()),
        None => ("", "·", ""),
    };
    html! {
        <tr class={classes!(props.shown.then_some("shown"))} onclick={show}>
            <td class={classes!("mark", class)}><span aria-hidden="true">{ glyph }</span><span class="unseen">{ words }</span></td>
            <td><button type="button" class="rowbutton" aria-pressed={if props.shown { "true" } else { "false" }}>{ &props.line }</button>
                if !props.name.is_empty() { <small>{ &props.name }</small> }</td>
            <td>{ &props.expected }</td>
            <td class={class}>{ &props.answer }</td>
            <td class="plain">{ &props.by }</td>
        </tr>
    }
}

fn name(request: &Request) -> String {
    request.name.clone()
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

/// What the client got, and who answered.
fn answer(page: &Page, trace: &Trace) -> (String, String) {
    let hop = trace.hops.iter().rev().find(|hop| hop.component == trace.answered_by);
    let message = hop.and_then(|hop| hop.answer.as_ref()).map(|line| line.message.as_str()).unwrap_or_default();
    let answer = match &trace.response {
        Some(response) if message.is_empty() || !response.status.is_error() => response.status.to_string(),
        Some(response) => [&response.status.to_string(), " ", message].concat(),
        None => page.t("requests.no_answer"),
    };
    let by = page.catalog.find(&["rule.", trace.rule.id, ".label"].concat(), &()).unwrap_or_default();
    let component = page.t(&["component.", component_key(trace.answered_by)].concat());
    let where_from = trace.reaches.as_ref().map(|reaches| reaches.text.clone()).unwrap_or(by);
    let by = [component, where_from].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    (answer, by)
}
