//! What the page has to tell until it is put away.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::draft::{Draft, Drafts, Place, Unreadable};
use hopscope_app::file::{FileFault, LARGEST};
use hopscope_app::model::Notice;
use hopscope_locale::reason;
use yew::prelude::*;

use super::dropped::download;
use crate::components::first::prose::prose;
use crate::components::first::workbench::lost_part;
use crate::components::widgets::buttons::IconButton;
use crate::effects::{draft, file, newer};
use crate::page::Page;

pub fn notices(page: &Page) -> Html {
    let unknown = &page.model.outcomes.unknown;
    html! {
        <div class="notices" role="status">
            { for page.model.notices.iter().enumerate().map(|(index, each)| notice(page, index, each)) }
            if !unknown.is_empty() && !page.model.shows_document() && !page.model.embed {
                <div class="banner">
                    <p>{ prose(&page.fill("document.unknown", &[("fields", unknown.iter().take(5)
                        .map(|path| ["`", &path.to_string(), "`"].concat()).collect::<Vec<_>>().join(", "))])) }</p>
                </div>
            }
        </div>
    }
}

fn notice(page: &Page, index: usize, notice: &Notice) -> Html {
    let dismiss = page.on::<MouseEvent>(Action::Dismiss(index));
    match notice {
        Notice::Link(error) => html! {
            <div class="banner bad">
                <p><strong>{ page.t("notice.link") }</strong>{ " " }{ prose(&reason::link_error(&page.catalog, error)) }</p>
                // In a frame there is nothing behind it.
                if !page.model.embed { { IconButton::new("✕", page.t("notice.dismiss"), dismiss).view() } }
            </div>
        },
        Notice::File(name, fault) => html! {
            <div class="banner bad">
                <p><strong>{ prose(&page.fill("notice.file", &[("name", name)])) }</strong>{ " " }{ prose(&why(page, fault)) }</p>
                { IconButton::new("✕", page.t("notice.dismiss"), dismiss).view() }
            </div>
        },
        Notice::EdgeCode => html! {
            <div class="banner bad">
                <p><strong>{ page.t("edge_code.unavailable") }</strong>{ " " }{ page.t("edge_code.unavailable_why") }</p>
                <button type="button" onclick={page.on(Action::EdgeUnavailable(false))}>{ page.t("edge_code.retry") }</button>
                { IconButton::new("✕", page.t("notice.dismiss"), dismiss).view() }
            </div>
        },
        Notice::Part => lost_part(page),
        Notice::NotStored(trouble) => html! {
            <div class="banner bad">
                <p><strong>{ page.t("notice.not_stored") }</strong>{ " " }{ page.t(&["notice.not_stored_", trouble.word()].concat()) }</p>
                <button type="button" onclick={download(page).reform(|_: MouseEvent| ())}>{ page.t("header.save") }</button>
                { IconButton::new("✕", page.t("notice.dismiss"), dismiss).view() }
            </div>
        },
        Notice::Newer => newer(page, dismiss),
        Notice::Drafts(drafts) => offer(page, drafts, dismiss),
    }
}

/// A newer version of the page. It loads the page again, which only what is stored outlives.
fn newer(page: &Page, dismiss: Callback<MouseEvent>) -> Html {
    let is_kept = !page.model.edited || page.model.is_stored();
    html! {
        <div class="banner">
            <p><strong>{ page.t("notice.newer") }</strong>{ " " }
                { page.t(if is_kept { "notice.newer_kept" } else { "notice.newer_lost" }) }</p>
            if is_kept {
                <button type="button" onclick={|_: MouseEvent| newer::take()}>{ page.t("notice.newer_take") }</button>
            } else {
                <button type="button" onclick={download(page).reform(|_: MouseEvent| ())}>{ page.t("header.save") }</button>
            }
            { IconButton::new("✕", page.t("notice.dismiss"), dismiss).view() }
        </div>
    }
}

/// Why a file cannot be opened, and what can be.
fn why(page: &Page, fault: &FileFault) -> String {
    let key = match fault {
        FileFault::Scenario(error) => return reason::scenario_error(&page.catalog, error),
        FileFault::TooLarge => return page.fill("notice.file_too_large", &[("limit", (LARGEST >> 20).to_string())]),
        FileFault::Unreadable => "notice.file_unreadable",
        FileFault::NoText => "notice.file_no_text",
        FileFault::Unknown => "notice.file_unknown",
    };
    page.t(key)
}

/// The drafts that are kept, each to be restored or deleted; those that cannot be read, to be saved as they are.
fn offer(page: &Page, drafts: &Drafts, dismiss: Callback<MouseEvent>) -> Html {
    let dismiss = dismiss.reform(|event: MouseEvent| {
        draft::see();
        event
    });
    let shown = |each: &&Draft| !Rc::ptr_eq(&each.scenario, &page.model.scenario);
    let mut open = drafts.open.iter().filter(shown);
    let (first, older) = (open.next(), open.collect::<Vec<_>>());
    html! {
        <div class="banner drafts">
            <div>
                if let Some(first) = first {
                    <p>{ page.t("notice.draft_kept") }{ " " }{ named(page, first) }</p>
                    { choices(page, first) }
                } else if drafts.unreadable.is_empty() {
                    <p>{ page.t("notice.no_drafts") }</p>
                }
                if !older.is_empty() {
                    <details>
                        <summary>{ page.fill("notice.older_drafts", &[("count", older.len().to_string())]) }</summary>
                        <ul>{ for older.into_iter().map(|each| html! { <li>{ named(page, each) }{ " " }{ choices(page, each) }</li> }) }</ul>
                    </details>
                }
                { for drafts.unreadable.iter().map(|each| unreadable(page, each)) }
            </div>
            { IconButton::new("✕", page.t("notice.dismiss"), dismiss).view() }
        </div>
    }
}

/// What a draft is called.
pub fn title(page: &Page, each: &Draft) -> String {
    match each.scenario.title.as_str() {
        "" => page.t("header.untitled"),
        title => title.to_owned(),
    }
}

/// A draft's title, and when it was last changed.
fn named(page: &Page, each: &Draft) -> Html {
    html! { <><cite>{ title(page, each) }</cite>if let Some(place) = &each.place { { " " }<small>{ draft::when(place.stamp) }</small> }</> }
}

fn choices(page: &Page, each: &Draft) -> Html {
    let restore = page.on::<MouseEvent>(Action::Restore(each.clone()));
    html! {
        <>
            <button type="button" onclick={restore}>{ page.t("notice.restore") }</button>
            { delete(page, each.place.as_ref()) }
        </>
    }
}

fn delete(page: &Page, place: Option<&Place>) -> Html {
    let Some(key) = place.map(|place| Rc::clone(&place.key)) else { return Html::default() };
    let send = page.send.clone();
    let delete = Callback::from(move |_: MouseEvent| {
        drop(draft::forget(&key));
        send.emit(Action::Forget(Rc::clone(&key)));
    });
    html! { <button type="button" onclick={delete}>{ page.t("notice.delete_draft") }</button> }
}

/// A draft that this version cannot read: it is kept, and can be saved as it is.
pub fn unreadable(page: &Page, each: &Unreadable) -> Html {
    let text = Rc::clone(&each.text);
    let save = Callback::from(move |_: MouseEvent| file::save("hopscope-draft.json", "application/json", &text));
    html! {
        <div class="unreadable">
            <p><strong>{ page.t("notice.draft_unreadable") }</strong>{ " " }{ prose(&reason::scenario_error(&page.catalog, &each.error)) }</p>
            <button type="button" onclick={save}>{ page.t("header.save") }</button>
            { delete(page, each.place.as_ref()) }
        </div>
    }
}
