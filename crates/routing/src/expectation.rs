//! Whether a trace is what the author of a request expected. Everybody who wants to know asks [`standing`].

use hopscope_scenario::StatusCode;
use hopscope_scenario::request::Expectation;

use crate::rules::cloudfront::CUSTOM_ERROR_RESPONSE;
use crate::rules::id::RuleId;
use crate::trace::Trace;

/// A point in which a trace differs from what was expected of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The status.
    Status {
        /// The expected one.
        expected: StatusCode,
        /// The one found. None: no HTTP answer.
        found: Option<StatusCode>,
    },
    /// Where the request ended. None: nowhere.
    Reaches {
        /// The expected place.
        expected: Option<String>,
        /// The place found.
        found: Option<String>,
    },
    /// The deciding rule.
    Rule {
        /// The expected one's id.
        expected: String,
        /// The id of the one found.
        found: RuleId,
    },
}

/// How a request stands to what is expected of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody can say yet: code has to run first, or a part of the program is missing.
    Open,
    /// It does what is expected. Where nothing is expected, it ends somewhere, without an error.
    Met,
    /// It does not.
    Missed,
}

/// How a request stands, by its trace, to what is expected of it. What expects nothing is no expectation.
pub fn standing(expected: Option<&Expectation>, trace: &Trace) -> Standing {
    if !trace.needs.is_empty() || trace.missing.any() {
        return Standing::Open;
    }
    let is_met = match expected.filter(|expected| states_something(expected)) {
        Some(expected) => differences(expected, trace).is_empty(),
        None => ends_well(trace),
    };
    if is_met { Standing::Met } else { Standing::Missed }
}

/// Whether an expectation is one: it states a status, an end or a rule.
pub const fn states_something(expected: &Expectation) -> bool {
    let Expectation { status, reaches, rule, .. } = expected;
    status.is_some() || reaches.is_some() || rule.is_some()
}

/// Whether a request ends somewhere without an error; an error page in place of one is no good end.
fn ends_well(trace: &Trace) -> bool {
    trace.reaches.is_some()
        && trace.response.as_ref().is_some_and(|response| !response.status.is_error())
        && trace.rule != &CUSTOM_ERROR_RESPONSE
}

/// The points in which a trace differs from an expectation; none when it is met.
pub fn differences(expectation: &Expectation, trace: &Trace) -> Vec<Difference> {
    let mut found = Vec::new();
    let status = trace.response.as_ref().map(|response| response.status);
    if let Some(expected) = expectation.status
        && status != Some(expected)
    {
        found.push(Difference::Status { expected, found: status });
    }
    let place = trace.reaches.as_ref().map(|reaches| reaches.text.as_str());
    if let Some(expected) = &expectation.reaches
        && !same_place(expected.as_deref(), place)
    {
        found.push(Difference::Reaches { expected: expected.clone(), found: place.map(str::to_owned) });
    }
    if let Some(expected) = &expectation.rule
        && trace.rule.id != **expected
    {
        found.push(Difference::Rule { expected: expected.clone(), found: trace.rule.id });
    }
    found
}

/// People type places by hand: runs of white space do not matter.
fn same_place(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.split_whitespace().eq(other.split_whitespace()),
        (None, None) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use hopscope_scenario::Scenario;
    use hopscope_scenario::request::Request;

    use super::*;

    fn lost() -> Trace {
        let request = Request { url: "https://nowhere.example/".to_owned(), ..Request::default() };
        crate::trace(&Scenario::default(), &request)
    }

    #[test]
    fn only_what_is_stated_is_compared() {
        assert_eq!(differences(&Expectation::default(), &lost()), []);
        let expectation = Expectation { reaches: Some(None), ..Expectation::default() };
        assert_eq!(differences(&expectation, &lost()), []);
    }

    #[test]
    fn what_expects_nothing_is_judged_by_how_it_ends() {
        let nothing = Expectation::default();
        assert_eq!(standing(None, &lost()), Standing::Missed);
        assert_eq!(standing(Some(&nothing), &lost()), Standing::Missed);
        let nowhere = Expectation { reaches: Some(None), ..Expectation::default() };
        assert_eq!(standing(Some(&nowhere), &lost()), Standing::Met);
        let unfinished = Trace { missing: crate::missing::Missing { systems: true, edge_functions: false }, ..lost() };
        assert_eq!(standing(Some(&nowhere), &unfinished), Standing::Open);
    }

    #[test]
    fn each_difference_is_told() {
        let expectation = Expectation {
            status: Some(StatusCode::OK),
            reaches: Some(Some("prod GET /hello".to_owned())),
            rule: Some("rest_api.stage_missing".to_owned()),
            ..Expectation::default()
        };
        assert_eq!(differences(&expectation, &lost()).len(), 3);
    }

    #[test]
    fn places_are_compared_as_people_type_them() {
        assert!(same_place(Some("prod  GET /hello "), Some("prod GET /hello")));
        assert!(!same_place(Some("prod GET /hello"), Some("dev GET /hello")));
        assert!(!same_place(None, Some("x")));
    }
}
