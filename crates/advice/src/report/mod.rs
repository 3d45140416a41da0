//! Advice as reports, for the page, a terminal and JSON readers.
//!
//! | function | of |
//! | --- | --- |
//! | [`Advice`], [`change`], [`change_card`] | what would change the outcome of a request |
//! | [`findings`] | what [`crate::lint`] finds |
//! | [`routes`] | a [`crate::route_map`] |
//! | [`comparison`] | what [`crate::compare`] finds |
//!
//! The sentences are in `locales/<language>/advice_report.json`.

mod change;
mod comparison;
mod findings;
mod routes;

pub use change::{Advice, change, change_card};
pub use comparison::comparison;
pub use findings::findings;
pub use routes::routes;

use hopscope_locale::Catalog;
use hopscope_report::Tone;
use hopscope_routing::trace::Component;

use crate::route_map::Answer;
use crate::words;

/// An answer in a table's cell: `200 prod GET /hello`, or the status with who refuses, by which rule.
fn answer(texts: &Catalog, answer: &Answer) -> String {
    let status = answer.status.map_or_else(|| texts.text("advice_report.no_answer"), |status| status.to_string());
    match &answer.reaches {
        Some(reaches) => format!("{status} `{reaches}`"),
        None => format!("{status} {}", decider(texts, answer)),
    }
}

/// What is decided, in the rule's own words, and by which rule. A rule without words of its own is told by its hop.
fn decider(texts: &Catalog, answer: &Answer) -> String {
    let id = answer.rule.id;
    match texts.find(&format!("rule.{id}.headline"), &()) {
        Some(said) => format!("{said} (`{id}`)"),
        None => format!("{} `{id}`", component(texts, answer.by)),
    }
}

fn component(texts: &Catalog, component: Component) -> String {
    texts.text(&format!("component.{}", component.as_str()))
}

/// Whether an answer is what somebody asked for, as far as its status tells.
fn is_good(answer: &Answer) -> bool {
    answer.reaches.is_some() && answer.status.is_some_and(|status| !status.is_error())
}

fn tone(answer: &Answer) -> Tone {
    if is_good(answer) { Tone::Good } else { Tone::Bad }
}

/// What else an answer depends on, for a cell.
fn dependences(texts: &Catalog, depends: &[crate::route_map::Dependence]) -> Vec<String> {
    depends.iter().map(|each| words::dependence(texts, each)).collect()
}

/// Names as a list in prose.
fn names<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
