//! The forms of what stands beside the usual way: buckets, error pages, DNS records, custom domain names.

use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::distribution::{CustomErrorResponse, Distribution, DnsRecord};
use hopscope_scenario::domain_name::{BasePathMapping, DomainName};
use hopscope_scenario::origin_server::{Bucket, BucketAccess};
use hopscope_scenario::rest_api::EndpointType;
use serde_json::{Value, json};
use yew::prelude::*;

use super::table::rest;
use crate::components::first::card::Card;
use crate::components::widgets::buttons::{IconButton, add_button};
use crate::components::widgets::choice::{choice, tick, tick_between, words};
use crate::components::widgets::field::{Field, Kind};
use crate::page::Page;

/// A line for each item of a list, with a button that deletes it; `name` is the item's in the button's label.
fn items<T>(
    page: &Page,
    list: &FieldPath,
    items: &[T],
    name: fn(&T) -> String,
    form: fn(&Page, &T, &FieldPath) -> Html,
) -> Html {
    let item = |(index, item): (usize, &T)| {
        let at = list.index(index);
        let label = page.fill("form.delete_what", &[("what", name(item))]);
        let delete = page.edit(Edit::Remove(at.clone()));
        html! {
            <div class="method with-button top" key={index}>
                <div class="stack">{ form(page, item, &at) }</div>
                { IconButton::new("✕", label, delete).class("danger").view() }
            </div>
        }
    };
    html! { <>{ for items.iter().enumerate().map(item) }</> }
}

/// A button that adds an item to a list.
fn add(page: &Page, list: &FieldPath, count: usize, what: &str, item: Value) -> Html {
    let at = list.index(count);
    let add = page.add(Action::Edit(Edit::Insert(at.clone(), item)), &at);
    add_button(page, page.t(what), add)
}

/// The card of the S3 buckets; nothing where there are none.
pub fn bucket_card(page: &Page) -> Html {
    let buckets = &page.model.scenario.buckets;
    if buckets.is_empty() {
        return Html::default();
    }
    let list = FieldPath::root().field("buckets");
    Card::new("card-buckets", "S3").small(page.t("form.buckets")).view(html! {
        <div class="body">{ items(page, &list, buckets, |bucket: &Bucket| bucket.name.clone(), bucket) }</div>
    })
}

fn bucket(page: &Page, bucket: &Bucket, at: &FieldPath) -> Html {
    let website = at.field("website");
    html! {
        <>
            { Field::new(at.field("name"), page.t("form.name"), bucket.name.clone()).view(page) }
            { Field::new(at.field("region"), page.t("form.region"), bucket.region.clone()).view(page) }
            { Field::new(at.field("objects"), page.t("form.objects"), bucket.objects.join(", ")).kind(Kind::List).placeholder("index.html").view(page) }
            { choice(page, at.field("access"), page.t("form.access"), words(BucketAccess::WORDS), &json!(bucket.access.as_str())) }
            { tick(page, at.field("list_bucket"), page.t("form.list_bucket"), bucket.list_bucket) }
            { tick_between(page, website.clone(), page.t("form.website"), bucket.website.is_some(), (json!({"index_document": "index.html"}), Value::Null)) }
            if let Some(website_of) = &bucket.website {
                { Field::new(website.field("index_document"), page.t("form.index_document"), website_of.index_document.clone()).view(page) }
                { Field::new(website.field("error_document"), page.t("form.error_document"), website_of.error_document.clone()).kind(Kind::Optional).view(page) }
            }
        </>
    }
}

/// The pages that a distribution gives in the place of errors; `at` is the distribution's place.
pub fn error_responses(page: &Page, distribution: &Distribution, at: &FieldPath) -> Html {
    let list = at.field("custom_error_response");
    let pages = &distribution.custom_error_response;
    let new = json!({"error_code": 403, "response_code": 200, "response_page_path": "/index.html"});
    html! {
        <details class="more" open={!pages.is_empty()}>
            <summary>{ page.fill("form.error_pages", &[("count", pages.len().to_string())]) }</summary>
            { items(page, &list, pages, |each: &CustomErrorResponse| each.error_code.to_string(), error_response) }
            <div class="toolbar">{ add(page, &list, pages.len(), "form.error_page", new) }</div>
        </details>
    }
}

fn error_response(page: &Page, each: &CustomErrorResponse, at: &FieldPath) -> Html {
    let response_code = each.response_code.map(|code| code.to_string()).unwrap_or_default();
    html! {
        <>
            { Field::new(at.field("error_code"), page.t("form.error_code"), each.error_code.to_string()).kind(Kind::Number).view(page) }
            { Field::new(at.field("response_page_path"), page.t("form.response_page"), each.response_page_path.clone()).kind(Kind::Optional).placeholder("/index.html").view(page) }
            { Field::new(at.field("response_code"), page.t("form.response_code"), response_code).kind(Kind::Number).placeholder(page.t("form.own_code")).view(page) }
            { Field::new(at.field("error_caching_min_ttl"), page.t("form.error_ttl"), each.error_caching_min_ttl.to_string()).kind(Kind::Number).view(page) }
        </>
    }
}

/// The card of the DNS records; nothing where there are none.
pub fn dns_card(page: &Page) -> Html {
    let records = &page.model.scenario.dns;
    if records.is_empty() {
        return Html::default();
    }
    let list = FieldPath::root().field("dns");
    Card::new("card-dns", "DNS").small(page.t("form.dns_small")).view(html! {
        <div class="body">
            { items(page, &list, records, |record: &DnsRecord| record.name.clone(), dns_record) }
            <div class="toolbar">{ add(page, &list, records.len(), "form.dns_record", new::dns_record(&page.model.scenario)) }</div>
        </div>
    })
}

fn dns_record(page: &Page, record: &DnsRecord, at: &FieldPath) -> Html {
    html! {
        <>
            { Field::new(at.field("name"), page.t("form.name"), record.name.clone()).view(page) }
            { Field::new(at.field("target"), page.t("form.dns_target"), record.target.clone()).list("origin-domains").view(page) }
        </>
    }
}

/// The card of API Gateway's custom domain names; nothing where there are none.
pub fn domain_name_card(page: &Page) -> Html {
    let names = &page.model.scenario.domain_names;
    if names.is_empty() {
        return Html::default();
    }
    let list = FieldPath::root().field("domain_names");
    Card::new("card-domain-names", page.t("form.domain_names")).small("API Gateway").view(html! {
        <div class="body">{ items(page, &list, names, |each: &DomainName| each.domain_name.clone(), domain_name) }</div>
    })
}

fn domain_name(page: &Page, each: &DomainName, at: &FieldPath) -> Html {
    let mappings = at.field("base_path_mappings");
    let new = new::base_path_mapping(&page.model.scenario);
    html! {
        <>
            { Field::new(at.field("domain_name"), page.t("form.domain_name"), each.domain_name.clone()).view(page) }
            { Field::new(at.field("target_domain_name"), page.t("form.dns_target"), each.target_domain_name.clone()).view(page) }
            { choice(page, at.field("endpoint_type"), page.t("form.endpoint"), words(EndpointType::WORDS), &json!(EndpointType::as_str(each.endpoint_type))) }
            { rest(page, "DomainName", at) }
            { items(page, &mappings, &each.base_path_mappings, |each: &BasePathMapping| each.base_path.clone(), mapping) }
            <div class="toolbar">{ add(page, &mappings, each.base_path_mappings.len(), "form.mapping", new) }</div>
        </>
    }
}

fn mapping(page: &Page, each: &BasePathMapping, at: &FieldPath) -> Html {
    let scenario = &page.model.scenario;
    let apis = scenario
        .rest_apis
        .iter()
        .map(|api| api.id.as_str())
        .chain(scenario.http_apis.iter().map(|api| api.id.as_str()));
    html! {
        <>
            { Field::new(at.field("base_path"), page.t("form.base_path"), each.base_path.clone()).kind(Kind::Optional).placeholder(page.t("form.empty")).view(page) }
            { choice(page, at.field("api"), page.t("form.api_id"), words(&apis.collect::<Vec<_>>()), &json!(each.api)) }
            { Field::new(at.field("stage"), page.t("form.stage"), each.stage.clone()).kind(Kind::Optional).placeholder(page.t("form.from_path")).view(page) }
        </>
    }
}
