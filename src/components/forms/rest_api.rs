//! The card of a REST API.

use hopscope_app::selection::FormSection;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::rest_api::{EndpointType, RestApi};
use serde_json::json;
use yew::prelude::*;

use super::resources::resources;
use super::stages::stages;
use super::table::rest;
use crate::components::first::card::Card;
use crate::components::widgets::buttons::IconButton;
use crate::components::widgets::choice::{choice, tick, words};
use crate::components::widgets::field::Field;
use crate::components::widgets::picker::picker;
use crate::page::Page;

pub fn rest_api_card(page: &Page) -> Html {
    let model = &page.model;
    let list = FieldPath::root().field("rest_apis");
    let index = model.selection.shown(FormSection::RestApi, &model.scenario, &model.outcomes);
    let count = model.scenario.rest_apis.len();
    let names: Vec<AttrValue> = model.scenario.rest_apis.iter().map(|each| each.id.clone().into()).collect();
    let add = Edit::Insert(list.index(count), new::rest_api(&model.scenario));
    let actions = html! {
        <>
            { IconButton::new("+", page.t("form.add_rest_api"), page.add(Action::EditAndShow(add, FormSection::RestApi, count), &list.index(count))).view() }
            if count > 0 {
                { IconButton::new("✕", page.t("form.delete_rest_api"), page.edit(Edit::Remove(list.index(index)))).class("danger").view() }
            }
        </>
    };
    let small = match model.scenario.rest_apis.get(index) {
        Some(api) => page.t(endpoint_key(api.endpoint_type)),
        None => String::new(),
    };
    Card::new("card-rest-api", "API Gateway REST").small(small).actions(actions).view(html! {
            <div class="body">
                if count > 1 { { picker(page, FormSection::RestApi, "API Gateway REST", &names, index, Html::default()) } }
                if let Some(api) = model.scenario.rest_apis.get(index) {
                    { choice(page, list.index(index).field("endpoint_type"), page.t("form.endpoint"), words(EndpointType::WORDS), &json!(api.endpoint_type.as_str())) }
                    { stages(page, index) }
                    { resources(page, index, model.selection.shown(FormSection::Resource, &model.scenario, &model.outcomes)) }
                    { more(page, api, &list.index(index)) }
                } else {
                    <p class="empty">{ page.t("form.no_rest_api") }</p>
                }
            </div>
        })
}

const fn endpoint_key(endpoint: EndpointType) -> &'static str {
    match endpoint {
        EndpointType::Edge => "form.endpoint_edge",
        EndpointType::Regional => "form.endpoint_regional",
        EndpointType::Private => "form.endpoint_private",
    }
}

/// What is seldom changed.
fn more(page: &Page, api: &RestApi, at: &FieldPath) -> Html {
    html! {
        <details class="more">
            <summary>{ page.t("form.more") }</summary>
            { Field::new(at.field("id"), page.t("form.api_id"), api.id.clone()).view(page) }
            { Field::new(at.field("region"), page.t("form.region"), api.region.clone()).view(page) }
            { tick(page, at.field("disable_execute_api_endpoint"), page.t("form.disable_endpoint"), api.disable_execute_api_endpoint) }
            { rest(page, "RestApi", at) }
        </details>
    }
}
