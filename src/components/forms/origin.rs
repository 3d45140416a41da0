//! The form of an origin.

use hopscope_app::backend::{self, Backend};
use hopscope_app::selection::FormSection;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::distribution::{Origin, OriginProtocolPolicy};
use serde_json::json;
use yew::prelude::*;

use super::table::rest;
use crate::components::first::long::OFFERED;
use crate::components::widgets::buttons::{IconButton, add_button};
use crate::components::widgets::choice::{choice, option, words};
use crate::components::widgets::field::Field;
use crate::components::widgets::picker::picker;
use crate::page::Page;

/// The form of an origin of a distribution, both from 0.
pub fn origin_form(page: &Page, index: usize, shown: usize) -> Html {
    let Some(distribution) = page.model.scenario.distributions.get(index) else { return Html::default() };
    let list = FieldPath::root().field("distributions").index(index).field("origin");
    let names: Vec<AttrValue> = distribution.origin.iter().map(|each| each.origin_id.clone().into()).collect();
    let count = names.len();
    let id = new::name("origin", distribution.origin.iter().map(|each| each.origin_id.as_str()));
    let add = Action::EditAndShow(Edit::Insert(list.index(count), new::origin(&id)), FormSection::Origin, count);
    let add = page.add(add, &list.index(count));
    html! {
        <fieldset class="form">
            <legend>{ page.t("form.origins") }</legend>
            <div class="toolbar">
                { picker(page, FormSection::Origin, page.t("form.origins"), &names, shown, html! {
                    { add_button(page, page.t("form.origin"), add) }
                }) }
                <span class="grow"></span>
                { IconButton::new("✕", page.t("form.delete_origin"), page.edit(Edit::Remove(list.index(shown)))).class("danger").disabled(count == 0).view() }
            </div>
            if let Some(origin) = distribution.origin.get(shown) {
                { form(page, origin, &list.index(shown)) }
            }
        </fieldset>
    }
}

fn form(page: &Page, origin: &Origin, at: &FieldPath) -> Html {
    let protocol = origin.custom_origin_config.as_ref().map(|config| config.origin_protocol_policy).unwrap_or_default();
    html! {
        <>
            { what(page, origin, at) }
            { Field::new(at.field("origin_id"), page.t("form.origin_id"), origin.origin_id.clone()).view(page) }
            { Field::new(at.field("domain_name"), page.t("form.origin_domain"), origin.domain_name.clone()).list("origin-domains").view(page) }
            { Field::new(at.field("origin_path"), page.t("form.origin_path"), origin.origin_path.clone()).placeholder(page.t("form.empty")).view(page) }
            { choice(page, at.field("custom_origin_config").field("origin_protocol_policy"), page.t("form.origin_protocol"), words(OriginProtocolPolicy::WORDS), &json!(protocol.as_str())) }
            { rest(page, "Origin", at) }
            <datalist id="origin-domains">
                { for hosts(page).into_iter().take(OFFERED).map(|host| html! { <option value={host} /> }) }
            </datalist>
        </>
    }
}

/// What the origin is, to be picked from what the scenario describes: its name, how it is reached, who signs.
fn what(page: &Page, origin: &Origin, at: &FieldPath) -> Html {
    let all: Vec<Backend> = backend::all(&page.model.scenario).take(OFFERED).collect();
    let id = [&at.to_string(), "-what"].concat();
    let current = all.iter().position(|each| each.domain_name == origin.domain_name);
    let names = all.iter().map(|each| [&page.t(&["backend.", each.kind].concat()), " · ", &each.name].concat());
    let options: Vec<Html> = names.enumerate().map(|(index, name)| option(name, Some(index) == current)).collect();
    let onchange = {
        let (all, at) = (all.clone(), at.clone());
        page.chosen(move |index| Some(all.get(index)?.at_origin(&at)))
    };
    html! {
        <div class="row">
            <label for={id.clone()}>{ page.t("form.origin_what") }</label>
            <select {id} {onchange}>
                { options }
                if current.is_none() { { option(page.t("backend.other"), true) } }
            </select>
        </div>
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
