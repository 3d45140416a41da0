//! The methods of a resource.

use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::rest_api::{
    Authorization, AuthorizerResult, Integration, IntegrationType, Method, MethodName, Resource,
};
use serde_json::json;
use yew::prelude::*;

use super::table::rest;
use crate::components::first::long::OFFERED;
use crate::components::widgets::buttons::{IconButton, add_button};
use crate::components::widgets::choice::{choice, option, tick, words};
use crate::components::widgets::field::Field;
use crate::page::Page;

/// The methods of a resource; `at` is the resource's place.
pub fn methods(page: &Page, at: &FieldPath, resource: &Resource) -> Html {
    let list = at.field("methods");
    let free = MethodName::ALL.iter().find(|name| !resource.methods.contains_key(name));
    html! {
        <>
            { for resource.methods.iter().map(|(name, method)| html! {
                <div class="method" key={name.as_str()}>
                    { name_row(page, *name, resource, &list) }
                    { form(page, method, &list.field(name.as_str())) }
                </div>
            }) }
            if let Some(name) = free {
                <div class="toolbar">
                    { add_button(page, page.t("form.method"), page.add(Action::Edit(Edit::Set(list.field(name.as_str()),
                        new::method(&new::first_lambda(&page.model.scenario)))), &list.field(name.as_str()))) }
                </div>
            }
        </>
    }
}

/// The method's name, to be changed, and a button that deletes it.
fn name_row(page: &Page, name: MethodName, resource: &Resource, list: &FieldPath) -> Html {
    let at = list.field(name.as_str());
    let id = at.to_string();
    let offered: Vec<MethodName> =
        MethodName::ALL.iter().copied().filter(|each| *each == name || !resource.methods.contains_key(each)).collect();
    let onchange = {
        let (at, offered) = (at.clone(), offered.clone());
        page.chosen(move |index| Some(Edit::Rename(at.clone(), offered.get(index)?.as_str().to_owned())))
    };
    html! {
        <div class="row">
            <label for={id.clone()}>{ page.t("form.method") }</label>
            <span class="with-button">
                <select {id} {onchange}>
                    { for offered.iter().map(|each| option(each.as_str(), *each == name)) }
                </select>
                { IconButton::new("✕", page.fill("form.delete_method", &[("name", name.as_str())]), page.edit(Edit::All(vec![Edit::Remove(at)]))).class("danger").view() }
            </span>
        </div>
    }
}

fn form(page: &Page, method: &Method, at: &FieldPath) -> Html {
    let by_authorizer = matches!(method.authorization, Authorization::Custom | Authorization::CognitoUserPools);
    let kinds = Authorization::WORDS.iter().copied().filter(|word| *word != "JWT").collect::<Vec<_>>();
    html! {
        <>
            { choice(page, at.field("authorization"), page.t("form.authorization"), words(&kinds), &json!(method.authorization.as_str())) }
            if by_authorizer {
                { choice(page, at.field("authorizer"), page.t("form.authorizer"), words(AuthorizerResult::WORDS), &json!(method.authorizer.as_str())) }
            }
            { integration(page, &method.integration, &at.field("integration")) }
            { tick(page, at.field("api_key_required"), page.t("form.api_key_required"), method.api_key_required) }
            { rest(page, "Method", at) }
        </>
    }
}

/// What a method or route calls.
pub fn integration(page: &Page, integration: &Integration, at: &FieldPath) -> Html {
    let lambdas = page.model.scenario.lambdas.iter().take(OFFERED);
    let lambdas: Vec<&str> = lambdas.map(|each| each.name.as_str()).collect();
    html! {
        <>
            { choice(page, at.field("type"), page.t("form.integration"), words(IntegrationType::WORDS), &json!(integration.kind.as_str())) }
            if matches!(integration.kind, IntegrationType::AwsProxy | IntegrationType::Aws) {
                { choice(page, at.field("lambda"), "Lambda", words(&lambdas), &json!(integration.lambda.as_str())) }
            }
            if matches!(integration.kind, IntegrationType::HttpProxy | IntegrationType::Http) {
                { Field::new(at.field("uri"), "URI", integration.uri.clone()).view(page) }
            }
        </>
    }
}
