//! The stages of a REST API.

use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use serde_json::json;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::buttons::IconButton;
use super::field::fault;
use crate::page::use_page;

#[derive(Properties, PartialEq)]
pub struct StagesProps {
    /// The API, from 0.
    pub index: usize,
}

#[component]
pub fn Stages(props: &StagesProps) -> Html {
    let page = use_page();
    let Some(api) = page.model.scenario.rest_apis.get(props.index) else { return Html::default() };
    let list = FieldPath::root().field("rest_apis").index(props.index).field("stages");
    let name = new::name("stage", api.stages.iter().map(|stage| stage.name.as_str()));
    let add = page.edit(Edit::Insert(list.index(api.stages.len()), json!({"name": name})));
    html! {
        <div class="row top">
            <span class="label" id="stages-label">{ page.t("form.stages") }</span>
            <ul class="chips" aria-labelledby="stages-label">
                { for api.stages.iter().enumerate().map(|(index, stage)| html! {
                    <StageChip key={index} at={list.index(index)} name={stage.name.clone()} number={index + 1} />
                }) }
                <li><IconButton glyph="+" label={page.t("form.add_stage")} onclick={add} /></li>
            </ul>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ChipProps {
    at: FieldPath,
    name: AttrValue,
    number: usize,
}

#[component]
fn StageChip(props: &ChipProps) -> Html {
    let page = use_page();
    let at = props.at.field("name");
    let id = at.to_string();
    let fault = fault(&page, &at);
    let described = fault.is_some().then(|| format!("{id}-fault"));
    let oninput = {
        let (send, at) = (page.send.clone(), at.clone());
        Callback::from(move |event: InputEvent| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            send.emit(Action::Edit(Edit::text(at.clone(), name)));
        })
    };
    // As wide as its text, so that the chips stand close.
    let size = props.name.chars().count().clamp(3, 24).to_string();
    html! {
        <li>
            <span class="chip-edit">
                <input {id} type="text" value={props.name.clone()} {size} spellcheck="false" autocomplete="off" autocapitalize="off"
                    aria-label={page.fill("form.stage_number", &[("number", props.number.to_string())])}
                    aria-invalid={fault.is_some().then_some("true")} aria-describedby={described.clone()}
                    {oninput} onblur={page.on::<FocusEvent>(Action::LeaveField)} />
                <IconButton glyph="✕" label={page.fill("form.delete_stage", &[("name", props.name.as_str())])} class="danger"
                    onclick={page.edit(Edit::Remove(props.at.clone()))} />
            </span>
            if let Some(fault) = fault { <p class="fault" id={described}>{ fault }</p> }
        </li>
    }
}
