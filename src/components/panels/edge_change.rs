//! What a function did to the request or response: the lines before and after it, in the panel of its step.

use hopscope_app::edge_code;
use hopscope_routing::trace::StepIndex;
use hopscope_scenario::edge_call::EdgeResult;
use yew::prelude::*;

use crate::page::Page;

/// The change that the step's run made; nothing where the step is no function's, or its code returned nothing.
pub fn edge_change(page: &Page, step: StepIndex) -> Html {
    let outcome = page.model.selection.outcome(&page.model.outcomes);
    let Some((call, answer)) = outcome.and_then(|outcome| edge_code::run_of_step(outcome, step)) else {
        return Html::default();
    };
    if answer.changes.is_empty() {
        let unchanged = matches!(answer.result, EdgeResult::Outcome(_));
        return html! { if unchanged { <p>{ page.t("edge_change.none") }</p> } };
    }
    let made = answer.changes.iter().all(|line| line.starts_with('+'));
    let title = if made {
        page.t("edge_change.made")
    } else {
        page.t(&["edge_change.title.", call.event_type.as_str()].concat())
    };
    let same_stretch = |a: &String, b: &String| a.starts_with('.') && b.starts_with('.');
    html! {
        <>
            <h3>{ title }</h3>
            <div class="change">{ for answer.changes.chunk_by(same_stretch).map(|lines| stretch(page, lines)) }</div>
        </>
    }
}

/// One line, or lines that are far from any change, folded.
fn stretch(page: &Page, lines: &[String]) -> Html {
    let shown = lines.iter().map(|line| marked(page, line));
    if !lines.first().is_some_and(|line| line.starts_with('.')) {
        return shown.collect();
    }
    html! {
        <details>
            <summary>{ page.fill("edge_change.kept", &[("count", lines.len().to_string())]) }</summary>
            { for shown }
        </details>
    }
}

/// A line with its sign, and a word in the sign's place for screen readers.
fn marked(page: &Page, line: &str) -> Html {
    let (class, sign, word) = match line.chars().next() {
        Some('+') => ("added", "+", Some("edge_change.added")),
        Some('-') => ("removed", "−", Some("edge_change.removed")),
        _ => ("kept", " ", None),
    };
    let text = line.get(1..).unwrap_or_default();
    html! {
        <div {class}>
            <span aria-hidden="true">{ sign }</span>
            <code>
                if let Some(word) = word { <span class="unseen">{ page.t(word) }{ " " }</span> }
                { text.to_owned() }
            </code>
        </div>
    }
}
