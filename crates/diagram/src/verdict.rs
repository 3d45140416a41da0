//! The verdict: what the client got, from whom, and the way there in a paragraph.

use hopscope_locale::Catalog;
use hopscope_routing::trace::{Outcome, Step, Trace};
use hopscope_routing::{Basis, Rule};

use crate::story::{DetailValues, component_key, outcome_key};

/// What came of a request, in words. Names and values are in backticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The status. None: no HTTP answer.
    pub status: Option<u16>,
    /// Whether the request got an answer that is no error.
    pub good: bool,
    /// What happened, in a line.
    pub headline: String,
    /// Who answered, and by which decision.
    pub byline: String,
    /// How it came to that.
    pub paragraphs: Vec<String>,
    /// The rule that decided.
    pub rule: &'static Rule,
    /// How it is known that it decides so.
    pub basis: Basis,
}

/// Judges a trace in the words of a language.
pub fn verdict(trace: &Trace, texts: &Catalog) -> Verdict {
    let status = trace.response.as_ref().map(|response| response.status);
    let deciding = trace.hops.iter().flat_map(|hop| &hop.steps).rfind(|step| step.rule == trace.rule);
    let basis = deciding.map_or(trace.rule.basis, |step| step.basis);
    let mut paragraphs = vec![walk(trace, texts)];
    if basis == Basis::Inferred {
        paragraphs.push(texts.text("verdict.inferred"));
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    Verdict {
        status: status.map(|status| status.get()),
        good: status.is_some_and(|status| !status.is_error()),
        headline: headline(trace, deciding, texts),
        byline: byline(trace, texts),
        paragraphs,
        rule: trace.rule,
        basis,
    }
}

fn headline(trace: &Trace, deciding: Option<&Step>, texts: &Catalog) -> String {
    if let Some(reaches) = &trace.reaches {
        let name = texts.text(&format!("component.{}", component_key(trace.answered_by)));
        let key = if deciding.is_some_and(|step| step.outcome == Outcome::Refused) { "refused" } else { "reached" };
        if key == "reached" {
            return texts.fill("verdict.reached", &[("component", name), ("reaches", reaches.text.clone())]);
        }
    }
    deciding
        .and_then(|step| {
            let values = DetailValues { texts, detail: &step.detail };
            texts.find(&format!("rule.{}.headline", trace.rule.id), &values)
        })
        .or_else(|| texts.find(&format!("rule.{}.title", trace.rule.id), &()))
        .unwrap_or_else(|| trace.rule.id.to_owned())
}

fn byline(trace: &Trace, texts: &Catalog) -> String {
    let component = texts.text(&format!("component.{}", component_key(trace.answered_by)));
    let label = texts.text(&format!("rule.{}.label", trace.rule.id));
    let key = if trace.response.is_some() { "verdict.answered_by" } else { "verdict.no_answer" };
    texts.fill(key, &[("component", component), ("label", label)])
}

/// The sentences of the steps that have something to tell, in the order of time.
fn walk(trace: &Trace, texts: &Catalog) -> String {
    let steps = trace.hops.iter().flat_map(|hop| &hop.steps);
    let sentences: Vec<String> = steps
        .filter_map(|step| {
            let values = DetailValues { texts, detail: &step.detail };
            texts.find(&format!("rule.{}.tells.{}", step.rule.id, outcome_key(step.outcome)), &values)
        })
        .collect();
    let mut paragraph = String::new();
    for sentence in sentences {
        // Japanese sentences stand side by side; others need a space between them.
        if !paragraph.is_empty() && !paragraph.ends_with('。') {
            paragraph.push(' ');
        }
        paragraph.push_str(&sentence);
    }
    paragraph
}
