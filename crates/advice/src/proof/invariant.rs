//! What holds whatever the setting: the reasons why none works.

use std::collections::{BTreeSet, VecDeque};

use hopscope_routing::RuleId;
use hopscope_routing::dns::{ExecuteApiHost, same_name};

use super::trial::Trial;
use super::{Choice, Frame, Goal, Outcome, Question};
use hopscope_path_sets::readers::MOST_STATES;
use hopscope_path_sets::sets::Graph;
use hopscope_path_sets::sets::template::Templates;

/// Something that holds whatever the setting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// The distribution answers before it asks any origin.
    RefusedBefore {
        /// The rule that does.
        rule: RuleId,
    },
    /// The scenario has no such place.
    NoSuchPlace {
        /// What was expected.
        expected: String,
    },
    /// The origin is not a name of the API that was expected.
    LeadsElsewhere {
        /// The origin's id.
        origin_id: String,
        /// The name that it leads to.
        domain_name: String,
    },
    /// Behind any origin path, the path that is looked up ends in what the viewer sent, and the expected template fits
    /// no such path.
    ResourceEndsIn {
        /// How the path ends.
        suffix: String,
        /// The template.
        expected: String,
    },
    /// Without an origin path the first segment is taken as the stage.
    StageWithout {
        /// The first segment.
        segment: String,
        /// The stage that was expected.
        expected: String,
    },
    /// Without an origin path the stage is right, but what follows does not fit the expected template.
    ResourceWithout {
        /// The path behind the stage.
        path: String,
        /// The template.
        expected: String,
    },
    /// The place is found and the answer is still not the expected one.
    PlaceAnswers {
        /// The rule that decides there.
        rule: RuleId,
        /// An origin path with which it does.
        origin_path: String,
    },
    /// Whatever the pattern, the origin gets this path and answers so.
    OriginGets {
        /// The origin's id.
        origin_id: String,
        /// What it gets: the origin path and what follows it.
        path: String,
        /// The rule that decides there.
        rule: RuleId,
    },
    /// None of the finitely many things that can come of it is what was expected.
    Exhausted {
        /// How many there are.
        count: usize,
    },
}

/// The invariants that refute a choice. There is at least one; `Exhausted` stands where none is simpler.
pub(super) fn find(
    question: &Question<'_>,
    frame: Frame,
    trial: &Trial,
    goal: Option<&Goal>,
    outcomes: &[Outcome],
) -> Vec<Invariant> {
    let Trial { choice, suffix, .. } = trial;
    let exhausted = || vec![Invariant::Exhausted { count: outcomes.len() }];
    if let Some(rule) = trial.refused_by {
        return vec![Invariant::RefusedBefore { rule }];
    }
    let expected = question.expectation.reaches.as_ref().and_then(Option::as_deref);
    let (Some(expected), Some(goal)) = (expected, goal) else {
        return match expected {
            Some(expected) if is_pair_like(expected) => {
                vec![Invariant::NoSuchPlace { expected: expected.to_owned() }]
            }
            _ => exhausted(),
        };
    };
    if !leads_to(question, choice, goal) {
        let (origin_id, domain_name) = (choice.origin_id.clone(), choice.sent.connect_to.clone());
        return vec![Invariant::LeadsElsewhere { origin_id, domain_name }];
    }
    let place = outcomes.iter().find(|outcome| same_place(outcome, expected));
    if let Some(outcome) = place {
        return vec![Invariant::PlaceAnswers {
            rule: outcome.answer.rule.id,
            origin_path: outcome.origin_path.clone(),
        }];
    }
    if let (Frame::PathPatterns, Some(outcome)) = (frame, outcomes.first()) {
        let path = format!("{}{suffix}", choice.origin_path);
        let rule = outcome.answer.rule.id;
        return vec![Invariant::OriginGets { origin_id: choice.origin_id.clone(), path, rule }];
    }
    by_path(choice, suffix, goal).unwrap_or_else(exhausted)
}

/// Whether a text is written like a method or a route.
fn is_pair_like(expected: &str) -> bool {
    let words: Vec<&str> = expected.split_whitespace().collect();
    matches!(words.as_slice(), [_, method, path] if path.starts_with('/') && method.chars().all(|c| c.is_ascii_uppercase()))
}

/// Whether an origin is a name of the API.
fn leads_to(question: &Question<'_>, choice: &Choice, goal: &Goal) -> bool {
    let host = &choice.sent.host;
    let own = ExecuteApiHost::parse(host).is_some_and(|host| host.api.eq_ignore_ascii_case(goal.api()));
    let domains = question
        .scenario
        .domain_names
        .iter()
        .filter(|domain| same_name(&domain.domain_name, host) || domain.domain_name.starts_with("*."));
    own || domains.into_iter().any(|domain| {
        domain.base_path_mappings.iter().any(|mapping| mapping.api == goal.api())
            || domain.routing_rules.iter().any(|rule| rule.api == goal.api())
    })
}

fn same_place(outcome: &Outcome, expected: &str) -> bool {
    let reaches = outcome.answer.reaches.as_deref();
    reaches.is_some_and(|reaches| reaches.split_whitespace().eq(expected.split_whitespace()))
}

/// The invariants of paths, when they alone refute every origin path to the API's own name: with one, what is looked
/// up ends in the suffix; without one, the first segment is the stage.
fn by_path(choice: &Choice, suffix: &str, goal: &Goal) -> Option<Vec<Invariant>> {
    ExecuteApiHost::parse(&choice.sent.host)?;
    let template = goal.template()?;
    let set = match goal {
        Goal::RestMethod { .. } => Templates::new([template]),
        Goal::HttpRoute { .. } => Templates::exact([template]),
    };
    let graph = Graph::build(&set, MOST_STATES).ok()?;
    if ends_in(&graph, suffix) {
        return None;
    }
    let behind = Invariant::ResourceEndsIn { suffix: suffix.to_owned(), expected: template.to_owned() };
    let rest = suffix.strip_prefix('/').unwrap_or(suffix);
    let (segment, below) =
        rest.split_once('/').map_or((rest, String::new()), |(segment, below)| (segment, format!("/{below}")));
    let without = if goal.stage() == "$default" {
        // Without a named stage the path as it is was looked up: it ends in the suffix too.
        return Some(vec![behind]);
    } else if segment != goal.stage() {
        Invariant::StageWithout { segment: segment.to_owned(), expected: goal.stage().to_owned() }
    } else if graph.of(&below).is_some_and(Vec::is_empty) {
        Invariant::ResourceWithout { path: below, expected: template.to_owned() }
    } else {
        return None;
    };
    Some(vec![behind, without])
}

/// Whether the template fits some path that ends in the suffix: whether from some state that any text leads to, the
/// suffix leads on to a fit.
fn ends_in(graph: &Graph<Vec<u16>>, suffix: &str) -> bool {
    let mut seen = BTreeSet::from([graph.start()]);
    let mut queue = VecDeque::from([graph.start()]);
    while let Some(state) = queue.pop_front() {
        if graph.label(graph.run(state, suffix)).is_some_and(|fits| !fits.is_empty()) {
            return true;
        }
        queue.extend(graph.moves(state).map(|(_, next)| next).filter(|next| seen.insert(*next)));
    }
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn templates_that_fit_a_path_with_an_ending() {
        for (template, suffix, fits) in [
            ("/hello", "/api/hello", false),
            ("/api/hello", "/api/hello", true),
            ("/v1/api/hello", "/api/hello", true),
            ("/{x}/hello", "/api/hello", true),
            ("/{proxy+}", "/api/hello", true),
            ("/{x}", "/api/hello", false),
            ("/hello", "/hello/", true),
        ] {
            let graph = Graph::build(&Templates::new([template]), 1000).unwrap();
            assert_eq!(ends_in(&graph, suffix), fits, "{template} {suffix}");
        }
    }
}
