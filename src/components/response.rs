//! The answer as `curl -i` prints it.

use hopscope_app::Action;
use hopscope_app::model::Status;
use hopscope_routing::trace::Response;
use yew::prelude::*;

use super::card::Card;
use crate::effects::clipboard;
use crate::page::Page;

pub fn response_card(page: &Page) -> Html {
    let Some(trace) = page.model.selection.trace(&page.model.outcomes) else { return Html::default() };
    let Some(response) = &trace.response else {
        return Card::new("card-response", page.t("response.title"))
            .view(html! {<p class="body empty">{ page.t("response.none") }</p>});
    };
    let actions = html! {
        <button type="button" class="quiet" onclick={copy(page, text(response))}>{ page.t("response.copy") }</button>
    };
    let status = ["HTTP/", response.http_version, " ", &response.status.to_string()].concat();
    let class = if response.status.is_error() { "e" } else { "s" };
    Card::new("card-response", page.t("response.title"))
        .small(page.t("response.small"))
        .actions(actions)
        .class("response")
        .view(html! {
            <pre tabindex="0" aria-labelledby="card-response">
                <span {class}>{ status }</span>{ "\n" }
                { for response.headers.iter().map(|(name, value)| html! {
                    <><span class="k">{ name }{ ":" }</span>{ " " }{ value.to_owned() }{ "\n" }</>
                }) }
                { "\n" }{ response.body.to_string() }
            </pre>
        })
}

/// The text that `curl -i` prints.
fn text(response: &Response) -> String {
    let mut text = ["HTTP/", response.http_version, " ", &response.status.to_string(), "\n"].concat();
    for (name, value) in response.headers.iter() {
        text.push_str(&[name, ": ", value, "\n"].concat());
    }
    text.push('\n');
    text.push_str(&response.body);
    text
}

fn copy(page: &Page, text: String) -> Callback<MouseEvent> {
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
