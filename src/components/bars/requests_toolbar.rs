//! The bar below the table of requests.

use hopscope_app::selection::FormSection;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use serde_json::Value;
use yew::prelude::*;

use crate::components::widgets::buttons::{IconButton, add_button};
use crate::page::Page;

pub fn requests_toolbar(page: &Page) -> Html {
    let scenario = &page.model.scenario;
    let shown = page.model.selection.request;
    let count = scenario.requests.len();
    let list = FieldPath::root().field("requests");
    let add = Edit::Insert(list.index(count), new::request(scenario, shown));
    let copy =
        scenario.requests.get(shown).and_then(|request| serde_json::to_value(request).ok()).unwrap_or(Value::Null);
    let copy = Action::EditAndShow(Edit::Insert(list.index(shown + 1), copy), FormSection::Request, shown + 1);
    let go = |to: usize| page.on(Action::EditAndShow(Edit::Move(list.index(shown), to), FormSection::Request, to));
    html! {
        <div class="toolbar padded">
            { add_button(page, page.t("form.request"), page.on(Action::EditAndShow(add, FormSection::Request, count))) }
            <span class="grow"></span>
            if count > 0 {
                <button type="button" class="quiet" onclick={page.on::<MouseEvent>(copy)}>{ page.t("requests.duplicate") }</button>
                { IconButton::new("↑", page.t("requests.move_up"), go(shown.saturating_sub(1))).disabled(shown == 0).view() }
                { IconButton::new("↓", page.t("requests.move_down"), go(shown + 1)).disabled(shown + 1 >= count).view() }
                { IconButton::new("✕", page.t("requests.delete"), page.edit(Edit::Remove(list.index(shown)))).class("danger").view() }
            }
        </div>
    }
}
