//! The scenarios that come with the app, to be searched by what one sees; and what a scenario says of itself.

use std::rc::Rc;

use hopscope_app::examples::{self, Exercise};
use hopscope_app::{Action, starts};
use yew::prelude::*;

use crate::components::first::card::Card;
use crate::components::first::prose::prose;
use crate::components::widgets::dialog::dialog;
use crate::page::{Page, value};

/// The examples and the exercises, those that are found by what was typed.
pub fn gallery_dialog(page: &Page) -> Html {
    let typed = &page.model.looked_for;
    let oninput = {
        let send = page.send.clone();
        Callback::from(move |event: InputEvent| send.emit(Action::LookFor(value(&event))))
    };
    let found = |name: &&&str| examples::is_found(name, typed, &page.catalog);
    let count = examples::NAMES.iter().filter(found).count();
    let group = |(group, names): &(&str, &'static [&'static str])| {
        let names: Vec<_> = names.iter().filter(found).collect();
        if names.is_empty() {
            return Html::default();
        }
        html! {
            <section key={*group}>
                <h3>{ page.t(&["examples.", group].concat()) }</h3>
                <ul class="starts">{ for names.into_iter().map(|name| html! { <li>{ example(page, name) }</li> }) }</ul>
            </section>
        }
    };
    let content = html! {
        <div class="gallery">
            <div class="row bare">
                <label for="look-for">{ page.t("examples.look_for") }</label>
                <input id="look-for" type="search" autofocus={!page.model.narrow} autocomplete="off" spellcheck="false" value={typed.to_string()} {oninput}
                    placeholder="Missing Authentication Token, CORS, 502…" aria-describedby="found" />
            </div>
            <p id="found" class="hint" role="status">{ page.fill(if count == 1 { "examples.found_one" } else { "examples.found" }, &[("count", count.to_string())]) }</p>
            { for examples::GROUPS.iter().map(group) }
            if typed.trim().is_empty() { { skeletons(page) } }
        </div>
    };
    dialog(page, "examples-title", page.t("header.examples"), content)
}

fn example(page: &Page, name: &'static str) -> Html {
    let text = |part: &str| page.t(&["example.", name, ".", part].concat());
    let open = {
        let (send, texts) = (page.send.clone(), Rc::clone(&page.catalog));
        Callback::from(move |_: MouseEvent| {
            send.emit(Action::ShowDialog(None));
            send.emit(Action::Load(Rc::new(examples::open_in(name, &texts))));
        })
    };
    html! { <button type="button" onclick={open}><b>{ text("title") }</b><small>{ text("sees") }</small></button> }
}

/// Set-ups to begin with.
fn skeletons(page: &Page) -> Html {
    let text = |name: &str, part: &str| page.t(&["start.", name, part].concat());
    html! {
        <section>
            <h3>{ page.t("start.heading") }</h3>
            <ul class="starts">
                { for starts::NAMES.iter().map(|name| {
                    let send = page.send.clone();
                    let begin = Callback::from(move |_: MouseEvent| {
                        send.emit(Action::ShowDialog(None));
                        send.emit(Action::Load(Rc::new(starts::scenario(name))));
                    });
                    html! { <li><button type="button" onclick={begin}><b>{ text(name, ".title") }</b><small>{ text(name, ".hint") }</small></button></li> }
                }) }
            </ul>
        </section>
    }
}

/// What a scenario says of itself. An exercise stands above the flow, with what is met so far; all else below it.
pub fn notes_card(page: &Page, above: bool) -> Html {
    let scenario = &page.model.scenario;
    let exercise = Exercise::of(scenario);
    if scenario.notes.is_empty() || exercise.is_some() != above {
        return Html::default();
    }
    let key = if exercise.is_some() { "notes.exercise" } else { "notes.heading" };
    Card::new("card-notes", page.t(key)).class("notes").view(html! {
        <div class="body">
            { for scenario.notes.split("\n\n").map(|paragraph| html! { <p>{ prose(paragraph) }</p> }) }
            if let Some(exercise) = exercise { { checks(page, exercise) } }
        </div>
    })
}

/// What an exercise asks for, and whether it is met.
fn checks(page: &Page, exercise: &Exercise) -> Html {
    let kept = exercise.kept(&page.model.scenario);
    let (met, of) = page.model.outcomes.score();
    let requests = page.fill("notes.requests", &[("met", met.to_string()), ("of", of.to_string())]);
    let is_solved = met == of && kept.iter().all(|kept| *kept);
    let check = |is_met: bool, text: String| {
        let (class, mark, key) = if is_met { ("met", "✓ ", "notes.met") } else { ("unmet", "✕ ", "notes.unmet") };
        html! { <li {class}><span aria-hidden="true">{ mark }</span><span class="unseen">{ page.t(key) }</span>{ text }</li> }
    };
    html! {
        <>
            <ul class="checks">
                { check(met == of, requests) }
                { for exercise.locked.iter().zip(&kept).map(|(part, kept)| check(*kept, page.t(&["notes.locked.", part].concat()))) }
            </ul>
            <p role="status">if is_solved { <strong>{ page.t("notes.solved") }</strong> }</p>
        </>
    }
}
