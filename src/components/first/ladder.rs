//! The story of a narrow page: one stop under the other, then the way back.

use hopscope_app::Action;
use hopscope_diagram::Story;
use hopscope_diagram::story::{Mark, Move, Row, Stop, StopState};
use hopscope_routing::Basis;
use hopscope_routing::trace::Leg;
use hopscope_routing::trace::StepIndex;
use yew::prelude::*;

use super::drawing::step_id;
use crate::page::Page;

/// The ladder of a story.
pub fn ladder(page: &Page, story: &Story) -> Html {
    let Story { stops, moves } = story;
    let sent = |index: usize| moves.iter().filter(move |each| each.leg == Leg::Request && each.from == index);
    let answers: Vec<&Move> = moves.iter().filter(|each| each.leg == Leg::Response).collect();
    // The first answer stands at the stop that gave it; the others are the way back.
    let first = answers.first().map(|each| each.from);
    let back = answers.iter().skip(1).filter_map(|each| Some((stops.get(each.from)?, *each)));
    html! {
        <div class="ladder">
            <ol>
                { for stops.iter().enumerate().map(|(index, stop)| html! {
                    <li class={classes!("hop", state(stop))}>
                        <h3>{ &stop.name }<small>{ &stop.sub }
                            if stop.state == StopState::Unreached { { " — " }{ page.t("flow.unreached") } }</small></h3>
                        { rows(page, &stop.request_rows) }
                        if first == Some(index) { { rows(page, &stop.answer_rows) } }
                        { for sent(index).map(pieces) }
                        if first == Some(index) { { for answers.first().map(|each| pieces(each)) } }
                    </li>
                }) }
            </ol>
            if answers.len() > 1 {
                <h3 class="way-back">{ page.t("flow.way_back") }</h3>
                <ol>
                    { for back.map(|(stop, each)| html! {
                        <li class="hop back">
                            <h4>{ &stop.name }<small>{ &stop.sub }</small></h4>
                            { rows(page, &stop.answer_rows) }
                            { pieces(each) }
                        </li>
                    }) }
                </ol>
            }
        </div>
    }
}

const fn state(stop: &Stop) -> Option<&'static str> {
    match stop.state {
        StopState::Passed => None,
        StopState::Refused => Some("refused"),
        StopState::Answered => Some("answered"),
        StopState::Unreached => Some("ghost"),
    }
}

fn rows(page: &Page, rows: &[Row]) -> Html {
    let shown: Vec<&Row> = rows.iter().filter(|row| !row.minor).collect();
    if shown.is_empty() {
        return Html::default();
    }
    html! { <ul>{ for shown.into_iter().map(|each| html! { <li>{ row(page, each) }</li> }) }</ul> }
}

fn row(page: &Page, row: &Row) -> Html {
    let step = StepIndex { hop: row.hop, step: row.step };
    html! {
        <button type="button" id={step_id(step)} class={classes!("step-row", row.mark.class(), (row.decides || matches!(row.mark, Mark::Changed | Mark::Refused)).then_some("matters"))} aria-label={row.spoken.clone()}
            onclick={page.on(Action::ShowStep(Some(step)))}>
            <i aria-hidden="true">{ row.mark.sign() }</i>
            <span>{ &row.label }if row.basis == Basis::Inferred { { " ?" } }</span>
            <code>{ &row.value }</code>
            if let Some(hint) = &row.hint { <small>{ hint }</small> }
        </button>
    }
}

fn pieces(each: &Move) -> Html {
    html! {
        <p class="path">
            { for each.pieces.iter().map(|piece| {
                let class = match piece.kind.class() {
                    "answer" if each.bad => "bad",
                    "answer" => "good",
                    class => class,
                };
                html! { <b {class}>{ &piece.text }</b> }
            }) }
        </p>
    }
}
