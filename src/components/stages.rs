//! The stages of a REST API.

use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use serde_json::json;
use yew::prelude::*;

use super::buttons::IconButton;
use super::field::fault;
use super::long::{in_list, rows};
use crate::page::Page;

/// The stages of an API, from 0.
pub fn stages(page: &Page, index: usize) -> Html {
    let Some(api) = page.model.scenario.rest_apis.get(index) else { return Html::default() };
    let list = FieldPath::root().field("rest_apis").index(index).field("stages");
    let name = new::name("stage", api.stages.iter().map(|stage| stage.name.as_str()));
    let stages = list.clone();
    let add = page.edit(Edit::Insert(list.index(api.stages.len()), json!({"name": name})));
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
    let described = fault.is_some().then(|| format!("{id}-fault"));
    let oninput = page.typed::<InputEvent>(move |name| Edit::text(at.clone(), name));
    // As wide as its text, so that the chips stand close.
    let size = name.chars().count().clamp(3, 24).to_string();
    html! {
        <li key={index}>
            <span class="chip-edit">
                <input {id} type="text" value={name.to_owned()} {size} spellcheck="false" autocomplete="off" autocapitalize="off"
                    aria-label={page.fill("form.stage_number", &[("number", (index + 1).to_string())])}
                    aria-invalid={fault.is_some().then_some("true")} aria-describedby={described.clone()}
                    {oninput} onblur={page.on::<FocusEvent>(Action::LeaveField)} />
                { IconButton::new("✕", page.fill("form.delete_stage", &[("name", name)]), page.edit(Edit::Remove(stage.clone()))).class("danger").view() }
            </span>
            if let Some(fault) = fault { <p class="fault" id={described}>{ fault }</p> }
        </li>
    }
}
