//! The verdict: what the client got, why, and how sure that is.

use hopscope_app::Action;
use hopscope_app::outcome::{self, Outcome};
use hopscope_app::selection::StepRef;
use hopscope_diagram::verdict;
use hopscope_routing::Basis;
use yew::prelude::*;

use super::prose::prose;
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
    let status = verdict.status.map_or_else(|| page.t("verdict_card.none"), |status| status.to_string());
    let missed = missed(page, outcome);
    let class = if verdict.good && missed.is_none() { "good" } else { "bad" };
    let step = StepRef::of_rule(trace, verdict.rule.id);
    let inferred = verdict.basis == Basis::Inferred;
    html! {
        <section class={classes!("card", "verdict", class)} aria-label={page.t("verdict_card.title")}>
            <div class="big" aria-live="polite">
                <span class={classes!("code", verdict.status.is_none().then_some("none"))}>{ status }</span>
                <div>
                    <h2>{ prose(&verdict.headline) }</h2>
                    <p class="by">
                        { prose(&verdict.byline) }
                        if let Some(step) = step {
                            { " " }<button type="button" class="link" onclick={page.on(Action::ShowStep(Some(step)))}>{ verdict.rule.id }</button>
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

/// That the answer is not what was expected, and what was, in the points in which it differs.
fn missed(page: &Page, outcome: &Outcome) -> Option<String> {
    let request = page.model.scenario.requests.get(page.model.selection.request)?;
    let expected = request.expect.as_ref().filter(|_| outcome.met == Some(false))?;
    let words = outcome::missed(&outcome.trace, expected).into_iter();
    let words = words.map(|word| word.map_or_else(|| page.t("form.ends_nowhere"), |word| ["`", &word, "`"].concat()));
    Some(page.fill("verdict_card.missed", &[("expected", words.collect::<Vec<_>>().join(", "))]))
}
