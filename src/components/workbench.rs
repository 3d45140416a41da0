//! The screen to work at: forms, request and flow, answer.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::model::{Dialog, Notice, Tab};
use hopscope_scenario::Scenario;
use yew::prelude::*;

use super::advice::change_card;
use super::flow::flow;
use super::header::header;
use super::notices::notices;
use super::request_bar::request_bar;
use super::requests::requests;
use super::response::response_card;
use super::tab_bar::tab_bar;
use super::toast::toast;
use super::verdict::verdict_card;
use crate::effects::file;
use crate::page::Page;

pub fn workbench(page: &Page) -> Html {
    let narrow = page.model.narrow;
    let tab = page.model.tab;
    // On a narrow page one tab at a time; else everything.
    let shows = |each: Tab| !narrow || tab == each;
    html! {
        <div class={classes!("workbench", narrow.then_some("narrow"))} ondragover={accept_drag()} ondrop={open_dropped(page)}>
            { header(page) }
            { notices(page) }
            <main class="columns">
                if shows(Tab::SetUp) {
                    <div class="column set-up">
                        if narrow { { request_bar(page) } }
                        if let Some(forms) = page.parts.forms { { (forms.set_up)(page) } }
                    </div>
                }
                if shows(Tab::Flow) || shows(Tab::Table) {
                    <div class="column middle">
                        if !narrow { { request_bar(page) } }
                        if narrow && tab == Tab::Flow { { verdict_card(page) }{ change_card(page) } }
                        if shows(Tab::Flow) { { flow(page) } }
                        if shows(Tab::Table) { { requests(page) } }
                    </div>
                }
                if shows(Tab::Response) {
                    <div class="column answer">
                        if !narrow { { verdict_card(page) }{ change_card(page) } }
                        { response_card(page) }
                        if let Some(panels) = page.parts.panels { { (panels.event)(page) } }
                    </div>
                }
            </main>
            if narrow { { tab_bar(page) } }
            if let Some(panels) = page.parts.panels { { (panels.rule)(page) }{ (panels.shortcuts)(page) } }
            if let Some(links) = page.parts.links && page.model.dialog == Some(Dialog::Share) {
                { (links.share)(page, &(links.write)(&page.model.scenario)) }
            }
            if let (Some(advice), Some(Dialog::Advice(topic))) = (page.parts.advice, page.model.dialog) {
                { (advice.dialog)(page, topic) }
            }
            { toast(page) }
        </div>
    }
}

fn accept_drag() -> Callback<DragEvent> {
    Callback::from(|event: DragEvent| event.prevent_default())
}

fn open_dropped(page: &Page) -> Callback<DragEvent> {
    let opened = open_text(page);
    Callback::from(move |event: DragEvent| {
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(dropped) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            file::read(dropped, opened.clone());
        }
    })
}

/// Opens the text of a scenario file, or says why it is none.
pub fn open_text(page: &Page) -> Callback<String> {
    let send = page.send.clone();
    Callback::from(move |text: String| {
        send.emit(match Scenario::from_json(&text) {
            Ok(scenario) => Action::Load(Rc::new(scenario)),
            Err(error) => Action::Notify(Notice::File(error)),
        });
    })
}
