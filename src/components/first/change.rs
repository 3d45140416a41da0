//! The card of what would change the outcome. It stands among what one reads, so that nothing moves when the rest arrives.

use hopscope_app::Action;
use hopscope_app::advice::Topic;
use yew::prelude::*;

use super::card::Card;
use crate::page::Page;

/// What would change the outcome of the selected request, where that is not what was expected; and what of it is tried.
pub fn change_card(page: &Page) -> Html {
    if !page.model.is_to_change() && page.model.tried().is_none() {
        return Html::default();
    }
    let content = match page.parts.advice {
        Some(advice) if page.model.advice.wanted => (advice.shown)(page, Topic::Change),
        None if page.model.advice.wanted => skeleton(),
        _ => html! {
            <div class="offer">
                <button type="button" class="act" onclick={page.on(Action::Advise)}>{ page.t("change.find") }</button>
                <p class="hint">{ page.t("change.hint") }</p>
            </div>
        },
    };
    Card::new("card-change", page.t("change.title")).small(page.t("change.small")).class("advice-card").view(content)
}

/// The outline of what is being worked out.
pub fn skeleton() -> Html {
    html! { <div class="thinking" aria-hidden="true"><i></i><i></i><i></i><i></i></div> }
}
