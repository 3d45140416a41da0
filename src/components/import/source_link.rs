//! The lines of the user's own files behind what a step decided.

use hopscope_app::Action;
use hopscope_app::import::{Lines, Place};
use hopscope_app::model::Dialog;
use hopscope_routing::trace::Step;
use hopscope_scenario::FieldPath;
use yew::prelude::*;

use crate::page::Page;

/// The lines behind the settings that decided a step, each with the setting's name. Nothing where nothing was imported.
pub fn lines_behind(page: &Page, step: &Step) -> Vec<(String, Html)> {
    if page.model.sources.files.is_empty() {
        return Vec::new();
    }
    let behind = page.model.sources.behind(&page.model.scenario);
    let line = |setting: &hopscope_scenario::setting::Setting| {
        let field = setting.path();
        let lines = behind.of(&field)?;
        Some((field.to_string(), links(page, lines)))
    };
    step.fields().iter().filter_map(line).collect()
}

/// The lines behind a field. None where it was not imported, or has been changed since.
pub fn line_behind(page: &Page, field: &FieldPath) -> Option<Html> {
    let sources = &page.model.sources;
    if sources.files.is_empty() {
        return None;
    }
    sources.behind(&page.model.scenario).of(field).map(|lines| links(page, lines))
}

/// Where a field is set, where its value was written, and the module calls that lead there.
fn links(page: &Page, lines: &Lines) -> Html {
    let places = [&lines.at, &lines.written_at].into_iter().chain(&lines.calls).flatten();
    html! { <>{ for places.map(|place| html! { <>{ link(page, place) }{ " " }</> }) }</> }
}

/// A place, which opens the file there.
fn link(page: &Page, place: &Place) -> Html {
    let shown = [&place.file, ":", &place.line.to_string()].concat();
    match page.model.sources.file(&place.file) {
        Some(file) => {
            let open = page.on::<MouseEvent>(Action::ShowDialog(Some(Dialog::Source(file, place.line))));
            html! { <button type="button" class="link place" onclick={open}><bdi>{ shown }</bdi></button> }
        }
        None => html! { <span class="place"><bdi>{ shown }</bdi></span> },
    }
}
