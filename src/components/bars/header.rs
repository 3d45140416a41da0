//! The bar at the top.

use std::rc::Rc;

use hopscope_app::advice::Topic;
use hopscope_app::model::{Dialog, Menu, Tab, Theme};
use hopscope_app::texts::Slot;
use hopscope_app::{Action, Edit};
use hopscope_scenario::{FieldPath, Scenario};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dropped::{download, open_file};
use crate::components::first::workbench::{SET_UP, logo};
use crate::components::widgets::buttons::IconButton;
use crate::components::widgets::input::{Input, Take};
use crate::components::widgets::menu::{Item, menu};
use crate::effects::element;
use crate::effects::wiring::{focus, focus_first};
use crate::page::Page;

pub fn header(page: &Page) -> Html {
    let history = &page.model.history;
    html! {
        <header class="bar">
            <button type="button" class="skip" onclick={|_: MouseEvent| focus("request-url")}>{ page.t("header.skip") }</button>
            <h1 class="logo">{ logo() }<b>{ "Hop" }<span>{ "scope" }</span></b></h1>
            { drawer(page) }
            { title(page) }
            <span class="grow"></span>
            <div class="history">
                { IconButton::new("↶", page.t("header.undo"), page.on(Action::Undo)).disabled(!history.can_undo()).view() }
                { IconButton::new("↷", page.t("header.redo"), page.on(Action::Redo)).disabled(!history.can_redo()).view() }
            </div>
            <div class="menus">{ import_button(page) }{ examples_button(page) }{ file_menu(page) }{ menu(page, Menu::Analyse, page.t("header.analyse"), analyses(page)) }</div>
            { language(page) }
            { theme(page) }
            { IconButton::new("?", page.t("header.shortcuts"), page.on(Action::ShowDialog(Some(Dialog::Shortcuts)))).class("help").view() }
            <button type="button" class="primary" onclick={page.on(Action::ShowDialog(Some(Dialog::Share)))}>{ page.t("header.share") }</button>
        </header>
    }
}

fn import_button(page: &Page) -> Html {
    let open = page.on::<MouseEvent>(Action::ShowDialog(Some(Dialog::Import)));
    html! { <button type="button" title={page.t("import.hint")} onclick={open}>{ page.t("import.button") }</button> }
}

fn examples_button(page: &Page) -> Html {
    let open = page.on::<MouseEvent>(Action::ShowDialog(Some(Dialog::Examples)));
    html! { <button type="button" aria-haspopup="dialog" onclick={open}>{ page.t("header.examples") }</button> }
}

/// Opens and closes the forms where they are a drawer.
fn drawer(page: &Page) -> Html {
    let open = page.model.tab == Tab::SetUp;
    let toggle = {
        let send = page.send.clone();
        Callback::from(move |_: MouseEvent| {
            send.emit(Action::ShowTab(if open { Tab::Flow } else { Tab::SetUp }));
            if !open {
                focus_first(SET_UP);
            }
        })
    };
    html! {
        <button type="button" id="open-set-up" class="drawer" aria-expanded={if open { "true" } else { "false" }} aria-controls={SET_UP} onclick={toggle}>
            <span aria-hidden="true">{ "☰ " }</span>{ page.t("tab.setup") }
        </button>
    }
}

fn title(page: &Page) -> Html {
    let at = FieldPath::root().field("title");
    let slot = Slot::value(at.clone());
    let take = Take::AsTyped(Box::new(move |title| Edit::text_or_default(at.clone(), title)));
    let input = Input::new(slot, page.model.scenario.title.clone(), take).class("title");
    input.name(page.t("header.title")).placeholder(Some(page.t("header.untitled").into())).view(page)
}

fn analyses(page: &Page) -> Vec<Item> {
    Topic::DIALOGS
        .into_iter()
        .map(|topic| {
            let text = |part: &str| page.t(&[topic.word(), part].concat());
            Item {
                label: text(".title"),
                hint: text(".hint"),
                run: page.on(Action::ShowDialog(Some(Dialog::Advice(topic)))),
            }
        })
        .collect()
}

fn file_menu(page: &Page) -> Html {
    let open = Callback::from(|()| {
        if let Some(input) = element::<HtmlInputElement>("open-file") {
            input.click();
        }
    });
    let onchange = {
        let opened = open_file(page);
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(chosen) = input.files().and_then(|files| files.get(0)) {
                opened.emit(chosen);
            }
            // The same file can be chosen again.
            input.set_value("");
        })
    };
    // The user's own is offered back.
    let new = {
        let send = page.send.clone();
        Callback::from(move |()| send.emit(Action::OpenLink(Rc::new(Scenario::default()))))
    };
    let items = vec![
        Item { label: page.t("header.new"), hint: page.t("header.new_hint"), run: new },
        Item { label: page.t("header.open"), hint: page.t("header.open_hint"), run: open },
        Item { label: page.t("header.save"), hint: page.t("header.save_hint"), run: download(page) },
        Item {
            label: page.t("header.drafts"),
            hint: page.t("header.drafts_hint"),
            run: page.on(Action::ShowDialog(Some(Dialog::Kept))),
        },
    ];
    html! {
        <>
            { menu(page, Menu::File, page.t("header.file"), items) }
            <input id="open-file" type="file" accept=".json,.har,.txt,application/json,text/plain" hidden=true aria-label={page.t("header.open")} {onchange} />
        </>
    }
}

/// The next language's own name, in that language.
fn language(page: &Page) -> Html {
    let other = page.model.language.next();
    html! {
        <button type="button" class="language" lang={other.tag()} onclick={page.switch_language.reform(|_: MouseEvent| ())}>{ other.name() }</button>
    }
}

fn theme(page: &Page) -> Html {
    let theme = page.model.theme;
    let (glyph, key) = match theme {
        Theme::System => ("◐", "header.theme_system"),
        Theme::Light => ("☀", "header.theme_light"),
        Theme::Dark => ("☾", "header.theme_dark"),
    };
    IconButton::new(glyph, page.t(key), page.on(Action::SetTheme(theme.next()))).class("theme").view()
}
