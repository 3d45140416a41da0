//! The verdict: what the client got, why, how sure that is, and the hops of the way with the one that decided.

use hopscope_app::Action;
use hopscope_app::outcome::{self, Outcome};
use hopscope_diagram::story::{Mark, Row, Stop, StopState};
use hopscope_diagram::{Verdict, story, verdict};
use hopscope_locale::place::in_words;
use hopscope_routing::{Basis, Trace};
use yew::prelude::*;

use super::prose::prose;
use crate::effects::wiring::{focus_field, focus_hop};
use crate::page::Page;

pub fn verdict_card(page: &Page) -> Html {
    let (selection, outcomes) = (&page.model.selection, &page.model.outcomes);
    let (Some(outcome), Some(trace)) = (selection.outcome(outcomes), selection.trace(outcomes)) else {
        return Html::default();
    };
    if page.model.is_running(trace) {
        return running(page);
    }
    let verdict = verdict(trace, &page.catalog);
    let missed = missed(page, outcome);
    let step = trace.deciding;
    let inferred = verdict.basis == Basis::Inferred;
    html! {
        <section class={classes!("card", "verdict", class(&verdict, missed.is_some()))} aria-label={page.t("verdict_card.title")}>
            <div class="big" aria-live="polite">
                { status(page, &verdict) }
                <div>
                    <h2>{ prose(&verdict.headline) }</h2>
                    <p class="by">
                        { prose(&verdict.byline) }
                        if let Some(step) = step {
                            { " " }<button type="button" class="link" onclick={page.on(Action::ShowStep(Some(step)))}>{ verdict.rule.id.as_str() }</button>
                        }
                    </p>
                    if let Some(missed) = missed { <p class="fault">{ "✕ " }{ prose(&missed) }</p> }
                </div>
            </div>
            { for verdict.paragraphs.iter().enumerate().map(|(index, paragraph)| {
                let is_caveat = inferred && index + 1 == verdict.paragraphs.len();
                html! {
                    <p class={is_caveat.then_some("caveat")}>
                        if is_caveat { <strong>{ page.t("verdict_card.uncertain") }</strong>{ " " } }
                        { prose(paragraph) }
                    </p>
                }
            }) }
            { strip(page, trace) }
        </section>
    }
}

/// The card while code runs: what came of the request without it is no verdict.
fn running(page: &Page) -> Html {
    html! {
        <section class="card verdict running" aria-label={page.t("verdict_card.title")}>
            <div class="big" aria-live="polite">
                <span class="code none">{ "…" }</span>
                <div><h2>{ page.t("edge_code.running") }</h2></div>
            </div>
        </section>
    }
}

/// The verdict in a line, which leads to the whole: for a narrow page that shows something else.
pub fn verdict_line(page: &Page) -> Html {
    let (selection, outcomes) = (&page.model.selection, &page.model.outcomes);
    let (Some(outcome), Some(trace)) = (selection.outcome(outcomes), selection.trace(outcomes)) else {
        return Html::default();
    };
    let verdict = verdict(trace, &page.catalog);
    let is_running = page.model.is_running(trace);
    let class = if is_running { "running" } else { class(&verdict, missed(page, outcome).is_some()) };
    let show = page.on::<MouseEvent>(Action::ShowTab(hopscope_app::model::Tab::Flow));
    html! {
        <button type="button" class={classes!("pinned", "verdict", class)} onclick={show}>
            if is_running {
                <span class="code none">{ "…" }</span><span>{ page.t("edge_code.running") }</span>
            } else {
                { status(page, &verdict) }<span>{ prose(&verdict.headline) }</span>
            }
        </button>
    }
}

/// An error that a page took the place of is no success, and no error to the client either.
const fn class(verdict: &Verdict, is_missed: bool) -> &'static str {
    match (verdict.good && !is_missed, verdict.masked) {
        (false, _) => "bad",
        (true, true) => "masked",
        (true, false) => "good",
    }
}

fn status(page: &Page, verdict: &Verdict) -> Html {
    let status = verdict.status.map_or_else(|| page.t("verdict_card.none"), |status| status.to_string());
    html! { <span class={classes!("code", verdict.status.is_none().then_some("none"))}>{ status }</span> }
}

/// That the answer is not what was expected, and what was, in the points in which it differs.
fn missed(page: &Page, outcome: &Outcome) -> Option<String> {
    let request = page.model.scenario.requests.get(page.model.selection.request)?;
    let expected = request.expect.as_ref().filter(|_| outcome.met == Some(false))?;
    let words = outcome::missed(&outcome.trace, expected).into_iter();
    let words = words.map(|word| word.map_or_else(|| page.t("form.ends_nowhere"), |word| ["`", &word, "`"].concat()));
    Some(page.fill("verdict_card.missed", &[("expected", words.collect::<Vec<_>>().join(", "))]))
}

/// The hops in a row: what decided is marked, what was never reached is grey. Each leads to its steps in the flow.
fn strip(page: &Page, trace: &Trace) -> Html {
    let stops = story(trace, &page.catalog).stops;
    html! {
        <div class="strip">
            <ol class="hops" aria-label={page.t("verdict_card.way")}>{ for stops.iter().map(|stop| hop(page, stop)) }</ol>
            if !page.model.embed { { decided_at(page) } }
        </div>
    }
}

/// The setting that decided, and the way to its form.
fn decided_at(page: &Page) -> Html {
    let model = &page.model;
    let Some(at) = model.selection.decided_at(&model.outcomes) else { return Html::default() };
    let place = in_words(&page.catalog, &model.scenario, &at);
    let line = page.parts.import.and_then(|import| (import.line)(page, &at));
    let show = {
        let (send, at) = (page.send.clone(), at.to_string());
        Callback::from(move |_: MouseEvent| {
            send.emit(Action::ShowField(at.clone()));
            focus_field(&at);
        })
    };
    html! {
        <p class="deciding">{ page.t("verdict_card.decided_at") }{ " " }<button type="button" class="link" onclick={show}>{ prose(&place) }</button>
            { for line.map(|line| html! { <>{ " " }{ line }</> }) }</p>
    }
}

fn hop(page: &Page, stop: &Stop) -> Html {
    let decided = stop.request_rows.iter().chain(&stop.answer_rows).find(|row| row.decides);
    let class = match (stop.state, decided) {
        (StopState::Unreached, _) => "ghost",
        (_, Some(Row { mark: Mark::Refused, .. })) => "refused",
        (_, Some(_)) => "decided",
        _ => "",
    };
    let sub = match decided {
        _ if stop.state == StopState::Unreached => page.t("flow.unreached"),
        Some(row) => [row.mark.sign(), " ", &row.label].concat(),
        None => stop.sub.clone(),
    };
    let content = html! { <><b>{ &stop.name }</b>{ " " }<small>{ sub }</small></> };
    html! {
        <li {class}>
            if let Some(hop) = stop.hop {
                <button type="button" onclick={Callback::from(move |_: MouseEvent| focus_hop(hop))}>{ content }</button>
            } else {
                <span>{ content }</span>
            }
        </li>
    }
}
