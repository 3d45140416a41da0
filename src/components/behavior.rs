//! The form of a behaviour.

use hopscope_routing::cloudfront::policy::{CACHE_POLICIES, Managed, ORIGIN_REQUEST_POLICIES};
use hopscope_scenario::FieldPath;
use hopscope_scenario::cache_behavior::ViewerProtocolPolicy;
use hopscope_scenario::cloudfront_policy::NameOr;
use hopscope_scenario::distribution::Distribution;
use serde_json::json;
use yew::prelude::*;

use super::choice::{Choice, Options, words};
use super::field::{Field, Kind};
use super::function_associations::function_associations;
use crate::page::{Page, use_page};

#[derive(Properties, PartialEq)]
pub struct BehaviorFormProps {
    /// The distribution, from 0.
    pub distribution: usize,
    /// The behaviour; the default one comes after the ordered ones.
    pub behavior: usize,
}

#[component]
pub fn BehaviorForm(props: &BehaviorFormProps) -> Html {
    let page = use_page();
    let Some(distribution) = page.model.scenario.distributions.get(props.distribution) else { return Html::default() };
    let at = FieldPath::root().field("distributions").index(props.distribution);
    let ordered = distribution.ordered_cache_behavior.get(props.behavior);
    let (behavior, at) = match ordered {
        Some(behavior) => (behavior, at.field("ordered_cache_behavior").index(props.behavior)),
        None => (&distribution.default_cache_behavior, at.field("default_cache_behavior")),
    };
    let name = ordered.map_or_else(|| page.t("form.default_behavior"), |each| each.path_pattern.to_string());
    html! {
        <fieldset class="form">
            <legend>{ page.t("form.behavior") }{ " " }<code>{ name }</code></legend>
            if ordered.is_some() {
                <Field at={at.field("path_pattern")} label={page.t("form.path_pattern")} value={behavior.path_pattern.to_string()} />
            }
            <Choice at={at.field("target_origin_id")} label={page.t("form.origin")} options={origins(distribution)}
                value={json!(behavior.target_origin_id)} />
            <Choice at={at.field("viewer_protocol_policy")} label={page.t("form.viewer_protocol")}
                options={words(ViewerProtocolPolicy::WORDS)} value={json!(behavior.viewer_protocol_policy.as_str())} />
            <Choice at={at.field("allowed_methods")} label={page.t("form.methods")} options={method_sets()}
                value={json!(behavior.allowed_methods)} />
            <Field at={at.field("cache_policy")} label={page.t("form.cache_policy")} kind={Kind::Optional} list="cache-policies"
                value={name_of(&page, behavior.cache_policy.as_ref())} />
            <Field at={at.field("origin_request_policy")} label={page.t("form.origin_request_policy")} kind={Kind::Optional}
                list="origin-request-policies" value={name_of(&page, behavior.origin_request_policy.as_ref())} />
            { function_associations(&page, behavior, &at) }
            { suggestions("cache-policies", CACHE_POLICIES, page.model.scenario.cache_policies.iter().map(|each| each.name.clone())) }
            { suggestions("origin-request-policies", ORIGIN_REQUEST_POLICIES,
                page.model.scenario.origin_request_policies.iter().map(|each| each.name.clone())) }
        </fieldset>
    }
}

fn origins(distribution: &Distribution) -> Options {
    let groups = distribution.origin_group.iter().map(|group| group.origin_id.as_str());
    words(&distribution.origin.iter().map(|origin| origin.origin_id.as_str()).chain(groups).collect::<Vec<_>>())
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
    let names = own.chain(managed.iter().map(|policy| policy.name.to_owned()));
    html! { <datalist {id}>{ for names.map(|name| html! { <option value={name} /> }) }</datalist> }
}
