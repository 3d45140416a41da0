//! The rule behind a step: what AWS does, how that is known, and what it came to here.

use hopscope_app::Action;
use hopscope_routing::rule::Basis;
use hopscope_routing::trace::StepIndex;
use hopscope_routing::trace::{Outcome, Step, Value};
use hopscope_scenario::Setting;
use yew::prelude::*;

use super::edge_change::edge_change;
use crate::components::first::drawing::step_id;
use crate::components::first::prose::prose;
use crate::components::first::when_shown::WhenShown;
use crate::components::widgets::buttons::IconButton;
use crate::effects::wiring;
use crate::page::Page;

pub fn rule_panel(page: &Page) -> Html {
    let trace = page.model.selection.trace(&page.model.outcomes);
    let chosen = page.model.selection.step;
    let step = chosen.and_then(|chosen| trace?.step(chosen)).map(|(_, step)| step);
    let (Some(chosen), Some(step)) = (chosen, step) else { return Html::default() };
    panel(page, chosen, step)
}

/// Takes the focus when it opens, and gives it back to the step when it closes.
fn panel(page: &Page, chosen: StepIndex, step: &Step) -> Html {
    let shown = Callback::from(|()| wiring::focus("rule-title"));
    let close = {
        let (send, back) = (page.send.clone(), step_id(chosen));
        Callback::from(move |()| {
            send.emit(Action::ShowStep(None));
            wiring::focus(&back);
        })
    };
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close.emit(());
            }
        })
    };
    let rule = step.rule;
    let key = |part: &str| ["rule.", rule.id.as_str(), part].concat();
    // The rule book arrives a moment after the first rule is opened. Until then, and without a connection, the panel
    // says what the program itself knows.
    let title = page.catalog.find(&key(".title"), &()).unwrap_or_else(|| page.t(&key(".label")));
    // Keyed by the step: code that is edited while its step is open runs again at every key press and brings other rules
    // with it, which must not take the focus from the editor.
    html! {
        <aside key={step_id(chosen)} class="rule-panel" aria-labelledby="rule-title" {onkeydown}>
            <WhenShown run={shown} />
            <div class="card-head">
                <h2 id="rule-title" tabindex="-1">{ title }</h2>
                { IconButton::new("✕", page.t("dialog.close"), close.reform(|_: MouseEvent| ())).view() }
            </div>
            <div class="body">
                <p class="rule-id"><code>{ rule.id.as_str() }</code></p>
                <p>{ outcome(page, step) }</p>
                if let Some(does) = page.catalog.find(&key(".does"), &()) {
                    <h3>{ page.t("rule_panel.does") }</h3>
                    <p>{ prose(&does) }</p>
                } else {
                    <p class="hint">{ page.t("rule_panel.on_its_way") }</p>
                }
                { basis(page, step.basis) }
                { fields(page, step) }
                { details(page, step) }
                { in_files(page, step) }
                { edge_change(page, chosen) }
                { sources(page, page.catalog.templates(&key(".sources"))) }
                <p><a href={book_address(page, rule.id.as_str())} target="_blank" rel="noopener">{ page.t("rule_panel.book") }</a></p>
            </div>
        </aside>
    }
}

/// The rule's place in the rule book, which lies beside the page.
fn book_address(page: &Page, rule: &str) -> String {
    ["./rules/", page.model.language.tag(), ".html#", rule].concat()
}

fn outcome(page: &Page, step: &Step) -> Html {
    let (class, glyph, key) = match step.outcome {
        Outcome::Passed => ("ok", "✓", "outcome.passed"),
        Outcome::Changed => ("chg", "→", "outcome.changed"),
        Outcome::Refused => ("no", "✕", "outcome.refused"),
        Outcome::Skipped => ("skip", "–", "outcome.skipped"),
    };
    html! { <span class={classes!("outcome", class)}><span aria-hidden="true">{ glyph }{ " " }</span>{ page.t(key) }</span> }
}

fn basis(page: &Page, basis: Basis) -> Html {
    let word = match basis {
        Basis::Documented => "documented",
        Basis::Observed => "observed",
        Basis::Inferred => "inferred",
    };
    html! {
        <p class="basis"><span class={classes!("badge", word)}>{ page.t(&["basis.", word].concat()) }</span>{ " " }
            { page.t(&["rule_panel.means.", word].concat()) }</p>
    }
}

/// The settings that decided, each leading to its form.
fn fields(page: &Page, step: &Step) -> Html {
    if step.fields().is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ page.t("rule_panel.set_in") }</h3>
            <ul class="sources">{ for step.fields().iter().map(|field| html! { <li>{ field_link(page, *field) }</li> }) }</ul>
        </>
    }
}

/// A setting's place in the scenario, leading to its form.
pub fn field_link(page: &Page, field: Setting) -> Html {
    let path = field.to_string();
    let onclick = {
        let (send, path) = (page.send.clone(), path.clone());
        Callback::from(move |_: MouseEvent| {
            send.emit(Action::ShowField(path.clone()));
            wiring::focus_field(&path);
        })
    };
    html! { <button type="button" class="link" {onclick}>{ path }</button> }
}

/// The values that the decision rested on and produced.
fn details(page: &Page, step: &Step) -> Html {
    let shown = |value: &Value| match value {
        Value::Text(text) if text.is_empty() => "\"\"".to_owned(),
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => page.t(if *flag { "rule_panel.yes" } else { "rule_panel.no" }),
        Value::List(items) => items.join(", "),
        Value::Rule(rule) => rule.as_str().to_owned(),
    };
    if step.detail.iter().next().is_none() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ page.t("rule_panel.here") }</h3>
            <dl class="details">{ for step.detail.iter().map(|(name, value)| html! { <><dt>{ name.replace('_', " ") }</dt><dd>{ shown(value) }</dd></> }) }</dl>
        </>
    }
}

/// The lines of the user's own files behind the decision, of a set-up that was imported.
fn in_files(page: &Page, step: &Step) -> Html {
    let lines = page.parts.import.map_or_else(Vec::new, |import| (import.lines)(page, step));
    html! {
        if !lines.is_empty() {
            <h3>{ page.t("import.lines") }</h3>
            <dl class="details">{ for lines.into_iter().map(|(field, links)| html! { <><dt>{ field }</dt><dd>{ links }</dd></> }) }</dl>
        }
    }
}

fn sources(page: &Page, sources: &[String]) -> Html {
    if sources.is_empty() {
        return Html::default();
    }
    let source = |source: &String| {
        // Only what is surely a web page becomes a link.
        match source.strip_prefix("https://") {
            Some(shown) => {
                html! { <a href={source.clone()} target="_blank" rel="noopener noreferrer">{ shown.to_owned() }</a> }
            }
            None => html! { { source.clone() } },
        }
    };
    html! {
        <>
            <h3>{ page.t("rule_panel.sources") }</h3>
            <ul class="sources">{ for sources.iter().map(|each| html! { <li>{ source(each) }</li> }) }</ul>
        </>
    }
}
