//! The verdict: what the client got, from whom, and the way there in a paragraph.

use hopscope_locale::{Catalog, Values, joined};
use hopscope_routing::rules::cloudfront::CUSTOM_ERROR_RESPONSE;
use hopscope_routing::trace::{Component, Hop, Outcome, Step, Trace};
use hopscope_routing::{Basis, Rule};

use crate::metrics::{cut_middle, is_wide};
use crate::story::{DetailValues, outcome_key, story};

/// The columns of the longest value in a sentence: a long path would bury the words around it.
const LONGEST_VALUE: usize = 120;

/// What came of a request, in words. Names and values are in backticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The status. None: no HTTP answer.
    pub status: Option<u16>,
    /// Whether the request got an answer that is no error.
    pub good: bool,
    /// Whether it is a page of CloudFront's in the place of an error.
    pub masked: bool,
    /// What happened, in a line.
    pub headline: String,
    /// Who answered, and by which decision.
    pub byline: String,
    /// How it came to that; where the deciding rule is inferred, the last one says so.
    pub paragraphs: Vec<String>,
    /// The rule that decided.
    pub rule: &'static Rule,
    /// How it is known that it decides so.
    pub basis: Basis,
}

/// Judges a trace in the words of a language.
pub fn verdict(trace: &Trace, texts: &Catalog) -> Verdict {
    let status = trace.response.as_ref().map(|response| response.status);
    let good = status.is_some_and(|status| !status.is_error());
    let deciding = trace.deciding_step().map(|(_, step)| step);
    let basis = deciding.map_or(trace.rule.basis, |step| step.basis);
    let mut paragraphs = vec![walk(trace, trace.deciding.map(|at| at.hop), good, texts)];
    if basis == Basis::Inferred {
        let key = if trace.rule.is_assumption() { "verdict.assumed" } else { "verdict.inferred" };
        paragraphs.push(texts.text(key));
    }
    if !trace.unknown.is_empty() {
        let fields: Vec<String> = trace.unknown.iter().map(ToString::to_string).collect();
        paragraphs.push(texts.fill("verdict.unknown", &[("fields", fields.join("`, `"))]));
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    Verdict {
        status: status.map(|status| status.get()),
        good,
        masked: good && trace.rule == &CUSTOM_ERROR_RESPONSE,
        headline: close_up(&headline(trace, deciding, texts)),
        byline: close_up(&byline(trace, texts)),
        paragraphs,
        rule: trace.rule,
        basis,
    }
}

/// The deciding rule's own line where it refused or changed something, else the place that answered.
fn headline(trace: &Trace, deciding: Option<&Step>, texts: &Catalog) -> String {
    let key = |part: &str| format!("rule.{}.{part}", trace.rule.id);
    let own = || deciding.and_then(|step| texts.find(&key("headline"), &short(&step.detail, texts)));
    let has_passed = deciding.is_none_or(|step| step.outcome == Outcome::Passed);
    let reached = || reached(trace, texts);
    let line = if has_passed { reached().or_else(own) } else { own().or_else(reached) };
    // The page has the titles only once the rule book is opened; labels it always has.
    let named = || ["title", "label"].into_iter().find_map(|part| texts.find(&key(part), &()));
    line.or_else(named).unwrap_or_else(|| trace.rule.id.to_string())
}

/// Where the request ended, as a sentence of the component that answered.
fn reached(trace: &Trace, texts: &Catalog) -> Option<String> {
    let reaches = trace.reaches.as_ref()?;
    let is_answering = |hop: &&Hop| hop.component == trace.answered_by;
    let name = trace.hops.iter().rev().find(is_answering).map_or("", |hop| hop.id.as_str());
    let place = match trace.answered_by {
        Component::S3 => reaches.text.strip_prefix("s3 "),
        Component::EdgeFunction => reaches.text.strip_prefix("function "),
        _ => None,
    };
    let route = if reaches.api.is_some() { reaches.text.as_str() } else { "" };
    let values = [("name", name), ("place", place.unwrap_or(&reaches.text)), ("route", route)];
    let short = |name: &str| values.as_slice().value(name).map(|value| cut_middle(&value, LONGEST_VALUE));
    texts.find(&format!("verdict.reached.{}", trace.answered_by.as_str()), &short)
}

fn byline(trace: &Trace, texts: &Catalog) -> String {
    let component = texts.text(&format!("component.{}", trace.answered_by.as_str()));
    let label = texts.text(&format!("rule.{}.label", trace.rule.id));
    let key = if trace.response.is_some() { "verdict.answered_by" } else { "verdict.no_answer" };
    texts.fill(key, &[("component", component), ("label", label)])
}

/// The sentences of the steps that have something to tell, in the order of time, each once.
///
/// That a step had nothing to do explains an error behind it, as a missing origin path does; elsewhere it is noise.
fn walk(trace: &Trace, deciding_hop: Option<usize>, good: bool, texts: &Catalog) -> String {
    let mut sentences: Vec<String> = Vec::new();
    for row in story(trace, texts).rows_in_time() {
        let Some(step) = trace.hops.get(row.hop).and_then(|hop| hop.steps.get(row.step)) else { continue };
        let explains = !good && deciding_hop.is_some_and(|deciding| row.hop < deciding);
        if step.outcome == Outcome::Skipped && !explains {
            continue;
        }
        let key = format!("rule.{}.tells.{}", step.rule.id, outcome_key(step.outcome));
        if let Some(sentence) = texts.find(&key, &short(&step.detail, texts))
            && !sentences.contains(&sentence)
        {
            sentences.push(sentence);
        }
    }
    close_up(&joined(sentences))
}

/// The values of a step, long ones cut in their middle.
fn short<'a>(detail: &'a hopscope_routing::trace::Detail, texts: &'a Catalog) -> impl Values + 'a {
    let values = DetailValues { texts, detail };
    move |name: &str| values.value(name).map(|value| cut_middle(&value, LONGEST_VALUE))
}

/// A text without the spaces that stand between two full-width characters, as when `{component} が` is filled with
/// `サーバー`: Japanese has a space only beside Latin letters.
fn close_up(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let between = closed.chars().next_back().is_some_and(is_wide) && rest.peek().copied().is_some_and(is_wide);
        if !(character == ' ' && between) {
            closed.push(character);
        }
    }
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_words_stand_close_together() {
        assert_eq!(close_up("サーバー が応答"), "サーバーが応答");
        assert_eq!(close_up("Lambda が 200 で応答"), "Lambda が 200 で応答");
        assert_eq!(close_up("a b"), "a b");
    }
}
