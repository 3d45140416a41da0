//! The form of a behaviour.

use hopscope_routing::cloudfront::policy::{CACHE_POLICIES, Managed, ORIGIN_REQUEST_POLICIES};
use hopscope_routing::cloudfront::response_headers_policy;
use hopscope_scenario::FieldPath;
use hopscope_scenario::cache_behavior::ViewerProtocolPolicy;
use hopscope_scenario::cloudfront_policy::NameOr;
use hopscope_scenario::distribution::Distribution;
use serde_json::json;
use yew::prelude::*;

use super::function_associations::function_associations;
use super::table::rest;
use crate::components::first::long::OFFERED;
use crate::components::widgets::choice::{Options, choice, words};
use crate::components::widgets::field::{Field, Kind};
use crate::page::Page;

/// The form of a behaviour of a distribution, both from 0; the default behaviour comes after the ordered ones.
pub fn behavior_form(page: &Page, index: usize, shown: usize) -> Html {
    let Some(distribution) = page.model.scenario.distributions.get(index) else { return Html::default() };
    let at = FieldPath::root().field("distributions").index(index);
    let ordered = distribution.ordered_cache_behavior.get(shown);
    let (behavior, at) = match ordered {
        Some(behavior) => (behavior, at.field("ordered_cache_behavior").index(shown)),
        None => (&distribution.default_cache_behavior, at.field("default_cache_behavior")),
    };
    let name = ordered.map_or_else(|| page.t("form.default_behavior"), |each| each.path_pattern.to_string());
    html! {
        <fieldset class="form">
            <legend>{ page.t("form.behavior") }{ " " }<code>{ name }</code></legend>
            if ordered.is_some() {
                { Field::new(at.field("path_pattern"), page.t("form.path_pattern"), behavior.path_pattern.to_string()).view(page) }
            }
            { choice(page, at.field("target_origin_id"), page.t("form.origin"), origins(distribution), &json!(behavior.target_origin_id)) }
            { choice(page, at.field("viewer_protocol_policy"), page.t("form.viewer_protocol"), words(ViewerProtocolPolicy::WORDS), &json!(behavior.viewer_protocol_policy.as_str())) }
            { choice(page, at.field("allowed_methods"), page.t("form.methods"), method_sets(), &json!(behavior.allowed_methods)) }
            { Field::new(at.field("cache_policy"), page.t("form.cache_policy"), name_of(page, behavior.cache_policy.as_ref())).kind(Kind::Optional).list("cache-policies").view(page) }
            { Field::new(at.field("origin_request_policy"), page.t("form.origin_request_policy"), name_of(page, behavior.origin_request_policy.as_ref())).kind(Kind::Optional).list("origin-request-policies").view(page) }
            { Field::new(at.field("response_headers_policy"), page.t("form.response_headers_policy"), name_of(page, behavior.response_headers_policy.as_ref())).kind(Kind::Optional).list("response-headers-policies").view(page) }
            { function_associations(page, behavior, &at) }
            { rest(page, "CacheBehavior", &at) }
            { suggestions("cache-policies", CACHE_POLICIES, page.model.scenario.cache_policies.iter().map(|each| each.name.clone())) }
            { suggested("response-headers-policies", response_headers_policy::MANAGED.iter().map(|each| each.name),
                page.model.scenario.response_headers_policies.iter().map(|each| each.name.clone())) }
            { suggestions("origin-request-policies", ORIGIN_REQUEST_POLICIES,
                page.model.scenario.origin_request_policies.iter().map(|each| each.name.clone())) }
        </fieldset>
    }
}

fn origins(distribution: &Distribution) -> Options {
    let groups = distribution.origin_group.iter().map(|group| group.origin_id.as_str());
    words(
        &distribution
            .origin
            .iter()
            .map(|origin| origin.origin_id.as_str())
            .chain(groups)
            .take(OFFERED)
            .collect::<Vec<_>>(),
    )
}

/// The sets of methods that CloudFront offers.
fn method_sets() -> Options {
    [&["GET", "HEAD"][..], &["GET", "HEAD", "OPTIONS"], &["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]]
        .iter()
        .map(|set| (json!(set), set.join(", ")))
        .collect()
}

fn name_of<T>(page: &Page, policy: Option<&NameOr<T>>) -> String {
    match policy {
        None => String::new(),
        Some(NameOr::Name(name)) => name.clone(),
        Some(NameOr::Inline(_)) => page.t("form.inline_policy"),
    }
}

fn suggestions(id: &'static str, managed: &[Managed], own: impl Iterator<Item = String>) -> Html {
    suggested(id, managed.iter().map(|policy| policy.name), own)
}

fn suggested<'m>(id: &'static str, managed: impl Iterator<Item = &'m str>, own: impl Iterator<Item = String>) -> Html {
    let names = own.take(OFFERED).chain(managed.map(str::to_owned));
    html! { <datalist {id}>{ for names.map(|name| html! { <option value={name} /> }) }</datalist> }
}
