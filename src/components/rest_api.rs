//! The card of a REST API.

use hopscope_app::selection::Part;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::rest_api::{EndpointType, RestApi};
use serde_json::json;
use yew::prelude::*;

use super::buttons::IconButton;
use super::card::Card;
use super::choice::{Choice, Tick, words};
use super::field::Field;
use super::picker::Picker;
use super::resources::Resources;
use super::stages::Stages;
use crate::page::{Page, use_page};

#[component]
pub fn RestApiCard() -> Html {
    let page = use_page();
    let model = &page.model;
    let list = FieldPath::root().field("rest_apis");
    let index = model.selection.shown(Part::RestApi, &model.scenario, &model.outcomes);
    let count = model.scenario.rest_apis.len();
    let names: Vec<AttrValue> = model.scenario.rest_apis.iter().map(|each| each.id.clone().into()).collect();
    let add = Edit::Insert(list.index(count), new::rest_api(&model.scenario));
    let actions = html! {
        <>
            <IconButton glyph="+" label={page.t("form.add_rest_api")}
                onclick={page.on(Action::EditAndShow(add, Part::RestApi, count))} />
            if count > 0 {
                <IconButton glyph="✕" label={page.t("form.delete_rest_api")} class="danger"
                    onclick={page.edit(Edit::Remove(list.index(index)))} />
            }
        </>
    };
    let small = match model.scenario.rest_apis.get(index) {
        Some(api) => ["REST · ", &page.t(endpoint_key(api.endpoint_type))].concat(),
        None => "REST".to_owned(),
    };
    html! {
        <Card id="card-rest-api" title="API Gateway" {small} {actions}>
            <div class="body">
                if count > 1 { <Picker part={Part::RestApi} label="API Gateway REST" {names} shown={index} /> }
                if let Some(api) = model.scenario.rest_apis.get(index) {
                    <Choice at={list.index(index).field("endpoint_type")} label={page.t("form.endpoint")}
                        options={words(EndpointType::WORDS)} value={json!(api.endpoint_type.as_str())} />
                    <Stages {index} />
                    <Resources api={index} shown={model.selection.shown(Part::Resource, &model.scenario, &model.outcomes)} />
                    { more(&page, api, &list.index(index)) }
                } else {
                    <p class="empty">{ page.t("form.no_rest_api") }</p>
                }
            </div>
        </Card>
    }
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
            <Field at={at.field("id")} label={page.t("form.api_id")} value={api.id.clone()} />
            <Field at={at.field("region")} label={page.t("form.region")} value={api.region.clone()} />
            <Tick at={at.field("disable_execute_api_endpoint")} label={page.t("form.disable_endpoint")}
                ticked={api.disable_execute_api_endpoint} />
        </details>
    }
}
