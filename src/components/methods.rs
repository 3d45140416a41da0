//! The methods of a resource.

use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::rest_api::{
    Authorization, AuthorizerResult, Integration, IntegrationType, Method, MethodName, Resource,
};
use serde_json::json;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::buttons::{AddButton, IconButton};
use super::choice::{Choice, Tick, words};
use super::field::Field;
use crate::page::{Page, use_page};

#[derive(Properties, PartialEq)]
pub struct MethodsProps {
    /// The resource's place.
    pub at: FieldPath,
    pub resource: Resource,
}

#[component]
pub fn Methods(props: &MethodsProps) -> Html {
    let page = use_page();
    let list = props.at.field("methods");
    let free = MethodName::ALL.iter().find(|name| !props.resource.methods.contains_key(name));
    html! {
        <>
            { for props.resource.methods.iter().map(|(name, method)| html! {
                <div class="method" key={name.as_str()}>
                    { name_row(&page, *name, &props.resource, &list) }
                    { form(&page, method, &list.field(name.as_str())) }
                </div>
            }) }
            if let Some(name) = free {
                <div class="toolbar">
                    <AddButton label={page.t("form.method")} onclick={page.edit(Edit::Set(list.field(name.as_str()),
                        new::method(&new::first_lambda(&page.model.scenario))))} />
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
        let (send, at, offered) = (page.send.clone(), at.clone(), offered.clone());
        Callback::from(move |event: Event| {
            let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            if let Some(chosen) = usize::try_from(index).ok().and_then(|index| offered.get(index)) {
                send.emit(Action::Edit(Edit::Rename(at.clone(), chosen.as_str().to_owned())));
            }
        })
    };
    html! {
        <div class="row">
            <label for={id.clone()}>{ page.t("form.method") }</label>
            <span class="with-button">
                <select {id} {onchange}>
                    { for offered.iter().map(|each| html! { <option selected={*each == name}>{ each.as_str() }</option> }) }
                </select>
                <IconButton glyph="✕" label={page.fill("form.delete_method", &[("name", name.as_str())])} class="danger"
                    onclick={page.edit(Edit::All(vec![Edit::Remove(at)]))} />
            </span>
        </div>
    }
}

fn form(page: &Page, method: &Method, at: &FieldPath) -> Html {
    let by_authorizer = matches!(method.authorization, Authorization::Custom | Authorization::CognitoUserPools);
    let kinds = Authorization::WORDS.iter().copied().filter(|word| *word != "JWT").collect::<Vec<_>>();
    html! {
        <>
            <Choice at={at.field("authorization")} label={page.t("form.authorization")} options={words(&kinds)}
                value={json!(method.authorization.as_str())} />
            if by_authorizer {
                <Choice at={at.field("authorizer")} label={page.t("form.authorizer")} options={words(AuthorizerResult::WORDS)}
                    value={json!(method.authorizer.as_str())} />
            }
            { integration(page, &method.integration, &at.field("integration")) }
            <Tick at={at.field("api_key_required")} label={page.t("form.api_key_required")} ticked={method.api_key_required} />
        </>
    }
}

/// What a method or route calls.
pub fn integration(page: &Page, integration: &Integration, at: &FieldPath) -> Html {
    let lambdas: Vec<&str> = page.model.scenario.lambdas.iter().map(|each| each.name.as_str()).collect();
    html! {
        <>
            <Choice at={at.field("type")} label={page.t("form.integration")} options={words(IntegrationType::WORDS)}
                value={json!(integration.kind.as_str())} />
            if matches!(integration.kind, IntegrationType::AwsProxy | IntegrationType::Aws) {
                <Choice at={at.field("lambda")} label="Lambda" options={words(&lambdas)} value={json!(integration.lambda.as_str())} />
            }
            if matches!(integration.kind, IntegrationType::HttpProxy | IntegrationType::Http) {
                <Field at={at.field("uri")} label="URI" value={integration.uri.clone()} />
            }
        </>
    }
}
