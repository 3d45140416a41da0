//! Sentences for errors and problems, from the locale files.

use hopscope_locale::Catalog;
use hopscope_scenario::field_path::Segment;
use hopscope_scenario::link::{Damage, LinkError, Oversize};
use hopscope_scenario::problem::{PathForm, Problem, ProblemKind, StageNameForm};
use hopscope_scenario::{Allowed, FieldPath, ScenarioError};

/// What is wrong with a text that was to be a scenario, with its place.
pub fn scenario_error(catalog: &Catalog, error: &ScenarioError) -> String {
    match error {
        ScenarioError::Syntax { line, column, detail } => catalog.fill(
            "error.syntax",
            &[("line", line.to_string()), ("column", column.to_string()), ("detail", detail.clone())],
        ),
        ScenarioError::NotAnObject { found } => catalog.fill("error.not_an_object", &[("found", found)]),
        ScenarioError::VersionMissing => catalog.text("error.version_missing"),
        ScenarioError::VersionUnknown { found } => catalog.fill("error.version_unknown", &[("found", found)]),
        ScenarioError::Field { path, found, allowed: what } => catalog.fill(
            "error.field",
            &[("path", path.to_string()), ("found", found.clone()), ("allowed", allowed(catalog, what))],
        ),
    }
}

/// What is wrong with the text of one field; its place is where the sentence stands.
pub fn field_error(catalog: &Catalog, error: &ScenarioError) -> String {
    match error {
        ScenarioError::Field { allowed: what, .. } => {
            catalog.fill("error.in_field", &[("allowed", allowed(catalog, what))])
        }
        other => scenario_error(catalog, other),
    }
}

fn allowed(catalog: &Catalog, allowed: &Allowed) -> String {
    let key = match allowed {
        Allowed::Text => "allowed.text",
        Allowed::Boolean => "allowed.boolean",
        Allowed::Number { max } => return catalog.fill("allowed.number", &[("max", max.to_string())]),
        Allowed::List => "allowed.list",
        Allowed::Object => "allowed.object",
        Allowed::OneOf(words) => return catalog.fill("allowed.one_of", &[("words", words.join(", "))]),
        Allowed::TextOrList => "allowed.text_or_list",
        Allowed::NameOrPolicy => "allowed.name_or_policy",
        Allowed::PathPattern => "allowed.path_pattern",
        Allowed::StatusCode => "allowed.status_code",
        Allowed::Other(text) => return text.clone(),
    };
    catalog.text(key)
}

/// Why a link could not be opened.
pub fn link_error(catalog: &Catalog, error: &LinkError) -> String {
    match error {
        LinkError::Empty => catalog.text("link_error.empty"),
        LinkError::NotALink => catalog.text("link_error.not_a_link"),
        LinkError::TooNew { version } => catalog.fill("link_error.too_new", &[("version", version.to_string())]),
        LinkError::CutOff { found, expected } => catalog.fill(
            "link_error.cut_off",
            &[("found", found.to_string()), ("expected", expected.map_or_else(String::new, |n| n.to_string()))],
        ),
        LinkError::Damaged { damage: Damage::Character { character, position } } => catalog.fill(
            "link_error.damaged_character",
            &[("character", character.to_string()), ("position", position.to_string())],
        ),
        LinkError::Damaged { .. } => catalog.text("link_error.damaged"),
        LinkError::TooLarge { what: Oversize::Link, .. } => catalog.text("link_error.too_long"),
        LinkError::TooLarge { what: Oversize::Json, .. } => catalog.text("link_error.too_large"),
        LinkError::Content(error) => catalog.fill("link_error.content", &[("error", scenario_error(catalog, error))]),
    }
}

/// What AWS would refuse, or what points nowhere.
pub fn problem(catalog: &Catalog, problem: &Problem) -> String {
    let one = |key: &str, name: &str, value: String| catalog.fill(key, &[(name, value)]);
    match &problem.kind {
        ProblemKind::Duplicate { first } => one("problem.duplicate", "place", place(first)),
        ProblemKind::TooMany { count, limit } => {
            catalog.fill("problem.too_many", &[("count", count.to_string()), ("limit", limit.to_string())])
        }
        ProblemKind::OriginPath => catalog.text("problem.origin_path"),
        ProblemKind::DefaultRootObject => catalog.text("problem.default_root_object"),
        ProblemKind::UnknownOrigin => catalog.text("problem.unknown_origin"),
        ProblemKind::MemberCount { count } => one("problem.member_count", "count", count.to_string()),
        ProblemKind::MethodSet => catalog.text("problem.method_set"),
        ProblemKind::UnknownEdgeFunction => catalog.text("problem.unknown_edge_function"),
        ProblemKind::EdgeFunctionRuntime { runtime } => {
            one("problem.edge_function_runtime", "runtime", runtime.clone())
        }
        ProblemKind::UnknownLambda => catalog.text("problem.unknown_lambda"),
        ProblemKind::UnknownApi => catalog.text("problem.unknown_api"),
        ProblemKind::UnknownStage { api } => one("problem.unknown_stage", "api", api.clone()),
        ProblemKind::UnknownMethod => catalog.text("problem.unknown_method"),
        ProblemKind::UnknownRoute => catalog.text("problem.unknown_route"),
        ProblemKind::StageName(form) => stage_name(catalog, *form),
        ProblemKind::Path(form) => path_form(catalog, *form),
        ProblemKind::SiblingVariable { other } => one("problem.sibling_variable", "other", other.clone()),
        ProblemKind::RouteKey => catalog.text("problem.route_key"),
        ProblemKind::RequestUrl => catalog.text("problem.request_url"),
        ProblemKind::HeaderName { character } => {
            one("problem.header_name", "character", character.map_or_else(String::new, |c| c.to_string()))
        }
        ProblemKind::HeaderValue { character } => {
            one("problem.header_value", "code", format!("U+{:04X}", u32::from(*character)))
        }
        ProblemKind::IpAddress => catalog.text("problem.ip_address"),
        ProblemKind::IpRange => catalog.text("problem.ip_range"),
    }
}

fn stage_name(catalog: &Catalog, form: StageNameForm) -> String {
    match form {
        StageNameForm::Empty => catalog.text("problem.stage_name_empty"),
        StageNameForm::Character { character } => {
            catalog.fill("problem.stage_name_character", &[("character", shown(character))])
        }
        StageNameForm::TooLong { length } => {
            catalog.fill("problem.stage_name_too_long", &[("length", length.to_string())])
        }
    }
}

fn path_form(catalog: &Catalog, form: PathForm) -> String {
    match form {
        PathForm::NoLeadingSlash => catalog.text("problem.path_no_leading_slash"),
        PathForm::EmptySegment => catalog.text("problem.path_empty_segment"),
        PathForm::Character { character } => catalog.fill("problem.path_character", &[("character", shown(character))]),
        PathForm::Variable => catalog.text("problem.path_variable"),
        PathForm::GreedyNotLast => catalog.text("problem.path_greedy_not_last"),
    }
}

fn shown(character: char) -> String {
    if character == ' ' { "U+0020".to_owned() } else { character.to_string() }
}

/// A place as people count: the number of the last list item on the way, from 1.
fn place(path: &FieldPath) -> String {
    let last = path.segments().iter().rev().find_map(|segment| match segment {
        Segment::Index(index) => Some(index + 1),
        Segment::Field(_) => None,
    });
    last.map_or_else(|| path.to_string(), |number| number.to_string())
}
