//! The scenarios that this browser keeps: to be found by typing, named, opened, deleted, and saved as one file.

use std::rc::Rc;

use hopscope_app::draft::{Draft, Place, to_file};
use hopscope_app::{Action, Edit};
use hopscope_scenario::FieldPath;
use yew::prelude::*;

use crate::components::bars::notices::{title, unreadable};
use crate::components::first::when_shown::WhenShown;
use crate::components::widgets::dialog::dialog;
use crate::effects::{draft, file};
use crate::page::{Page, value};

pub fn kept_dialog(page: &Page) -> Html {
    let model = &page.model;
    let oninput = {
        let send = page.send.clone();
        Callback::from(move |event: InputEvent| send.emit(Action::LookFor(value(&event))))
    };
    let found: Vec<&Draft> = model.kept.open.iter().filter(|each| each.is_found(&model.looked_for)).collect();
    let count = found.len().to_string();
    let save = {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| {
            file::save("hopscope-history.json", "application/json", &to_file(&page.model.kept));
        })
    };
    let list = {
        let send = page.send.clone();
        Callback::from(move |()| {
            send.emit(Action::List(draft::list()));
            send.emit(Action::Deleted(None));
        })
    };
    let content = html! {
        <div class="kept">
            <WhenShown run={list} />
            <p class="hint">{ page.t("kept.explained") }</p>
            <div class="row bare">
                <label for="look-among">{ page.t("kept.find") }</label>
                <input id="look-among" type="search" autofocus={!model.narrow} autocomplete="off" spellcheck="false"
                    value={model.looked_for.to_string()} {oninput} aria-describedby="kept-found" />
            </div>
            <p id="kept-found" class="hint" role="status">
                { page.fill("kept.found", &[("count", count)]) }
                if let Some((each, text)) = &model.deleted { { " " }{ deleted(page, each, text) } }
            </p>
            <ul class="kept-list">{ for found.into_iter().map(|each| entry(page, each)) }</ul>
            { for model.kept.unreadable.iter().map(|each| unreadable(page, each)) }
            if !model.kept.open.is_empty() { <button type="button" onclick={save}>{ page.t("kept.save_all") }</button> }
        </div>
    };
    dialog(page, "kept-title", page.t("header.drafts"), content)
}

/// A scenario: its title, which can be changed, and when it was changed last.
fn entry(page: &Page, each: &Draft) -> Html {
    let Some(place) = each.place.clone() else { return Html::default() };
    let is_here = page.model.place.as_ref().is_some_and(|here| here.key == place.key);
    let title = title(page, each);
    let onchange = {
        let (send, key) = (page.send.clone(), Rc::clone(&place.key));
        Callback::from(move |event: Event| {
            let title = value(&event);
            // That on the screen is stored by itself.
            if is_here {
                send.emit(Action::Edit(Edit::text_or_default(FieldPath::root().field("title"), title)));
            } else {
                draft::rename(&key, &title);
                send.emit(Action::List(draft::list()));
            }
        })
    };
    let open = {
        let (send, each) = (page.send.clone(), each.clone());
        Callback::from(move |_: MouseEvent| {
            send.emit(Action::ShowDialog(None));
            send.emit(Action::Restore(each.clone()));
        })
    };
    let name = page.fill("kept.title_of", &[("title", title.as_str())]);
    let act = |key: &str| page.fill(key, &[("title", title.as_str())]);
    html! {
        <li key={place.key.to_string()}>
            <input type="text" aria-label={name} value={each.scenario.title.clone()} placeholder={page.t("header.untitled")} {onchange} />
            <small>{ draft::when(place.stamp) }</small>
            if is_here {
                <span class="badge">{ page.t("kept.here") }</span>
            } else {
                <button type="button" aria-label={act("kept.open_what")} onclick={open}>{ page.t("kept.open") }</button>
                <button type="button" aria-label={act("kept.delete_what")} onclick={delete(page, each, &place)}>{ page.t("kept.delete") }</button>
            }
        </li>
    }
}

fn delete(page: &Page, each: &Draft, place: &Place) -> Callback<MouseEvent> {
    let (send, each, key) = (page.send.clone(), each.clone(), Rc::clone(&place.key));
    Callback::from(move |_: MouseEvent| {
        let text = draft::forget(&key);
        send.emit(Action::Forget(Rc::clone(&key)));
        send.emit(Action::List(draft::list()));
        send.emit(Action::Deleted(text.map(|text| (each.clone(), text.into()))));
    })
}

/// That something was deleted, and the way back.
fn deleted(page: &Page, each: &Draft, text: &Rc<str>) -> Html {
    let Some(place) = &each.place else { return Html::default() };
    let undo = {
        let (send, key, text) = (page.send.clone(), Rc::clone(&place.key), Rc::clone(text));
        Callback::from(move |_: MouseEvent| {
            draft::put_back(&key, &text);
            send.emit(Action::Deleted(None));
            send.emit(Action::List(draft::list()));
        })
    };
    html! {
        <>{ page.fill("kept.deleted", &[("title", title(page, each))]) }{ " " }<button type="button" class="link" onclick={undo}>{ page.t("header.undo") }</button></>
    }
}
