//! Every command, to be found by typing: Ctrl or ⌘ and K.

use std::rc::Rc;

use hopscope_app::add::{self, Addition};
use hopscope_app::advice::Topic;
use hopscope_app::model::{Dialog, Tab};
use hopscope_app::selection::FormSection;
use hopscope_app::{Action, starts};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::components::first::when_shown::WhenShown;
use crate::components::widgets::dialog::dialog;
use crate::effects::wiring::focus_field;
use crate::page::{Page, value};

/// A command: what it is called, what is said of it, what it does.
struct Command {
    label: String,
    hint: String,
    actions: Vec<Action>,
    /// The place whose form has the focus then.
    focus: Option<String>,
}

/// So many requests can be gone to by name: more are found in their table.
const REQUESTS: usize = 50;

pub fn palette_dialog(page: &Page) -> Html {
    let typed = page.model.looked_for.to_lowercase();
    let has = |command: &Command| {
        let all = [&command.label, " ", &command.hint].concat().to_lowercase();
        typed.split_whitespace().all(|word| all.contains(word))
    };
    let found: Vec<Command> = commands(page).into_iter().filter(has).collect();
    let oninput = {
        let send = page.send.clone();
        Callback::from(move |event: InputEvent| send.emit(Action::LookFor(value(&event))))
    };
    let count = found.len();
    // Enter stands behind what was typed: the first command that was found by it, and not by less, is run.
    let is_chosen = page.model.looked_for.ends_with('\n');
    let choose = Callback::from(move |()| {
        if is_chosen && let Ok(Some(first)) = gloo::utils::document().query_selector(".palette .commands button") {
            first.unchecked_into::<HtmlElement>().click();
        }
    });
    let onkeydown = {
        let send = page.send.clone();
        Callback::from(move |event: KeyboardEvent| follow(&event, &send))
    };
    let content = html! {
        <div class="palette" {onkeydown}>
            <WhenShown key={if is_chosen { "chosen" } else { "open" }} run={choose} />
            <div class="row bare">
                <label for="command">{ page.t("palette.find") }</label>
                <input id="command" type="search" autofocus=true autocomplete="off" spellcheck="false" value={page.model.looked_for.to_string()} {oninput} aria-describedby="commands-found" />
            </div>
            <p id="commands-found" class="unseen" role="status">{ page.fill("palette.found", &[("count", count.to_string())]) }</p>
            <ul class="commands">{ for found.into_iter().map(|command| html! { <li>{ entry(page, command) }</li> }) }</ul>
        </div>
    };
    dialog(page, "palette-title", page.t("palette.title"), content)
}

fn entry(page: &Page, command: Command) -> Html {
    let Command { label, hint, actions, focus } = command;
    let send = page.send.clone();
    let run = Callback::from(move |_: MouseEvent| {
        send.emit(Action::ShowDialog(None));
        actions.iter().for_each(|action| send.emit(action.clone()));
        if let Some(at) = &focus {
            focus_field(at);
        }
    });
    html! { <button type="button" onclick={run}><span>{ label }</span>if !hint.is_empty() { <small>{ hint }</small> }</button> }
}

/// Enter runs the first one that is found; the arrow keys go from one to the next.
fn follow(event: &KeyboardEvent, send: &Callback<Action>) {
    let Some(palette) = event.target_dyn_into::<Element>().and_then(|from| from.closest(".palette").ok().flatten())
    else {
        return;
    };
    let Ok(all) = palette.query_selector_all("#command, .commands button") else { return };
    let all: Vec<HtmlElement> = (0..all.length()).filter_map(|index| all.item(index)?.dyn_into().ok()).collect();
    let focused = gloo::utils::document().active_element();
    let at = all.iter().position(|each| focused.as_ref().is_some_and(|focused| **each == *focused)).unwrap_or(0);
    match event.key().as_str() {
        "Enter" if at == 0 => {
            event.prevent_default();
            // What is listed may be by less than was typed: the page may not have drawn since.
            if let Some(field) = all.first() {
                let typed = field.unchecked_ref::<HtmlInputElement>().value();
                send.emit(Action::LookFor([&typed, "\n"].concat()));
            }
        }
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            let to = if event.key() == "ArrowDown" {
                (at + 1).min(all.len().saturating_sub(1))
            } else {
                at.saturating_sub(1)
            };
            if let Some(next) = all.get(to) {
                let _ = next.focus();
            }
        }
        _ => {}
    }
}

fn commands(page: &Page) -> Vec<Command> {
    let model = &page.model;
    let command = |label: String, hint: String, actions: Vec<Action>| Command { label, hint, actions, focus: None };
    let dialog = |label: &str, dialog| command(page.t(label), String::new(), vec![Action::ShowDialog(Some(dialog))]);
    let mut all = vec![
        dialog("header.examples", Dialog::Examples),
        dialog("header.share", Dialog::Share),
        dialog("import.title", Dialog::Import),
        command(page.t("header.drafts"), page.t("header.drafts_hint"), vec![Action::ShowDialog(Some(Dialog::Kept))]),
        command(page.t("header.new"), page.t("header.new_hint"), vec![Action::OpenLink(Rc::default())]),
        command(page.t("change.title"), page.t("change.small"), vec![Action::ShowTab(Tab::Flow), Action::Advise]),
    ];
    all.extend(Topic::DIALOGS.into_iter().map(|topic| {
        let text = |part: &str| page.t(&[topic.word(), part].concat());
        command(text(".title"), text(".hint"), vec![Action::ShowDialog(Some(Dialog::Advice(topic)))])
    }));
    all.extend([
        command(page.t("shortcut.undo"), "Ctrl Z".to_owned(), vec![Action::Undo]),
        command(page.t("shortcut.redo"), "Ctrl Shift Z".to_owned(), vec![Action::Redo]),
        command(page.t("shortcut.json"), String::new(), vec![Action::ShowDocument(!model.shows_document())]),
        dialog("header.shortcuts", Dialog::Shortcuts),
        command(
            page.t("guided.title"),
            page.t("guided.hint"),
            vec![Action::ShowTab(Tab::Flow), Action::Guide(Some(0))],
        ),
    ]);
    let part = |part| model.selection.shown(part, &model.scenario, &model.outcomes);
    let shown = (part(FormSection::Distribution), part(FormSection::Behavior));
    all.extend(add::KINDS.iter().map(|kind| {
        let text = |part: &str| page.t(&["add.", kind, part].concat());
        let Addition { edit, show, at } = add::addition(kind, &model.scenario, shown);
        let action = show
            .map_or_else(|| Action::Edit(edit.clone()), |(part, index)| Action::EditAndShow(edit.clone(), part, index));
        Command {
            label: page.fill("form.add", &[("what", text(".title"))]),
            hint: text(".hint"),
            actions: vec![Action::ShowTab(Tab::SetUp), action],
            focus: Some(at.to_string()),
        }
    }));
    all.extend(model.scenario.requests.iter().take(REQUESTS).enumerate().map(|(index, request)| {
        let label = [&request.method, " ", &request.url].concat();
        command(
            label,
            request.name.clone(),
            vec![Action::Show(FormSection::Request, index), Action::ShowTab(Tab::Flow)],
        )
    }));
    all.extend(starts::NAMES.iter().map(|name| {
        let text = |part: &str| page.t(&["start.", name, part].concat());
        let load = Action::Load(Rc::new(starts::scenario(name)));
        command([&page.t("start.heading"), ": ", &text(".title")].concat(), text(".hint"), vec![load])
    }));
    all
}
