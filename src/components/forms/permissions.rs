//! Who may call a Lambda function.

use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::lambda::Permission;
use serde_json::{Value, json};
use yew::prelude::*;

use super::table::rest;
use crate::components::first::long::{alone, rows};
use crate::components::widgets::buttons::{IconButton, add_button};
use crate::components::widgets::choice::tick_between;
use crate::components::widgets::field::{Field, Kind};
use crate::page::Page;

/// The statements of a function's policy; `at` is the list's place. None: whoever calls may.
pub fn permissions(page: &Page, at: &FieldPath, permissions: Option<&[Permission]>) -> Html {
    let count = permissions.map_or(0, <[_]>::len);
    let added = at.index(count);
    let add = Action::Edit(Edit::Insert(added.clone(), new::permission(&page.model.scenario)));
    html! {
        <fieldset class="form">
            <legend>{ page.t("form.permissions") }</legend>
            { tick_between(page, at.clone(), page.t("form.anyone"), permissions.is_none(), (Value::Null, json!([]))) }
            { rows(page, count, 0, alone, {
                let (all, at) = (permissions.unwrap_or_default().to_vec(), at.clone());
                move |page, index| all.get(index).map_or_else(Html::default, |each| {
                    permission(page, each, &at.index(index), index + 1)
                })
            }) }
            if permissions.is_some() {
                <div class="toolbar">{ add_button(page, page.t("form.permission"), page.add(add, &added)) }</div>
            }
        </fieldset>
    }
}

fn permission(page: &Page, permission: &Permission, at: &FieldPath, number: usize) -> Html {
    let number = [("number", number.to_string())];
    html! {
        <div class="with-button top" key={at.to_string()}>
            <div class="stack">
                { Field::new(at.field("source_arn"), page.fill("form.source_arn", &number), permission.source_arn.clone()).kind(Kind::Optional).placeholder(page.t("form.any_source")).bare().view(page) }
                { rest(page, "Permission", at) }
            </div>
            { IconButton::new("✕", page.fill("form.delete_permission", &number), page.edit(Edit::Remove(at.clone()))).class("danger").view() }
        </div>
    }
}
