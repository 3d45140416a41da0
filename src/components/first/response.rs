//! The answer as `curl -i` prints it.

use hopscope_app::Action;
use hopscope_app::model::Status;
use hopscope_diagram::curl::to_curl;
use yew::prelude::*;

use super::card::Card;
use crate::effects::clipboard;
use crate::page::Page;

pub fn response_card(page: &Page) -> Html {
    let Some(trace) = page.model.selection.trace(&page.model.outcomes) else { return Html::default() };
    let missing = |key: &str| {
        Card::new("card-response", page.t("response.title")).view(html! {<p class="body empty">{ page.t(key) }</p>})
    };
    if page.model.is_running(trace) {
        return missing("edge_code.running");
    }
    let Some(response) = &trace.response else { return missing("response.none") };
    let text = to_curl(trace);
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let (status, headers) = head.split_once('\n').unwrap_or((head, ""));
    let class = if response.status.is_error() { "e" } else { "s" };
    let content = html! {
        <pre tabindex="0" aria-labelledby="card-response">
            <span {class}>{ status.to_owned() }</span>{ "\n" }
            { for headers.lines().map(head_line) }
            { "\n" }{ body.to_owned() }
        </pre>
    };
    let actions = html! {
        <button type="button" class="quiet" onclick={copy(page, text)}>{ page.t("response.copy") }</button>
    };
    let card = Card::new("card-response", page.t("response.title")).small(page.t("response.small"));
    card.actions(actions).class("response").view(content)
}

/// A line of the head: the name of a header apart from its value.
fn head_line(line: &str) -> Html {
    match line.split_once(": ") {
        Some((name, value)) => {
            html! { <><span class="k">{ name.to_owned() }{ ":" }</span>{ " " }{ value.to_owned() }{ "\n" }</> }
        }
        None => html! { <>{ line.to_owned() }{ "\n" }</> },
    }
}

/// Copies a text, and says so.
pub fn copy(page: &Page, text: String) -> Callback<MouseEvent> {
    let send = page.send.clone();
    Callback::from(move |_| {
        let send = send.clone();
        let done = Callback::from(move |copied| {
            if copied {
                send.emit(Action::Say(Status::Copied));
            }
        });
        clipboard::copy(text.clone(), done);
    })
}
