//! The stages of a REST API.

use hopscope_app::texts::Slot;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use serde_json::json;
use yew::prelude::*;

use crate::components::first::long::{in_list, rows};
use crate::components::widgets::buttons::IconButton;
use crate::components::widgets::field::{fault, fault_id, fault_line};
use crate::components::widgets::input::{Input, Take};
use crate::page::Page;

/// The stages of an API, from 0.
pub fn stages(page: &Page, index: usize) -> Html {
    let Some(api) = page.model.scenario.rest_apis.get(index) else { return Html::default() };
    let list = FieldPath::root().field("rest_apis").index(index).field("stages");
    let name = new::name("stage", api.stages.iter().map(|stage| stage.name.as_str()));
    let stages = list.clone();
    let at = list.index(api.stages.len());
    let add = page.add(Action::Edit(Edit::Insert(at.clone(), json!({"name": name}))), &at);
    html! {
        <div class="row top">
            <span class="label" id="stages-label">{ page.t("form.stages") }</span>
            <ul class="chips" aria-labelledby="stages-label">
                { rows(page, api.stages.len(), 0, in_list, move |page, at| {
                    let stage = page.model.scenario.rest_apis.get(index).and_then(|api| api.stages.get(at));
                    stage.map_or_else(Html::default, |stage| chip(page, at, &stages.index(at), &stage.name))
                }) }
                <li>{ IconButton::new("+", page.t("form.add_stage"), add).view() }</li>
            </ul>
        </div>
    }
}

fn chip(page: &Page, index: usize, stage: &FieldPath, name: &str) -> Html {
    let at = stage.field("name");
    let id = at.to_string();
    let fault = fault(page, &at);
    let slot = Slot::value(at.clone());
    // As wide as its text, so that the chips stand close.
    let size = page.model.texts.get(&slot).map_or(name, |text| &text.text).chars().count().clamp(3, 24);
    let take = Take::AsTyped(Box::new(move |name| Edit::text(at.clone(), name)));
    html! {
        <li key={index}>
            <span class="chip-edit">
                { Input::new(slot, name.to_owned(), take).size(size).name(page.fill("form.stage_number", &[("number", (index + 1).to_string())]))
                    .faulty(fault.is_some().then(|| fault_id(&id))).view(page) }
                { IconButton::new("✕", page.fill("form.delete_stage", &[("name", name)]), page.edit(Edit::Remove(stage.clone()))).class("danger").view() }
            </span>
            { fault_line(&id, fault) }
        </li>
    }
}
