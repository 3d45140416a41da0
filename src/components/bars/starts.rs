//! What an empty page offers to begin with.

use std::rc::Rc;

use hopscope_app::{Action, starts};
use yew::prelude::*;

use crate::components::first::card::Card;
use crate::page::Page;

pub fn starts_card(page: &Page) -> Html {
    if !starts::is_empty(&page.model.scenario) {
        return Html::default();
    }
    let text = |name: &str, part: &str| page.t(&["start.", name, part].concat());
    Card::new("card-starts", page.t("start.heading")).small(page.t("start.small")).view(html! {
        <ul class="starts">
            { for starts::NAMES.iter().map(|name| {
                let send = page.send.clone();
                let begin = Callback::from(move |_: MouseEvent| send.emit(Action::Load(Rc::new(starts::scenario(name)))));
                html! { <li><button type="button" onclick={begin}><b>{ text(name, ".title") }</b><small>{ text(name, ".hint") }</small></button></li> }
            }) }
        </ul>
    })
}
