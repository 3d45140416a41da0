//! The card of CloudFront Functions and Lambda@Edge functions.

use hopscope_app::Edit;
use hopscope_app::selection::Part;
use hopscope_scenario::FieldPath;
use yew::prelude::*;

use super::buttons::IconButton;
use super::card::Card;
use super::field::{Field, Kind};
use super::picker::picker;
use crate::page::Page;

pub fn edge_function_card(page: &Page) -> Html {
    let model = &page.model;
    let list = FieldPath::root().field("edge_functions");
    let index = model.selection.shown(Part::EdgeFunction, &model.scenario, &model.outcomes);
    let Some(function) = model.scenario.edge_functions.get(index) else { return Html::default() };
    let names: Vec<AttrValue> = model.scenario.edge_functions.iter().map(|each| each.name.clone().into()).collect();
    let at = list.index(index);
    let actions = IconButton::new("✕", page.t("form.delete_edge_function"), page.edit(Edit::Remove(at.clone())))
        .class("danger")
        .view();
    Card::new("card-edge-function", page.t("form.edge_functions")).small(function.runtime.clone()).actions(actions).view(html! {
            <div class="body">
                if names.len() > 1 { { picker(page, Part::EdgeFunction, page.t("form.edge_functions"), &names, index, Html::default()) } }
                { Field::new(at.field("name"), page.t("form.name"), function.name.clone()).view(page) }
                { Field::new(at.field("runtime"), page.t("form.runtime"), function.runtime.clone()).view(page) }
                <div class="code-field">
                    { Field::new(at.field("code"), page.t("form.code"), function.code.clone()).kind(Kind::Area).view(page) }
                </div>
            </div>
        })
}
