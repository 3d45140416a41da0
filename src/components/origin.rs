//! The form of an origin.

use hopscope_app::selection::Part;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::distribution::{Origin, OriginProtocolPolicy};
use serde_json::json;
use yew::prelude::*;

use super::buttons::{AddButton, IconButton};
use super::choice::{Choice, words};
use super::field::Field;
use super::picker::Picker;
use crate::page::{Page, use_page};

#[derive(Properties, PartialEq)]
pub struct OriginFormProps {
    /// The distribution, from 0.
    pub distribution: usize,
    /// The origin, from 0.
    pub origin: usize,
}

#[component]
pub fn OriginForm(props: &OriginFormProps) -> Html {
    let page = use_page();
    let Some(distribution) = page.model.scenario.distributions.get(props.distribution) else { return Html::default() };
    let list = FieldPath::root().field("distributions").index(props.distribution).field("origin");
    let names: Vec<AttrValue> = distribution.origin.iter().map(|each| each.origin_id.clone().into()).collect();
    let count = names.len();
    let id = new::name("origin", distribution.origin.iter().map(|each| each.origin_id.as_str()));
    let add = Action::EditAndShow(Edit::Insert(list.index(count), new::origin(&id)), Part::Origin, count);
    html! {
        <fieldset class="form">
            <legend>{ page.t("form.origins") }</legend>
            <div class="toolbar">
                <Picker part={Part::Origin} label={page.t("form.origins")} {names} shown={props.origin}>
                    <AddButton label={page.t("form.origin")} onclick={page.on(add)} />
                </Picker>
                <span class="grow"></span>
                <IconButton glyph="✕" label={page.t("form.delete_origin")} class="danger" disabled={count == 0}
                    onclick={page.edit(Edit::Remove(list.index(props.origin)))} />
            </div>
            if let Some(origin) = distribution.origin.get(props.origin) {
                { form(&page, origin, &list.index(props.origin)) }
            }
        </fieldset>
    }
}

fn form(page: &Page, origin: &Origin, at: &FieldPath) -> Html {
    let protocol = origin.custom_origin_config.as_ref().map(|config| config.origin_protocol_policy).unwrap_or_default();
    html! {
        <>
            <Field at={at.field("domain_name")} label={page.t("form.origin_domain")} value={origin.domain_name.clone()}
                list="origin-domains" />
            <Field at={at.field("origin_path")} label={page.t("form.origin_path")} value={origin.origin_path.clone()}
                placeholder={page.t("form.empty")} />
            <Choice at={at.field("custom_origin_config").field("origin_protocol_policy")} label={page.t("form.origin_protocol")}
                options={words(OriginProtocolPolicy::WORDS)} value={json!(protocol.as_str())} />
            <datalist id="origin-domains">
                { for hosts(page).into_iter().map(|host| html! { <option value={host} /> }) }
            </datalist>
        </>
    }
}

/// The host names that the scenario describes.
fn hosts(page: &Page) -> Vec<String> {
    let scenario = &page.model.scenario;
    let apis = scenario.rest_apis.iter().map(|api| (&api.id, &api.region));
    let apis = apis.chain(scenario.http_apis.iter().map(|api| (&api.id, &api.region)));
    let apis = apis.map(|(id, region)| [id.as_str(), ".execute-api.", region.as_str(), ".amazonaws.com"].concat());
    let domains = scenario.domain_names.iter().map(|each| each.domain_name.clone());
    let urls = scenario.lambdas.iter().filter_map(|each| Some(each.function_url.as_ref()?.domain_name.clone()));
    let servers = scenario.servers.iter().map(|each| each.domain_name.clone());
    apis.chain(domains).chain(urls).chain(servers).collect()
}
