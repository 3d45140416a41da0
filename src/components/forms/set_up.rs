//! The column of forms, in the order in which a request meets the parts; or the JSON of all of it.

use hopscope_app::Action;
use hopscope_app::add::{self, Addition};
use hopscope_app::model::Menu;
use hopscope_app::selection::FormSection;
use yew::prelude::*;

use super::distribution::distribution_card;
use super::document::{document_card, unapplied};
use super::edge_function::edge_function_card;
use super::expectation::expectation_card;
use super::further::{bucket_card, dns_card, domain_name_card};
use super::http_api::http_api_card;
use super::lambda::lambda_card;
use super::rest_api::rest_api_card;
use super::table::{further_cards, shown};
use crate::components::widgets::menu::{Item, menu};
use crate::effects::wiring::focus_field;
use crate::page::Page;

pub fn set_up(page: &Page) -> Html {
    let shows_document = page.model.shows_document();
    let tab = |document: bool, key: &str| {
        html! {
            <button type="button" aria-pressed={if document == shows_document { "true" } else { "false" }}
                onclick={page.on(Action::ShowDocument(document))}>{ page.t(key) }</button>
        }
    };
    html! {
        <>
            <div class="segments" role="group" aria-label={page.t("document.view")}>
                { tab(false, "document.forms") }
                { tab(true, "document.json") }
            </div>
            if shows_document {
                { document_card(page) }
            } else {
                if page.model.unapplied().is_some() {
                    <div role="status">{ unapplied(page, "document.behind", html! {
                        <><button type="button" class="link" onclick={page.on(Action::ShowDocument(true))}>{ page.t("document.go_on") }</button>{ " " }</>
                    }) }</div>
                }
                <div class="adding">{ add_menu(page) }</div>
                { distribution_card(page) }
                { edge_function_card(page) }
                { rest_api_card(page) }
                { http_api_card(page) }
                { lambda_card(page) }
                { bucket_card(page) }
                { further_cards(page) }
                { domain_name_card(page) }
                { dns_card(page) }
                { expectation_card(page) }
            }
        </>
    }
}

/// The menu of what can be added. What is new is shown, and has the focus.
fn add_menu(page: &Page) -> Html {
    let shown = (shown(page, FormSection::Distribution), shown(page, FormSection::Behavior));
    let items = add::KINDS.iter().map(|kind| {
        let text = |part: &str| page.t(&["add.", kind, part].concat());
        let (page, kind) = (page.clone(), *kind);
        let run = Callback::from(move |()| {
            let Addition { edit, show, at } = add::addition(kind, &page.model.scenario, shown);
            page.send.emit(match show {
                Some((part, index)) => Action::EditAndShow(edit, part, index),
                None => Action::Edit(edit),
            });
            focus_field(&at.to_string());
        });
        Item { label: text(".title"), hint: text(".hint"), run }
    });
    menu(page, Menu::Add, page.t("add.add"), items.collect())
}
