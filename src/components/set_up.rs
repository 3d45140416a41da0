//! The column of forms, in the order in which a request meets the parts; or the JSON of all of it.

use hopscope_app::selection::Part;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use yew::prelude::*;

use super::buttons::AddButton;
use super::distribution::DistributionCard;
use super::document::DocumentCard;
use super::edge_function::EdgeFunctionCard;
use super::expectation::ExpectationCard;
use super::http_api::HttpApiCard;
use super::lambda::LambdaCard;
use super::rest_api::RestApiCard;
use crate::page::{Page, use_page};

#[component]
pub fn SetUp() -> Html {
    let page = use_page();
    let shows_document = page.model.document.is_some();
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
                <DocumentCard />
            } else {
                <DistributionCard />
                <EdgeFunctionCard />
                <RestApiCard />
                <HttpApiCard />
                <LambdaCard />
                <ExpectationCard />
                { others(&page) }
            }
        </>
    }
}

/// The parts that have no form yet, and buttons for those that have no card yet.
fn others(page: &Page) -> Html {
    let scenario = &page.model.scenario;
    let counts = [
        ("form.other.dns", scenario.dns.len()),
        ("form.other.domain_names", scenario.domain_names.len()),
        ("form.other.buckets", scenario.buckets.len()),
        ("form.other.load_balancers", scenario.load_balancers.len()),
        ("form.other.servers", scenario.servers.len()),
    ];
    let names: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| page.fill(key, &[("count", count.to_string())]))
        .collect();
    let function = Edit::Insert(FieldPath::root().field("edge_functions").index(0), new::edge_function(scenario));
    let api = Edit::Insert(FieldPath::root().field("http_apis").index(0), new::http_api(scenario));
    html! {
        <div class="others">
            <div class="toolbar">
                if scenario.edge_functions.is_empty() {
                    <AddButton label={page.t("form.edge_function")} onclick={page.on(Action::EditAndShow(function, Part::EdgeFunction, 0))} />
                }
                if scenario.http_apis.is_empty() {
                    <AddButton label="HTTP API" onclick={page.on(Action::EditAndShow(api, Part::HttpApi, 0))} />
                }
            </div>
            if !names.is_empty() {
                <p>{ page.fill("form.other.also", &[("parts", names.join(", "))]) }{ " " }
                    <button type="button" class="link" onclick={page.on(Action::ShowDocument(true))}>{ page.t("form.other.edit") }</button></p>
            }
        </div>
    }
}
