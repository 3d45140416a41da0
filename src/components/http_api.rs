//! The card of an HTTP API.

use hopscope_app::selection::Part;
use hopscope_app::{Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::http_api::{HttpApi, Route};
use serde_json::json;
use yew::prelude::*;

use super::buttons::{AddButton, IconButton};
use super::card::Card;
use super::choice::{Choice, words};
use super::field::Field;
use super::methods::integration;
use super::picker::Picker;
use crate::page::{Page, use_page};

#[component]
pub fn HttpApiCard() -> Html {
    let page = use_page();
    let model = &page.model;
    let list = FieldPath::root().field("http_apis");
    let index = model.selection.shown(Part::HttpApi, &model.scenario, &model.outcomes);
    let Some(api) = model.scenario.http_apis.get(index) else { return Html::default() };
    let names: Vec<AttrValue> = model.scenario.http_apis.iter().map(|each| each.id.clone().into()).collect();
    let at = list.index(index);
    let actions = html! {
        <IconButton glyph="✕" label={page.t("form.delete_http_api")} class="danger" onclick={page.edit(Edit::Remove(at.clone()))} />
    };
    html! {
        <Card id="card-http-api" title="API Gateway" small="HTTP" {actions}>
            <div class="body">
                if names.len() > 1 { <Picker part={Part::HttpApi} label="API Gateway HTTP" {names} shown={index} /> }
                <Field at={at.field("id")} label={page.t("form.api_id")} value={api.id.clone()} />
                <Field at={at.field("region")} label={page.t("form.region")} value={api.region.clone()} />
                { stages(&page, api, &at.field("stages")) }
                { for api.routes.iter().enumerate().map(|(index, each)| route(&page, each, &at.field("routes").index(index))) }
                <div class="toolbar">
                    <AddButton label={page.t("form.route")} onclick={page.edit(Edit::Insert(at.field("routes").index(api.routes.len()),
                        new::route("GET /new", &new::first_lambda(&model.scenario))))} />
                </div>
            </div>
        </Card>
    }
}

fn stages(page: &Page, api: &HttpApi, at: &FieldPath) -> Html {
    let name = new::name("stage", api.stages.iter().map(|stage| stage.name.as_str()));
    html! {
        <fieldset class="form">
            <legend>{ page.t("form.stages") }</legend>
            { for api.stages.iter().enumerate().map(|(index, stage)| html! {
                <div class="with-button" key={index}>
                    <Field at={at.index(index).field("name")} bare=true value={stage.name.clone()}
                        label={page.fill("form.stage_number", &[("number", (index + 1).to_string())])} />
                    <IconButton glyph="✕" label={page.fill("form.delete_stage", &[("name", stage.name.as_str())])} class="danger"
                        onclick={page.edit(Edit::Remove(at.index(index)))} />
                </div>
            }) }
            <div class="toolbar">
                <AddButton label={page.t("form.stage")} onclick={page.edit(Edit::Insert(at.index(api.stages.len()), json!({"name": name})))} />
            </div>
        </fieldset>
    }
}

fn route(page: &Page, route: &Route, at: &FieldPath) -> Html {
    let authorizations = ["NONE", "AWS_IAM", "CUSTOM", "JWT"];
    html! {
        <div class="method" key={at.to_string()}>
            <div class="with-button">
                <Field at={at.field("route_key")} label={page.t("form.route")} value={route.route_key.clone()} />
                <IconButton glyph="✕" label={page.fill("form.delete_route", &[("name", route.route_key.as_str())])} class="danger"
                    onclick={page.edit(Edit::Remove(at.clone()))} />
            </div>
            <Choice at={at.field("authorization_type")} label={page.t("form.authorization")} options={words(&authorizations)}
                value={json!(route.authorization_type.as_str())} />
            { integration(page, &route.integration, &at.field("integration")) }
        </div>
    }
}
