//! The card of a CloudFront distribution.

use hopscope_app::selection::Part;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::distribution::Distribution;
use yew::prelude::*;

use super::behavior::BehaviorForm;
use super::behaviors::Behaviors;
use super::buttons::IconButton;
use super::card::Card;
use super::choice::Tick;
use super::field::{Field, Kind};
use super::origin::OriginForm;
use super::picker::Picker;
use crate::page::{Page, use_page};

#[component]
pub fn DistributionCard() -> Html {
    let page = use_page();
    let model = &page.model;
    let list = FieldPath::root().field("distributions");
    let shown = |part| model.selection.shown(part, &model.scenario, &model.outcomes);
    let index = shown(Part::Distribution);
    let count = model.scenario.distributions.len();
    let add = Edit::Insert(list.index(count), new::distribution(&model.scenario));
    let add = page.on(Action::EditAndShow(add, Part::Distribution, count));
    let names: Vec<AttrValue> = model.scenario.distributions.iter().map(|each| each.id.clone().into()).collect();
    let small = model.scenario.distributions.get(index).map(|each| summary(&page, each)).unwrap_or_default();
    let actions = html! {
        <>
            <IconButton glyph="+" label={page.t("form.add_distribution")} onclick={add} />
            if count > 0 {
                <IconButton glyph="✕" label={page.t("form.delete_distribution")} class="danger"
                    onclick={page.edit(Edit::Remove(list.index(index)))} />
            }
        </>
    };
    html! {
        <Card id="card-cloudfront" title="CloudFront" {small} {actions}>
            <div class="body">
                if count > 1 { <Picker part={Part::Distribution} label="CloudFront" {names} shown={index} /> }
                if let Some(distribution) = model.scenario.distributions.get(index) {
                    <Behaviors distribution={index} shown={shown(Part::Behavior)} />
                    <BehaviorForm distribution={index} behavior={shown(Part::Behavior)} />
                    <OriginForm distribution={index} origin={shown(Part::Origin)} />
                    { more(&page, distribution, &list.index(index)) }
                } else {
                    <p class="empty">{ page.t("form.no_distribution") }</p>
                }
            </div>
        </Card>
    }
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
            <Field at={at.field("id")} label={page.t("form.distribution_id")} value={distribution.id.clone()} />
            <Field at={at.field("domain_name")} label={page.t("form.domain_name")} value={distribution.domain_name.clone()} />
            <Field at={at.field("aliases")} label={page.t("form.aliases")} kind={Kind::List} value={distribution.aliases.join(", ")}
                placeholder="www.example.com" />
            <Field at={at.field("default_root_object")} label={page.t("form.default_root_object")} kind={Kind::Optional}
                value={distribution.default_root_object.clone()} placeholder="index.html" />
            <Tick at={at.field("enabled")} label={page.t("form.enabled")} ticked={distribution.enabled} />
        </details>
    }
}
