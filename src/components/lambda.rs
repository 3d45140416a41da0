//! The card of the Lambda functions.

use hopscope_app::selection::Part;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::lambda::{Lambda, LambdaOutcome};
use serde_json::json;
use yew::prelude::*;

use super::buttons::IconButton;
use super::card::Card;
use super::choice::{Choice, words};
use super::field::{Field, Kind};
use super::permissions::Permissions;
use super::picker::Picker;
use crate::page::{Page, use_page};

#[component]
pub fn LambdaCard() -> Html {
    let page = use_page();
    let model = &page.model;
    let list = FieldPath::root().field("lambdas");
    let index = model.selection.shown(Part::Lambda, &model.scenario, &model.outcomes);
    let count = model.scenario.lambdas.len();
    let names: Vec<AttrValue> = model.scenario.lambdas.iter().map(|each| each.name.clone().into()).collect();
    let add = Edit::Insert(list.index(count), new::lambda(&model.scenario));
    let actions = html! {
        <>
            <IconButton glyph="+" label={page.t("form.add_lambda")} onclick={page.on(Action::EditAndShow(add, Part::Lambda, count))} />
            if count > 0 {
                <IconButton glyph="✕" label={page.t("form.delete_lambda")} class="danger" onclick={page.edit(Edit::Remove(list.index(index)))} />
            }
        </>
    };
    let small = model.scenario.lambdas.get(index).map(|each| each.name.clone()).unwrap_or_default();
    html! {
        <Card id="card-lambda" title="Lambda" {small} {actions}>
            <div class="body">
                if count > 1 { <Picker part={Part::Lambda} label="Lambda" {names} shown={index} /> }
                if let Some(lambda) = model.scenario.lambdas.get(index) {
                    { form(&page, lambda, &list.index(index)) }
                } else {
                    <p class="empty">{ page.t("form.no_lambda") }</p>
                }
            </div>
        </Card>
    }
}

fn form(page: &Page, lambda: &Lambda, at: &FieldPath) -> Html {
    html! {
        <>
            <Permissions at={at.field("permissions")} permissions={lambda.permissions.clone()} />
            <details class="more">
                <summary>{ page.t("form.answer") }</summary>
                <Field at={at.field("name")} label={page.t("form.name")} value={lambda.name.clone()} />
                <Choice at={at.field("outcome")} label={page.t("form.outcome")} options={words(LambdaOutcome::WORDS)}
                    value={json!(lambda.outcome.as_str())} />
                <Field at={at.field("response").field("status")} label={page.t("form.status")} kind={Kind::Number}
                    value={lambda.response.status.to_string()} />
                <Field at={at.field("response").field("body")} label={page.t("form.body")} kind={Kind::Area}
                    value={lambda.response.body.clone()} />
            </details>
        </>
    }
}
