//! The card of the Lambda functions.

use hopscope_app::selection::FormSection;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::lambda::{Lambda, LambdaOutcome};
use serde_json::json;
use yew::prelude::*;

use super::permissions::permissions;
use super::table::{rest, rows};
use crate::components::first::card::Card;
use crate::components::widgets::buttons::IconButton;
use crate::components::widgets::choice::{choice, words};
use crate::components::widgets::field::Field;
use crate::components::widgets::picker::picker;
use crate::page::Page;

pub fn lambda_card(page: &Page) -> Html {
    let model = &page.model;
    let list = FieldPath::root().field("lambdas");
    let index = model.selection.shown(FormSection::Lambda, &model.scenario, &model.outcomes);
    let count = model.scenario.lambdas.len();
    let names: Vec<AttrValue> = model.scenario.lambdas.iter().map(|each| each.name.clone().into()).collect();
    let add = Edit::Insert(list.index(count), new::lambda(&model.scenario));
    let actions = html! {
        <>
            { IconButton::new("+", page.t("form.add_lambda"), page.add(Action::EditAndShow(add, FormSection::Lambda, count), &list.index(count))).view() }
            if count > 0 {
                { IconButton::new("✕", page.t("form.delete_lambda"), page.edit(Edit::Remove(list.index(index)))).class("danger").view() }
            }
        </>
    };
    let small = model.scenario.lambdas.get(index).map(|each| each.name.clone()).unwrap_or_default();
    Card::new("card-lambda", "Lambda").small(small).actions(actions).view(html! {
        <div class="body">
            if count > 1 { { picker(page, FormSection::Lambda, "Lambda", &names, index, Html::default()) } }
            if let Some(lambda) = model.scenario.lambdas.get(index) {
                { form(page, lambda, &list.index(index)) }
            } else {
                <p class="empty">{ page.t("form.no_lambda") }</p>
            }
        </div>
    })
}

fn form(page: &Page, lambda: &Lambda, at: &FieldPath) -> Html {
    html! {
        <>
            { permissions(page, &at.field("permissions"), lambda.permissions.as_deref()) }
            <details class="more">
                <summary>{ page.t("form.answer") }</summary>
                { Field::new(at.field("name"), page.t("form.name"), lambda.name.clone()).view(page) }
                { choice(page, at.field("outcome"), page.t("form.outcome"), words(LambdaOutcome::WORDS), &json!(lambda.outcome.as_str())) }
                { rows(page, "Response", &json!(lambda.response), &at.field("response")) }
            </details>
            { rest(page, "Lambda", at) }
        </>
    }
}
