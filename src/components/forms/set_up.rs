//! The column of forms, in the order in which a request meets the parts; or the JSON of all of it.

use hopscope_app::selection::FormSection;
use hopscope_app::without_form::without_form;
use hopscope_app::{Action, Edit, edge_edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::edge_call::EdgeEventType;
use yew::prelude::*;

use super::distribution::distribution_card;
use super::document::{document_card, unapplied};
use super::edge_function::edge_function_card;
use super::expectation::expectation_card;
use super::further::{add_further, bucket_card, dns_card, domain_name_card};
use super::http_api::http_api_card;
use super::lambda::lambda_card;
use super::rest_api::rest_api_card;
use crate::components::widgets::buttons::add_button;
use crate::page::Page;

pub fn set_up(page: &Page) -> Html {
    let shows_document = page.model.shows_document();
    let tab = |document: bool, key: &str| {
        html! {
            <button type="button" aria-pressed={if document == shows_document { "true" } else { "false" }}
                onclick={page.on(Action::ShowDocument(document))}>{ page.t(key) }</button>
        }
    };
    html! {
        <>
            <div class="segments" role="group" aria-label={page.t("document.view")}>
                { tab(false, "document.forms") }
                { tab(true, "document.json") }
            </div>
            if shows_document {
                { document_card(page) }
            } else {
                if page.model.unapplied().is_some() {
                    <div role="status">{ unapplied(page, "document.behind", html! {
                        <><button type="button" class="link" onclick={page.on(Action::ShowDocument(true))}>{ page.t("document.go_on") }</button>{ " " }</>
                    }) }</div>
                }
                { distribution_card(page) }
                { edge_function_card(page) }
                { rest_api_card(page) }
                { http_api_card(page) }
                { lambda_card(page) }
                { bucket_card(page) }
                { domain_name_card(page) }
                { dns_card(page) }
                { expectation_card(page) }
                { others(page) }
            }
        </>
    }
}

/// The parts that have no form yet, and buttons for those that have no card yet.
fn others(page: &Page) -> Html {
    let scenario = &page.model.scenario;
    let names: Vec<String> = without_form(scenario)
        .into_iter()
        .map(|(key, count)| page.fill(&["form.other.", key].concat(), &[("count", count.to_string())]))
        .collect();
    let [functions, apis] = ["edge_functions", "http_apis"].map(|list| FieldPath::root().field(list).index(0));
    let function = page.add(Action::EditAndShow(first_function(page), FormSection::EdgeFunction, 0), &functions);
    let api = Edit::Insert(apis.clone(), new::http_api(scenario));
    let api = page.add(Action::EditAndShow(api, FormSection::HttpApi, 0), &apis);
    html! {
        <div class="others">
            <div class="toolbar">
                if scenario.edge_functions.is_empty() {
                    { add_button(page, page.t("form.edge_function"), function) }
                }
                { add_further(page) }
                if scenario.http_apis.is_empty() {
                    { add_button(page, "HTTP API".to_owned(), api) }
                }
            </div>
            if !names.is_empty() {
                <p>{ page.fill("form.other.also", &[("parts", names.join(", "))]) }{ " " }
                    <button type="button" class="link" onclick={page.on(Action::ShowDocument(true))}>{ page.t("form.other.edit") }</button></p>
            }
        </div>
    }
}

/// A function that the shown behaviour runs before all else, where it runs none there yet.
fn first_function(page: &Page) -> Edit {
    let (model, scenario) = (&page.model, &page.model.scenario);
    let function = new::edge_function(scenario);
    let shown = |part| model.selection.shown(part, scenario, &model.outcomes);
    let name = function.get("name").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let mut edits = vec![Edit::Insert(FieldPath::root().field("edge_functions").index(0), function)];
    let (index, behavior) = (shown(FormSection::Distribution), shown(FormSection::Behavior));
    if let Some(distribution) = scenario.distributions.get(index) {
        let at = FieldPath::root().field("distributions").index(index);
        let (behavior, at) = match distribution.ordered_cache_behavior.get(behavior) {
            Some(ordered) => (ordered, at.field("ordered_cache_behavior").index(behavior)),
            None => (&distribution.default_cache_behavior, at.field("default_cache_behavior")),
        };
        let event = EdgeEventType::ViewerRequest;
        if edge_edit::associated(behavior, event).is_none() {
            edits.push(edge_edit::associate(scenario, &at, behavior, event, Some(&name)));
        }
    }
    Edit::All(edits)
}
