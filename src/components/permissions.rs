//! Who may call a Lambda function.

use hopscope_app::{Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::lambda::Permission;
use serde_json::{Value, json};
use yew::prelude::*;

use super::buttons::{AddButton, IconButton};
use super::choice::Tick;
use super::field::{Field, Kind};
use crate::page::{Page, use_page};

#[derive(Properties, PartialEq)]
pub struct PermissionsProps {
    /// The list's place.
    pub at: FieldPath,
    /// The statements. None: whoever calls may.
    pub permissions: Option<Vec<Permission>>,
}

#[component]
pub fn Permissions(props: &PermissionsProps) -> Html {
    let page = use_page();
    let count = props.permissions.as_ref().map_or(0, Vec::len);
    let add = Edit::Insert(props.at.index(count), new::permission(&page.model.scenario));
    html! {
        <fieldset class="form">
            <legend>{ page.t("form.permissions") }</legend>
            <Tick at={props.at.clone()} label={page.t("form.anyone")} ticked={props.permissions.is_none()} values={(Value::Null, json!([]))} />
            { for props.permissions.iter().flatten().enumerate().map(|(index, each)| permission(&page, each, &props.at.index(index), index + 1)) }
            if props.permissions.is_some() {
                <div class="toolbar"><AddButton label={page.t("form.permission")} onclick={page.edit(add)} /></div>
            }
        </fieldset>
    }
}

fn permission(page: &Page, permission: &Permission, at: &FieldPath, number: usize) -> Html {
    let number = [("number", number.to_string())];
    html! {
        <div class="with-button top" key={at.to_string()}>
            <div class="stack">
                <Field at={at.field("source_arn")} bare=true kind={Kind::Optional} value={permission.source_arn.clone()}
                    label={page.fill("form.source_arn", &number)} placeholder={page.t("form.any_source")} />
                if permission.principal != "apigateway.amazonaws.com" {
                    <Field at={at.field("principal")} bare=true value={permission.principal.clone()}
                        label={page.fill("form.principal", &number)} />
                }
            </div>
            <IconButton glyph="✕" label={page.fill("form.delete_permission", &number)} class="danger" onclick={page.edit(Edit::Remove(at.clone()))} />
        </div>
    }
}
