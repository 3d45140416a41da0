//! What a proxied Lambda function is told: the event. A stage or a base path that leaks into it is the usual next bug.

use yew::prelude::*;

use crate::components::first::card::Card;
use crate::page::Page;

/// The event of the selected request; nothing where no function was called.
pub fn event_card(page: &Page) -> Html {
    let trace = page.model.selection.trace(&page.model.outcomes);
    let event = trace.and_then(|trace| trace.reaches.as_ref()).and_then(|reaches| reaches.event.as_ref());
    let Some(text) = event.and_then(|event| serde_json::to_string_pretty(event).ok()) else { return Html::default() };
    let card = Card::new("card-event", page.t("event.title")).small(page.t("event.small")).class("response event");
    card.view(html! { <pre tabindex="0" aria-labelledby="card-event">{ text }</pre> })
}
