//! The card of CloudFront Functions and Lambda@Edge functions.

use hopscope_app::Edit;
use hopscope_app::selection::Part;
use hopscope_scenario::FieldPath;
use yew::prelude::*;

use super::buttons::IconButton;
use super::card::Card;
use super::field::{Field, Kind};
use super::picker::Picker;
use crate::page::use_page;

#[component]
pub fn EdgeFunctionCard() -> Html {
    let page = use_page();
    let model = &page.model;
    let list = FieldPath::root().field("edge_functions");
    let index = model.selection.shown(Part::EdgeFunction, &model.scenario, &model.outcomes);
    let Some(function) = model.scenario.edge_functions.get(index) else { return Html::default() };
    let names: Vec<AttrValue> = model.scenario.edge_functions.iter().map(|each| each.name.clone().into()).collect();
    let at = list.index(index);
    let actions = html! {
        <IconButton glyph="✕" label={page.t("form.delete_edge_function")} class="danger" onclick={page.edit(Edit::Remove(at.clone()))} />
    };
    html! {
        <Card id="card-edge-function" title={page.t("form.edge_functions")} small={function.runtime.clone()} {actions}>
            <div class="body">
                if names.len() > 1 { <Picker part={Part::EdgeFunction} label={page.t("form.edge_functions")} {names} shown={index} /> }
                <Field at={at.field("name")} label={page.t("form.name")} value={function.name.clone()} />
                <Field at={at.field("runtime")} label={page.t("form.runtime")} value={function.runtime.clone()} />
                <div class="code-field">
                    <Field at={at.field("code")} label={page.t("form.code")} kind={Kind::Area} value={function.code.clone()} />
                </div>
            </div>
        </Card>
    }
}
