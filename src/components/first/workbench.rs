//! The screen to work at: forms, request and flow, answer.

use hopscope_app::Action;
use hopscope_app::model::{Dialog, Notice, Tab};
use web_sys::Element;
use yew::prelude::*;

use super::change::change_card;
use super::flow::flow;
use super::requests::requests;
use super::response::response_card;
use super::verdict::{verdict_card, verdict_line};
use super::when_shown::WhenShown;
use crate::effects::wiring::focus;
use crate::effects::{address, element, frame};
use crate::page::Page;

/// The ids of the column of forms and of the place of the diagram.
pub const SET_UP: &str = "set-up";
const MIDDLE: &str = "middle";

/// What one reads is here at once; what one works with follows into the space that is kept for it. Where the columns are
/// is the style sheet's: on a page of middle width the forms are a drawer, which is open while their tab is chosen.
pub fn workbench(page: &Page) -> Html {
    let narrow = page.model.narrow;
    let tab = page.model.tab;
    let bars = page.parts.bars;
    // On a narrow page one tab at a time; else everything.
    let shows = |each: Tab| !narrow || tab == each;
    let request = || bars.map_or_else(|| html! { <div class="request awaited"></div> }, |bars| (bars.request)(page));
    html! {
        <div class={classes!("workbench", narrow.then_some("narrow"), (tab == Tab::SetUp).then_some("drawn"))} ondragover={accept_drag()} ondrop={bars.map(|bars| (bars.dropped)(page))}>
            { bars.map_or_else(bare_header, |bars| (bars.header)(page)) }
            { told(page) }
            if narrow && tab != Tab::Flow { { verdict_line(page) } }
            <main class="columns">
                if shows(Tab::SetUp) {
                    <div class="column set-up" id={SET_UP} onkeydown={close_by_escape(page)}>
                        if narrow { { request() } }
                        if let Some(forms) = page.parts.forms { { (forms.set_up)(page) } }
                    </div>
                }
                <div class="backdrop" onclick={page.on(Action::ShowTab(Tab::Flow))}></div>
                <div class="work">
                    if shows(Tab::Flow) {
                        <div class="column middle" id={MIDDLE}>
                            <WhenShown run={measure(page)} />
                            if page.model.greets { { greeting(page) } }
                            if !narrow { { request() } }
                            { verdict_card(page) }
                            if narrow { { change_card(page) } }
                            if let Some(panels) = page.parts.panels { { (panels.notes)(page, true) } }
                            { flow(page) }
                            if let Some(panels) = page.parts.panels { { (panels.notes)(page, false) } }
                        </div>
                    }
                    if shows(Tab::Response) {
                        <div class="column answer">
                            if !narrow { { change_card(page) } }
                            { response_card(page) }
                            if let Some(panels) = page.parts.panels { { (panels.event)(page) } }
                        </div>
                    }
                    if shows(Tab::Table) { <div class="column tests">{ requests(page) }</div> }
                </div>
            </main>
            if let Some(bars) = bars { if narrow { { (bars.tabs)(page) } } }
            if let Some(panels) = page.parts.panels {
                { (panels.rule)(page) }{ (panels.shortcuts)(page) }{ (panels.guide)(page) }
                { match page.model.dialog {
                    Some(Dialog::Examples) => (panels.gallery)(page),
                    Some(Dialog::Palette) => (panels.palette)(page),
                    Some(Dialog::Kept) => (panels.kept)(page),
                    _ => Html::default(),
                } }
            }
            if let Some(sharing) = page.parts.sharing && page.model.dialog == Some(Dialog::Share) {
                { (sharing.dialog)(page) }
            }
            if let Some(import) = page.parts.import {
                { match page.model.dialog {
                    Some(Dialog::Import) => (import.dialog)(page),
                    Some(Dialog::Source(file, line)) => (import.source)(page, file, line),
                    _ => Html::default(),
                } }
            }
            if let (Some(advice), Some(Dialog::Advice(topic))) = (page.parts.advice, page.model.dialog) {
                { (advice.dialog)(page, topic) }
            }
            if let Some(bars) = bars { { (bars.toast)(page) } }
        </div>
    }
}

/// What this is, in a line, and where one reads more.
fn greeting(page: &Page) -> Html {
    let link = |key: &str, anchor: &str| {
        let address = ["./rules/", page.model.language.tag(), ".guide.html", anchor].concat();
        html! { <>{ " " }<a href={address} target="_blank" rel="noopener">{ page.t(key) }</a></> }
    };
    html! {
        <p class="greeting">
            { page.t("app.what") }{ link("app.guide", "") }{ link("app.about", "#about") }
        </p>
    }
}

/// Watches how wide the place of the diagram is: its card without the borders.
fn measure(page: &Page) -> Callback<()> {
    let told = page.send.reform(|width: u16| Action::SetRoom(width.saturating_sub(2)));
    Callback::from(move |()| {
        if let Some(middle) = element::<Element>(MIDDLE) {
            frame::watch_width(&middle, told.clone());
        }
    })
}

/// The drawer closes by Escape, and gives the focus back to what opened it.
fn close_by_escape(page: &Page) -> Callback<KeyboardEvent> {
    let (send, is_open) = (page.send.clone(), page.model.tab == Tab::SetUp && !page.model.narrow);
    Callback::from(move |event: KeyboardEvent| {
        if is_open && event.key() == "Escape" {
            send.emit(Action::ShowTab(Tab::Flow));
            focus("open-set-up");
        }
    })
}

/// What the page has to tell. That the part that tells it did not arrive, it must tell without.
pub fn told(page: &Page) -> Html {
    match page.parts.bars {
        Some(bars) => (bars.notices)(page),
        None if page.model.notices.iter().any(|notice| matches!(notice, Notice::Part)) => {
            html! { <div class="notices" role="status">{ lost_part(page) }</div> }
        }
        None => html! { <div class="notices" role="status"></div> },
    }
}

/// That a part of the program, or of what it says, did not arrive. After an update of the host only the whole page fits.
pub fn lost_part(page: &Page) -> Html {
    html! {
        <div class="banner bad">
            <p><strong>{ page.t("notice.part") }</strong>{ " " }{ page.t("notice.part_why") }</p>
            <button type="button" onclick={page.on::<MouseEvent>(Action::Retry)}>{ page.t("notice.part_retry") }</button>
            <button type="button" onclick={|_: MouseEvent| address::reload()}>{ page.t("notice.part_reload") }</button>
        </div>
    }
}

/// The bar at the top before its buttons are here.
fn bare_header() -> Html {
    html! { <header class="bar"><h1 class="logo">{ logo() }<b>{ "Hop" }<span>{ "scope" }</span></b></h1></header> }
}

/// Two hops, and the one that answered.
pub fn logo() -> Html {
    html! {
        <svg class="logo-mark" viewBox="8 20 48 32" aria-hidden="true">
            <path d="M15 40q8.5-25 17 0q8.5-25 17 0" />
            <circle cx="15" cy="41" r="6" /><circle cx="32" cy="41" r="6" /><circle class="answered" cx="49" cy="41" r="7" />
        </svg>
    }
}

/// Without this the browser would leave the page for a file that is dropped on it.
fn accept_drag() -> Callback<DragEvent> {
    Callback::from(|event: DragEvent| event.prevent_default())
}
