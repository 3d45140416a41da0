//! Why a path names no stage: who wrote its first segment.

use hopscope_routing::path::PathSource;
use hopscope_scenario::{FieldPath, Part};

use super::cause::{Case, Cause, CauseKind, first_source};
use super::place;
use super::refusal::list;

/// The cause of a missing stage.
pub fn of(case: &Case<'_>) -> Option<Cause> {
    let segment = case.deciding.text("segment");
    let stages = list(&case.deciding.step.detail, "stages");
    let field = |name| stages_path(case).map(|path: FieldPath| path.field(name));
    if segment.is_empty() {
        let field = case.edge().and_then(|edge| edge.origin_path()).map(|path| path.field("origin_path"));
        return Some(case.cause(CauseKind::NoSegment, field, Vec::new()));
    }
    if let Some(stage) = stages.iter().find(|stage| stage.eq_ignore_ascii_case(segment)) {
        let values = vec![("stage", stage.to_string())];
        return Some(case.cause(CauseKind::StageCase, origin_path(case).or_else(|| field("stages")), values));
    }
    let by_domain = domain_path(case).is_some();
    if by_domain {
        return Some(case.cause(CauseKind::MappingNoStage, domain_path(case), Vec::new()));
    }
    let values = stages.first().map(|stage| vec![("example", stage.to_string())]).unwrap_or_default();
    let (kind, field) = match (first_source(&case.deciding.hop.received.pieces), case.edge()) {
        (PathSource::OriginPath, _) => (CauseKind::OriginPathNoStage, origin_path(case)),
        (PathSource::EdgeFunction, Some(edge)) => (CauseKind::FunctionNoStage, Some(edge.behavior_path())),
        (_, Some(_)) => (CauseKind::NoOriginPath, origin_path(case)),
        (_, None) => (CauseKind::UrlNoStage, field("stages")),
    };
    Some(case.cause(kind, field, values))
}

fn origin_path(case: &Case<'_>) -> Option<FieldPath> {
    Some(case.edge()?.origin_path()?.field("origin_path"))
}

fn stages_path(case: &Case<'_>) -> Option<FieldPath> {
    let hop = case.deciding.hop;
    let rest = place::rest_api(hop).map(|index| FieldPath::root().field("rest_apis").index(index));
    rest.or_else(|| place::http_api(hop).map(|index| FieldPath::root().field("http_apis").index(index)))
}

/// The custom domain by which the request came.
pub fn domain_path(case: &Case<'_>) -> Option<FieldPath> {
    let domain = case.deciding.hop.met(|part| matches!(part, Part::DomainName(_)).then_some(part));
    domain.map(Part::path)
}
