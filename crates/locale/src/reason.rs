//! Why something cannot be read or is not right, in words: the errors of [`hopscope_scenario`], a line each.

use hopscope_scenario::link::{LinkError, Oversize};
use hopscope_scenario::problem::{PathForm, Problem, ProblemKind, StageNameForm};
use hopscope_scenario::{Allowed, ScenarioError, SyntaxFault};

use crate::Catalog;

/// Why a text is no scenario.
pub fn scenario_error(texts: &Catalog, error: &ScenarioError) -> String {
    match error {
        ScenarioError::Syntax { line, column, detail } => texts.fill(
            "reason.scenario.syntax",
            &[
                ("line", line.to_string()),
                ("column", column.to_string()),
                ("detail", texts.text(&format!("reason.syntax.{}", SyntaxFault::of(detail).word()))),
            ],
        ),
        ScenarioError::NotAnObject { found } => texts.fill("reason.scenario.not_an_object", &[("found", found)]),
        ScenarioError::VersionMissing => texts.text("reason.scenario.version_missing"),
        ScenarioError::VersionUnknown { found } => texts.fill("reason.scenario.version_unknown", &[("found", found)]),
        ScenarioError::Field { path, found, allowed: what } => texts.fill(
            "reason.scenario.field",
            &[("path", path.to_string()), ("found", found.clone()), ("allowed", allowed(texts, what))],
        ),
        ScenarioError::TooMuch { path, what, found, limit } => texts.fill(
            &format!("reason.too_much.{}", what.word()),
            &[("path", path.to_string()), ("found", found.to_string()), ("limit", limit.to_string())],
        ),
    }
}

/// What a field may hold.
pub fn allowed(texts: &Catalog, allowed: &Allowed) -> String {
    let name = match allowed {
        Allowed::OneOf(words) => return words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Allowed::Number { max } => return texts.fill("reason.allowed.number", &[("max", max.to_string())]),
        Allowed::Other(words) => return words.clone(),
        Allowed::Text => "text",
        Allowed::Boolean => "boolean",
        Allowed::List => "list",
        Allowed::Object => "object",
        Allowed::TextOrList => "text_or_list",
        Allowed::NameOrPolicy => "name_or_policy",
        Allowed::PathPattern => "path_pattern",
        Allowed::StatusCode => "status_code",
        Allowed::NewName => "new_name",
    };
    texts.text(&format!("reason.allowed.{name}"))
}

/// Why a link cannot be opened, and what to do about it.
pub fn link_error(texts: &Catalog, error: &LinkError) -> String {
    match error {
        LinkError::Empty => texts.text("reason.link.empty"),
        LinkError::NotALink => texts.text("reason.link.not_a_link"),
        LinkError::TooNew { version } => texts.fill("reason.link.too_new", &[("version", version.to_string())]),
        LinkError::CutOff { found, expected } => texts.fill(
            "reason.link.cut_off",
            &[("found", found.to_string()), ("expected", expected.map(|each| each.to_string()).unwrap_or_default())],
        ),
        LinkError::Damaged { .. } => texts.text("reason.link.damaged"),
        LinkError::TooLarge { what, limit } => {
            let key = match what {
                Oversize::Link => "reason.link.too_long",
                Oversize::Json => "reason.link.too_large",
            };
            texts.fill(key, &[("limit", limit.to_string())])
        }
        LinkError::Content(error) => scenario_error(texts, error),
    }
}

/// What is wrong with a field that AWS would refuse, or that points nowhere.
pub fn problem(texts: &Catalog, problem: &Problem) -> String {
    let (name, values) = problem_parts(&problem.kind);
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    texts.fill(&format!("reason.problem.{name}"), values.as_slice())
}

type Named = Vec<(&'static str, String)>;

fn problem_parts(kind: &ProblemKind) -> (&'static str, Named) {
    match kind {
        ProblemKind::Duplicate { first } => ("duplicate", vec![("first", first.to_string())]),
        ProblemKind::TooMany { count, limit } => {
            ("too_many", vec![("count", count.to_string()), ("limit", limit.to_string())])
        }
        ProblemKind::OriginPath => ("origin_path", vec![]),
        ProblemKind::DefaultRootObject => ("default_root_object", vec![]),
        ProblemKind::UnknownOrigin => ("unknown_origin", vec![]),
        ProblemKind::MemberCount { count } => ("member_count", vec![("count", count.to_string())]),
        ProblemKind::MethodSet => ("method_set", vec![]),
        ProblemKind::UnknownPolicy => ("unknown_policy", vec![]),
        ProblemKind::UnknownEdgeFunction => ("unknown_edge_function", vec![]),
        ProblemKind::EdgeFunctionRuntime { runtime } => ("edge_function_runtime", vec![("runtime", runtime.clone())]),
        ProblemKind::KeyValueStoreRuntime => ("key_value_store_runtime", vec![]),
        ProblemKind::KeyLength { length } => ("key_length", vec![("length", length.to_string())]),
        ProblemKind::KeyValueLength { length } => ("key_value_length", vec![("length", length.to_string())]),
        ProblemKind::UnknownRequest => ("unknown_request", vec![]),
        ProblemKind::UnknownLambda => ("unknown_lambda", vec![]),
        ProblemKind::UnknownApi => ("unknown_api", vec![]),
        ProblemKind::UnknownStage { api } => ("unknown_stage", vec![("api", api.clone())]),
        ProblemKind::UnknownMethod => ("unknown_method", vec![]),
        ProblemKind::UnknownRoute => ("unknown_route", vec![]),
        ProblemKind::StageName(form) => stage_name_parts(form),
        ProblemKind::Path(form) => path_parts(form),
        ProblemKind::SiblingVariable { other } => ("sibling_variable", vec![("other", other.clone())]),
        ProblemKind::RouteKey => ("route_key", vec![]),
        ProblemKind::RequestUrl => ("request_url", vec![]),
        ProblemKind::HeaderName { character } => {
            ("header_name", vec![("character", character.map(String::from).unwrap_or_default())])
        }
        ProblemKind::HeaderValue { character } => ("header_value", vec![("character", visible(*character))]),
        ProblemKind::IpAddress => ("ip_address", vec![]),
        ProblemKind::IpRange => ("ip_range", vec![]),
    }
}

fn stage_name_parts(form: &StageNameForm) -> (&'static str, Named) {
    match form {
        StageNameForm::Empty => ("stage_name_empty", vec![]),
        StageNameForm::Character { character } => ("stage_name_character", vec![("character", visible(*character))]),
        StageNameForm::TooLong { length } => ("stage_name_too_long", vec![("length", length.to_string())]),
    }
}

fn path_parts(form: &PathForm) -> (&'static str, Named) {
    match form {
        PathForm::NoLeadingSlash => ("path_no_leading_slash", vec![]),
        PathForm::EmptySegment => ("path_empty_segment", vec![]),
        PathForm::Character { character } => ("path_character", vec![("character", visible(*character))]),
        PathForm::Variable => ("path_variable", vec![]),
        PathForm::GreedyNotLast => ("path_greedy_not_last", vec![]),
    }
}

/// A character as a reader can see it: control characters by their code point.
fn visible(character: char) -> String {
    if character.is_control() { format!("U+{:04X}", u32::from(character)) } else { character.to_string() }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use hopscope_scenario::{FieldPath, Limit};

    use super::*;
    use crate::Language;

    /// A text that is missing shows as its key, one that lacks a value likewise: neither may happen.
    fn check(text: &str) {
        assert!(!text.contains("reason."), "{text}");
    }

    #[test]
    fn every_reason_has_words_in_every_language() {
        for texts in Language::ALL.iter().map(|language| Catalog::embedded(*language)) {
            for kind in kinds() {
                check(&problem(&texts, &Problem { path: FieldPath::root(), kind }));
            }
            for error in [
                LinkError::Empty,
                LinkError::NotALink,
                LinkError::TooNew { version: '2' },
                LinkError::CutOff { found: 3, expected: None },
                LinkError::CutOff { found: 3, expected: Some(9) },
                LinkError::TooLarge { what: Oversize::Json, limit: 1 },
                LinkError::TooLarge { what: Oversize::Link, limit: 1 },
                LinkError::Content(ScenarioError::VersionMissing),
                LinkError::Content(ScenarioError::VersionUnknown { found: "2".to_owned() }),
                LinkError::Content(ScenarioError::NotAnObject { found: "[…]".to_owned() }),
                LinkError::Content(ScenarioError::Syntax { line: 1, column: 2, detail: "x".to_owned() }),
            ] {
                check(&link_error(&texts, &error));
            }
            for what in [Limit::Bytes, Limit::Values, Limit::Items, Limit::Entries, Limit::Code] {
                let path = FieldPath::root().field("dns");
                let told = scenario_error(&texts, &ScenarioError::TooMuch { path, what, found: 1234, limit: 1000 });
                check(&told);
                assert!(told.contains("1234") && told.contains("1000"), "number and limit are told: {told}");
            }
            for what in [
                Allowed::Text,
                Allowed::Boolean,
                Allowed::Number { max: 9 },
                Allowed::List,
                Allowed::Object,
                Allowed::OneOf(vec!["a".to_owned()]),
                Allowed::TextOrList,
                Allowed::NameOrPolicy,
                Allowed::PathPattern,
                Allowed::StatusCode,
                Allowed::NewName,
            ] {
                let path = FieldPath::root().field("dns");
                check(&scenario_error(&texts, &ScenarioError::Field { path, found: "5".to_owned(), allowed: what }));
            }
        }
    }

    fn kinds() -> Vec<ProblemKind> {
        let text = || "x".to_owned();
        vec![
            ProblemKind::Duplicate { first: FieldPath::root().field("dns").index(0) },
            ProblemKind::TooMany { count: 2, limit: 1 },
            ProblemKind::OriginPath,
            ProblemKind::DefaultRootObject,
            ProblemKind::UnknownOrigin,
            ProblemKind::MemberCount { count: 1 },
            ProblemKind::MethodSet,
            ProblemKind::UnknownPolicy,
            ProblemKind::UnknownEdgeFunction,
            ProblemKind::EdgeFunctionRuntime { runtime: text() },
            ProblemKind::KeyValueStoreRuntime,
            ProblemKind::KeyLength { length: 513 },
            ProblemKind::KeyValueLength { length: 1025 },
            ProblemKind::UnknownRequest,
            ProblemKind::UnknownLambda,
            ProblemKind::UnknownApi,
            ProblemKind::UnknownStage { api: text() },
            ProblemKind::UnknownMethod,
            ProblemKind::UnknownRoute,
            ProblemKind::StageName(StageNameForm::Empty),
            ProblemKind::StageName(StageNameForm::Character { character: '\n' }),
            ProblemKind::StageName(StageNameForm::TooLong { length: 129 }),
            ProblemKind::Path(PathForm::NoLeadingSlash),
            ProblemKind::Path(PathForm::EmptySegment),
            ProblemKind::Path(PathForm::Character { character: ' ' }),
            ProblemKind::Path(PathForm::Variable),
            ProblemKind::Path(PathForm::GreedyNotLast),
            ProblemKind::SiblingVariable { other: text() },
            ProblemKind::RouteKey,
            ProblemKind::RequestUrl,
            ProblemKind::HeaderName { character: None },
            ProblemKind::HeaderName { character: Some('ü') },
            ProblemKind::HeaderValue { character: '\n' },
            ProblemKind::IpAddress,
            ProblemKind::IpRange,
        ]
    }
}
