//! The screen to work at: forms, request and flow, answer.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::model::{Notice, Tab};
use hopscope_scenario::Scenario;
use yew::prelude::*;

use super::event::event_card;
use super::flow::Flow;
use super::header::Header;
use super::notices::Notices;
use super::request_bar::RequestBar;
use super::requests::Requests;
use super::response::ResponseCard;
use super::rule_panel::RulePanel;
use super::set_up::SetUp;
use super::share::ShareDialog;
use super::shortcuts::ShortcutsDialog;
use super::tab_bar::TabBar;
use super::toast::Toast;
use super::verdict::VerdictCard;
use crate::effects::file;
use crate::page::{Page, use_page};

#[component]
pub fn Workbench() -> Html {
    let page = use_page();
    let narrow = page.model.narrow;
    let tab = page.model.tab;
    // On a narrow page one tab at a time; else everything.
    let shows = |each: Tab| !narrow || tab == each;
    html! {
        <div class={classes!("workbench", narrow.then_some("narrow"))} ondragover={accept_drag()} ondrop={open_dropped(&page)}>
            <Header />
            <Notices />
            <main class="columns">
                if shows(Tab::SetUp) {
                    <div class="column set-up">
                        if narrow { <RequestBar /> }
                        <SetUp />
                    </div>
                }
                if shows(Tab::Flow) || shows(Tab::Table) {
                    <div class="column middle">
                        if !narrow { <RequestBar /> }
                        if narrow && tab == Tab::Flow { <VerdictCard /> }
                        if shows(Tab::Flow) { <Flow /> }
                        if shows(Tab::Table) { <Requests /> }
                    </div>
                }
                if shows(Tab::Response) {
                    <div class="column answer">
                        if !narrow { <VerdictCard /> }
                        <ResponseCard />
                        { event_card(&page) }
                    </div>
                }
            </main>
            if narrow { <TabBar /> }
            <RulePanel />
            <ShareDialog />
            <ShortcutsDialog />
            <Toast />
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
