//! The card of a CloudFront distribution.

use hopscope_app::selection::FormSection;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::distribution::Distribution;
use yew::prelude::*;

use super::behavior::behavior_form;
use super::behaviors::behaviors;
use super::further::error_responses;
use super::origin::origin_form;
use super::table::rest;
use crate::components::first::card::Card;
use crate::components::widgets::buttons::IconButton;
use crate::components::widgets::choice::tick;
use crate::components::widgets::field::{Field, Kind};
use crate::components::widgets::picker::picker;
use crate::page::Page;

pub fn distribution_card(page: &Page) -> Html {
    let model = &page.model;
    let list = FieldPath::root().field("distributions");
    let shown = |part| model.selection.shown(part, &model.scenario, &model.outcomes);
    let index = shown(FormSection::Distribution);
    let count = model.scenario.distributions.len();
    let add = Edit::Insert(list.index(count), new::distribution(&model.scenario));
    let add = page.add(Action::EditAndShow(add, FormSection::Distribution, count), &list.index(count));
    let names: Vec<AttrValue> = model.scenario.distributions.iter().map(|each| each.id.clone().into()).collect();
    let small = model.scenario.distributions.get(index).map(|each| summary(page, each)).unwrap_or_default();
    let actions = html! {
        <>
            { IconButton::new("+", page.t("form.add_distribution"), add).view() }
            if count > 0 {
                { IconButton::new("✕", page.t("form.delete_distribution"), page.edit(Edit::Remove(list.index(index)))).class("danger").view() }
            }
        </>
    };
    Card::new("card-cloudfront", "CloudFront").small(small).actions(actions).view(html! {
        <div class="body">
            if count > 1 { { picker(page, FormSection::Distribution, "CloudFront", &names, index, Html::default()) } }
            if let Some(distribution) = model.scenario.distributions.get(index) {
                { behaviors(page, index, shown(FormSection::Behavior)) }
                { behavior_form(page, index, shown(FormSection::Behavior)) }
                { origin_form(page, index, shown(FormSection::Origin)) }
                { error_responses(page, distribution, &list.index(index)) }
                { more(page, distribution, &list.index(index)) }
            } else {
                <p class="empty">{ page.t("form.no_distribution") }</p>
            }
        </div>
    })
}

fn summary(page: &Page, distribution: &Distribution) -> String {
    let behaviors = distribution.ordered_cache_behavior.len() + 1;
    let key = if behaviors == 1 { "form.distribution_summary_one" } else { "form.distribution_summary" };
    let origins = distribution.origin.len();
    let origin_key = if origins == 1 { "form.origin_count_one" } else { "form.origin_count" };
    let count =
        [page.fill(key, &[("count", behaviors.to_string())]), page.fill(origin_key, &[("count", origins.to_string())])];
    count.join(" · ")
}

/// What is seldom changed.
fn more(page: &Page, distribution: &Distribution, at: &FieldPath) -> Html {
    html! {
        <details class="more">
            <summary>{ page.t("form.more") }</summary>
            { Field::new(at.field("id"), page.t("form.distribution_id"), distribution.id.clone()).view(page) }
            { Field::new(at.field("domain_name"), page.t("form.domain_name"), distribution.domain_name.clone()).view(page) }
            { Field::new(at.field("aliases"), page.t("form.aliases"), distribution.aliases.join(", ")).kind(Kind::List).placeholder("www.example.com").view(page) }
            { Field::new(at.field("default_root_object"), page.t("form.default_root_object"), distribution.default_root_object.clone()).kind(Kind::Optional).placeholder("index.html").view(page) }
            { tick(page, at.field("enabled"), page.t("form.enabled"), distribution.enabled) }
            { rest(page, "Distribution", at) }
        </details>
    }
}
