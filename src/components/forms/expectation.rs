//! The card of what is expected of the selected request.

use hopscope_app::Edit;
use hopscope_scenario::FieldPath;
use hopscope_scenario::request::Expectation;
use serde_json::Value;
use yew::prelude::*;

use super::table::rest;
use crate::components::first::card::Card;
use crate::components::first::long::OFFERED;
use crate::components::widgets::choice::option;
use crate::components::widgets::field::{Field, Kind};
use crate::page::Page;

pub fn expectation_card(page: &Page) -> Html {
    let index = page.model.selection.request;
    let Some(request) = page.model.scenario.requests.get(index) else { return Html::default() };
    let at = FieldPath::root().field("requests").index(index);
    let expected = request.expect.clone().unwrap_or_default();
    let expect = at.field("expect");
    Card::new("card-expectation", page.t("form.expected")).small(page.t("form.expected_small")).view(html! {
            <div class="body">
                { Field::new(at.field("name"), page.t("form.request_name"), request.name.clone()).kind(Kind::Optional).view(page) }
                { Field::new(expect.field("status"), page.t("form.status"), expected.status.map_or_else(String::new, |status| status.to_string())).kind(Kind::Number).placeholder(page.t("form.any")).view(page) }
                { end(page, &expected, &expect.field("reaches")) }
                if let Some(Some(reaches)) = &expected.reaches {
                    { Field::new(expect.field("reaches"), page.t("form.reaches"), reaches.clone()).list("ends").placeholder("prod GET /hello").view(page) }
                }
                { rest(page, "Request", &at) }
                <datalist id="ends">{ for ends(page).into_iter().map(|end| html! { <option value={end} /> }) }</datalist>
            </div>
        })
}

/// Whether the request is meant to end somewhere, nowhere, or no matter where.
fn end(page: &Page, expected: &Expectation, at: &FieldPath) -> Html {
    let current = match &expected.reaches {
        None => 0,
        Some(Some(_)) => 1,
        Some(None) => 2,
    };
    let suggestion = ends(page).into_iter().next().unwrap_or_default();
    let onchange = {
        let at = at.clone();
        page.chosen(move |index| {
            Some(match index {
                1 => Edit::text(at.clone(), suggestion.clone()),
                2 => Edit::Set(at.clone(), Value::Null),
                _ => Edit::Remove(at.clone()),
            })
        })
    };
    let options = ["form.ends_anywhere", "form.ends_at", "form.ends_nowhere"];
    html! {
        <div class="row">
            <label for="expected-end">{ page.t("form.ends") }</label>
            <select id="expected-end" {onchange}>
                { for options.iter().enumerate().map(|(index, key)| option(page.t(key), index == current)) }
            </select>
        </div>
    }
}

/// The places where a request can end, as far as the scenario lists them.
fn ends(page: &Page) -> Vec<String> {
    let scenario = &page.model.scenario;
    let rest = scenario.rest_apis.iter().flat_map(|api| {
        api.stages.iter().flat_map(move |stage| {
            let resources = api.resources.iter();
            let methods = resources.flat_map(|each| each.methods.keys().map(move |name| (name.as_str(), &each.path)));
            methods.map(move |(name, path)| [stage.name.as_str(), " ", name, " ", path.as_str()].concat())
        })
    });
    let http = scenario.http_apis.iter().flat_map(|api| {
        api.stages.iter().flat_map(move |stage| {
            api.routes.iter().map(move |route| [stage.name.as_str(), " ", route.route_key.as_str()].concat())
        })
    });
    let urls = scenario.lambdas.iter().filter(|each| each.function_url.is_some());
    let urls = urls.map(|each| ["lambda ", each.name.as_str()].concat());
    // Stages times resources may be millions.
    rest.chain(http).chain(urls).take(OFFERED).collect()
}
