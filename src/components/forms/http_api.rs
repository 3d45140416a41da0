//! The card of an HTTP API.

use hopscope_app::selection::FormSection;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::http_api::{HttpApi, HttpStage, Route};
use hopscope_scenario::rest_api::{Authorization, AuthorizerResult};
use serde_json::json;
use yew::prelude::*;

use super::methods::integration;
use super::table::rest;
use crate::components::first::card::Card;
use crate::components::first::long::{alone, rows};
use crate::components::widgets::buttons::{IconButton, add_button};
use crate::components::widgets::choice::{choice, words};
use crate::components::widgets::field::Field;
use crate::components::widgets::picker::picker;
use crate::page::Page;

pub fn http_api_card(page: &Page) -> Html {
    let model = &page.model;
    let list = FieldPath::root().field("http_apis");
    let index = model.selection.shown(FormSection::HttpApi, &model.scenario, &model.outcomes);
    let Some(api) = model.scenario.http_apis.get(index) else { return Html::default() };
    let names: Vec<AttrValue> = model.scenario.http_apis.iter().map(|each| each.id.clone().into()).collect();
    let at = list.index(index);
    let routes = at.field("routes").index(api.routes.len());
    let count = names.len();
    let add = Edit::Insert(list.index(count), new::http_api(&model.scenario));
    let add = page.add(Action::EditAndShow(add, FormSection::HttpApi, count), &list.index(count));
    let actions = html! {
        <>
            { IconButton::new("+", page.t("form.add_http_api"), add).view() }
            { IconButton::new("✕", page.t("form.delete_http_api"), page.edit(Edit::Remove(at.clone()))).class("danger").view() }
        </>
    };
    Card::new("card-http-api", "API Gateway HTTP").actions(actions).view(html! {
        <div class="body">
            if names.len() > 1 { { picker(page, FormSection::HttpApi, "API Gateway HTTP", &names, index, Html::default()) } }
            { Field::new(at.field("id"), page.t("form.api_id"), api.id.clone()).view(page) }
            { Field::new(at.field("region"), page.t("form.region"), api.region.clone()).view(page) }
            { stages(page, api, &at.field("stages")) }
            { rows(page, api.routes.len(), 0, alone, {
                let list = at.field("routes");
                move |page, at| {
                    let each = page.model.scenario.http_apis.get(index).and_then(|api| api.routes.get(at));
                    each.map_or_else(Html::default, |each| route(page, each, &list.index(at)))
                }
            }) }
            <div class="toolbar">
                { add_button(page, page.t("form.route"), page.add(Action::Edit(Edit::Insert(routes.clone(),
                    new::route("GET /new", &new::first_lambda(&model.scenario)))), &routes)) }
            </div>
            { rest(page, "HttpApi", &at) }
        </div>
    })
}

fn stages(page: &Page, api: &HttpApi, at: &FieldPath) -> Html {
    let added = at.index(api.stages.len());
    let name = new::name("stage", api.stages.iter().map(|stage| stage.name.as_str()));
    html! {
        <fieldset class="form">
            <legend>{ page.t("form.stages") }</legend>
            { rows(page, api.stages.len(), 0, alone, {
                let (stages, at) = (api.stages.clone(), at.clone());
                move |page, index| stages.get(index).map_or_else(Html::default, |each| stage(page, each, &at.index(index), index))
            }) }
            <div class="toolbar">
                { add_button(page, page.t("form.stage"), page.add(Action::Edit(Edit::Insert(added.clone(), json!({"name": name}))), &added)) }
            </div>
        </fieldset>
    }
}

fn stage(page: &Page, stage: &HttpStage, at: &FieldPath, index: usize) -> Html {
    let number = page.fill("form.stage_number", &[("number", (index + 1).to_string())]);
    let delete = page.fill("form.delete_stage", &[("name", stage.name.as_str())]);
    html! {
        <div class="with-button" key={index}>
            { Field::new(at.field("name"), number, stage.name.clone()).bare().view(page) }
            { IconButton::new("✕", delete, page.edit(Edit::Remove(at.clone()))).class("danger").view() }
        </div>
    }
}

fn route(page: &Page, route: &Route, at: &FieldPath) -> Html {
    let authorizations = ["NONE", "AWS_IAM", "CUSTOM", "JWT"];
    html! {
        <div class="method" key={at.to_string()}>
            <div class="with-button">
                { Field::new(at.field("route_key"), page.t("form.route"), route.route_key.clone()).view(page) }
                { IconButton::new("✕", page.fill("form.delete_route", &[("name", route.route_key.as_str())]), page.edit(Edit::Remove(at.clone()))).class("danger").view() }
            </div>
            { choice(page, at.field("authorization_type"), page.t("form.authorization"), words(&authorizations), &json!(route.authorization_type.as_str())) }
            if matches!(route.authorization_type, Authorization::Custom | Authorization::Jwt) {
                { choice(page, at.field("authorizer"), page.t("form.authorizer"), words(AuthorizerResult::WORDS), &json!(route.authorizer.as_str())) }
            }
            { integration(page, &route.integration, &at.field("integration")) }
            { rest(page, "Route", at) }
        </div>
    }
}
