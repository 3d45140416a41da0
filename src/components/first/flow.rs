//! The card of the request's way: the diagram, or the ladder on a narrow page.

use hopscope_app::Action;
use hopscope_diagram::sequence::{Options, sequence};
use hopscope_diagram::story;
use hopscope_diagram::story::{PieceKind, Story};
use hopscope_routing::Basis;
use yew::prelude::*;

use super::card::Card;
use super::drawing::drawing_view;
use super::ladder::ladder;
use super::story::story_list;
use crate::page::Page;

pub fn flow(page: &Page) -> Html {
    let title = page.t("diagram.label");
    let Some(trace) = page.model.selection.trace(&page.model.outcomes) else {
        let empty = html! {<p class="body empty">{ page.t("flow.empty") }</p>};
        return html! {
            <>
                if let Some(bars) = page.parts.bars { { (bars.starts)(page) } }
                { Card::new("card-flow", title).class("flow").view(empty) }
            </>
        };
    };
    let mut story = story(trace, &page.catalog);
    let count = story.stops.len();
    let key = if count == 1 { "flow.hops_one" } else { "flow.hops" };
    let running = page.model.is_running(trace);
    let small = if running { page.t("edge_code.running") } else { page.fill(key, &[("count", count.to_string())]) };
    let legend = legend(page, &story);
    let options = options(page);
    let before = match page.parts.panels {
        Some(panels) if !trace.earlier.is_empty() => (panels.before)(page, trace, &mut story, &options),
        _ => Html::default(),
    };
    let card = Card::new("card-flow", title).small(small).class("flow");
    let card = if page.model.narrow { card } else { card.actions(path_switch(page)) };
    card.view(html! {
        <>
        { before }
        if page.model.narrow {
            { ladder(page, &story) }
            { legend }
        } else {
            { drawing_view(page, &sequence(&story, &options)) }
            { legend }
            { story_list(&story, page.t("flow.story")) }
        }
        </>
    })
}

/// What the drawing is made for: the room on the page, and the steps that the user wants to see.
fn options(page: &Page) -> Options {
    let room = page.model.room.map(f32::from);
    Options { room, folded: page.model.folded.clone(), ..Options::new(&page.catalog) }
}

/// Whether steps that changed nothing are folded.
fn path_switch(page: &Page) -> Html {
    let folds = page.model.folded.is_some();
    html! {
        <button type="button" class="quiet" aria-pressed={if folds { "true" } else { "false" }} title={page.t("flow.path_hint")}
            onclick={page.on(Action::Fold(!folds))}>{ page.t("flow.path") }</button>
    }
}

/// What the colours mean, of those that are used.
fn legend(page: &Page, story: &Story) -> Html {
    let pieces: Vec<PieceKind> =
        story.moves.iter().flat_map(|each| each.pieces.iter().map(|piece| piece.kind)).collect();
    let used =
        ["viewer", "origin", "edit"].into_iter().filter(|class| pieces.iter().any(|kind| kind.class() == *class));
    let rows = story.stops.iter().flat_map(|stop| stop.request_rows.iter().chain(&stop.answer_rows));
    let uncertain = rows.into_iter().any(|row| row.basis == Basis::Inferred && !row.minor);
    html! {
        <p class="legend">
            { for used.map(|class| html! {
                <span><i class={class} aria-hidden="true"></i>{ page.t(&["flow.legend.", class].concat()) }</span>
            }) }
            if uncertain { <span>{ page.t("flow.uncertain") }</span> }
            if story.stops.iter().any(|stop| stop.unsure) { <span>{ page.t("flow.unsure") }</span> }
        </p>
    }
}
