//! Edits of candidates: typed values on their way into the one language of edits.

use std::collections::BTreeSet;

use hopscope_scenario::difference::{added, between, given};
use hopscope_scenario::edge_function::EdgeFunction;
use hopscope_scenario::field_path::Segment;
use hopscope_scenario::lambda::{Lambda, Permission};
use hopscope_scenario::request::Request;
use hopscope_scenario::rest_api::{Method, MethodName, Resource, RestStage};
use hopscope_scenario::{Edit, FieldPath, Part, Scenario};
use serde::Serialize;

/// A part after a change.
pub(super) fn changed<T: Clone + PartialEq + Serialize>(part: Part, old: &T, change: impl FnOnce(&mut T)) -> Vec<Edit> {
    let mut new = old.clone();
    change(&mut new);
    between(&part.path(), old, &new)
}

/// Another value of a part's field.
pub(super) fn set<T: PartialEq + Serialize>(part: Part, field: &str, old: &T, new: &T) -> Vec<Edit> {
    between(&part.path().field(field), old, new)
}

/// An item of a list in the place of the one that is found, else at the end.
pub(super) fn put<T: PartialEq + Serialize>(
    list: &FieldPath,
    items: &[T],
    item: &T,
    is_same: impl Fn(&T) -> bool,
) -> Vec<Edit> {
    match items.iter().enumerate().find(|(_, each)| is_same(each)) {
        Some((index, old)) => between(&list.index(index), old, item),
        None => vec![added(list, items.len(), item)],
    }
}

/// A list at the root of a scenario.
pub(super) fn list(name: &str) -> FieldPath {
    FieldPath::root().field(name)
}

/// An edge function that is new.
pub(super) fn new_function(scenario: &Scenario, function: &EdgeFunction) -> Edit {
    added(&list("edge_functions"), scenario.edge_functions.len(), function)
}

/// Further permissions of a Lambda function.
pub(super) fn permissions(at: usize, lambda: &Lambda, more: impl IntoIterator<Item = Permission>) -> Vec<Edit> {
    let list = Part::Lambda(at).path().field("permissions");
    let known = lambda.permissions.as_ref().map_or(0, Vec::len);
    more.into_iter().enumerate().map(|(index, permission)| added(&list, known + index, &permission)).collect()
}

/// A method of a REST API, with its resource where that is new.
pub(super) fn method(
    scenario: &Scenario,
    api: usize,
    (name, resource): (MethodName, &str),
    method: &Method,
) -> Vec<Edit> {
    let resources = scenario.rest_apis.get(api).map(|api| api.resources.as_slice()).unwrap_or_default();
    let Some((at, known)) = resources.iter().enumerate().find(|(_, each)| each.path == resource) else {
        let methods = [(name, method.clone())].into();
        let new = Resource { path: resource.to_owned(), methods, ..Resource::default() };
        return vec![added(&Part::RestApi(api).path().field("resources"), resources.len(), &new)];
    };
    let place = Part::Method(api, at, name).path();
    match known.methods.get(&name) {
        Some(old) => between(&place, old, method),
        None => vec![given(place, method)],
    }
}

/// A stage of a REST API, in the place of the one of its name.
pub(super) fn stage(scenario: &Scenario, api: usize, stage: &RestStage) -> Vec<Edit> {
    let stages = scenario.rest_apis.get(api).map(|api| api.stages.as_slice()).unwrap_or_default();
    put(&Part::RestApi(api).path().field("stages"), stages, stage, |each| each.name == stage.name)
}

/// How many settings edits concern. Of a list, all that goes into it or out of it is one.
pub(super) fn settings<'e>(edits: impl Iterator<Item = &'e Edit>) -> u32 {
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for edit in edits {
        let path = edit.place().map(FieldPath::segments).unwrap_or_default();
        let place = match (edit, path.split_last()) {
            (Edit::Insert(..) | Edit::Remove(_) | Edit::Move(..), Some((Segment::Index(_), list))) => list,
            _ => setting(path),
        };
        count += u32::from(seen.insert(place)) + further(edit, place);
    }
    count
}

/// The field of the part that a path leads into.
fn setting(path: &[Segment]) -> &[Segment] {
    use Segment::{Field, Index};
    let depth = match path {
        [Field(list), Index(_), Field(_), Index(_), ..] if list == "distributions" => 5,
        [Field(list), Index(_), Field(behavior), ..] if list == "distributions" && behavior.ends_with("behavior") => 4,
        _ => 3,
    };
    path.get(..depth).unwrap_or(path)
}

/// What has to be said of something new besides that it is there: of an origin or a domain its name and where it leads,
/// of a bucket its region and who may read it as well.
fn further(edit: &Edit, list: &[Segment]) -> u32 {
    match (edit, list.last()) {
        (Edit::Insert(..), Some(Segment::Field(name))) if name == "origin" || name == "domain_names" => 2,
        (Edit::Insert(..), Some(Segment::Field(name))) if name == "buckets" => 3,
        _ => 0,
    }
}

/// Whether an edit changes the table of requests, and nothing that is deployed.
pub(super) fn is_of_request(edit: &Edit) -> bool {
    let place = edit.place().map(FieldPath::segments);
    matches!(place, Some([Segment::Field(list), ..]) if list == "requests")
}

/// The request after edits of the table's row.
pub(super) fn request_after(request: &Request, edits: &[Edit]) -> Option<Request> {
    let own: Vec<Edit> = edits.iter().filter_map(|edit| edit.of_first(&[1])).collect();
    let alone = Scenario { requests: vec![request.clone()], ..Scenario::default() };
    Edit::apply_all(&own, &alone).ok()?.requests.pop()
}
