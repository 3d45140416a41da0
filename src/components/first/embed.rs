//! The screen in a frame: verdict and flow, or another pane, and a way out to the workbench.

use hopscope_app::model::Tab;
use hopscope_app::{Action, share};
use web_sys::Element;
use yew::prelude::*;

use super::flow::flow;
use super::requests::requests;
use super::response::response_card;
use super::verdict::verdict_card;
use super::when_shown::WhenShown;
use super::workbench::told;
use crate::effects::clipboard::select;
use crate::effects::{address, element, frame};
use crate::page::Page;

/// The id of what a frame shows.
const ID: &str = "embed";
/// The id of the link to copy, where a frame may open no page.
const OUT: &str = "embed-link";

/// The scenario's link: the one that was opened, or the example's.
fn fragment(page: &Page) -> String {
    match page.parts.links {
        Some(links) => (links.write)(&page.model.scenario).unwrap_or_default(),
        None => address::fragment(),
    }
}

pub fn embed(page: &Page) -> Html {
    let send = page.send.clone();
    let shown = Callback::from(move |()| {
        if let Some(content) = element::<Element>(ID) {
            // Less the padding of the page and the border of the card.
            let told = send.reform(|width: u16| Action::SetRoom(width.saturating_sub(26)));
            frame::watch_width(&content, told);
            frame::report_height(content);
        }
    });
    let tab = page.model.tab;
    // What stands on someone else's page without its scenario must not look like it.
    let broken = page.model.is_link_broken();
    let (title, out) = match broken {
        true => ("Hopscope", address::base()),
        false => (page.model.scenario.title.as_str(), share::link(&page.model, &address::base(), &fragment(page))),
    };
    let onclick = {
        let (send, out) = (page.send.clone(), out.clone());
        Callback::from(move |event: MouseEvent| {
            // With a key held down, the browser knows where to open it.
            let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
            if is_plain {
                event.prevent_default();
                if !frame::open(&out) {
                    send.emit(Action::CopyByHand(Some(OUT)));
                }
            }
        })
    };
    html! {
        <div class={classes!("embed", page.model.narrow.then_some("narrow"))} id={ID}>
            <WhenShown run={shown} />
            <header class="bar">
                <h1 class="title">{ title }</h1>
                <span class="grow"></span>
                <a class="out" href={out.clone()} target="_blank" rel="noopener" {onclick}>
                    { page.t("embed.open") }<span aria-hidden="true">{ " ↗" }</span>
                </a>
            </header>
            if page.model.by_hand == Some(OUT) {
                <div class="snippet" role="status">
                    <label for={OUT}>{ page.t("embed.copy") }</label>
                    <textarea id={OUT} readonly=true rows="3" spellcheck="false" value={out} />
                    <WhenShown run={Callback::from(|()| select(OUT))} />
                </div>
            }
            { told(page) }
            if !broken {
                <main>
                    if tab != Tab::Table { { verdict_card(page) } }
                    if matches!(tab, Tab::Flow | Tab::SetUp) { { flow(page) } }
                    if tab == Tab::Response { { response_card(page) } }
                    if tab == Tab::Table { { requests(page) } }
                </main>
                if let Some(panels) = page.parts.panels { { (panels.rule)(page) } }
            }
        </div>
    }
}
