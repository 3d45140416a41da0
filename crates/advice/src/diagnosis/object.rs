//! Why a bucket has no object of the key that it was asked for: a folder, a plus sign, or no object at all.

use hopscope_routing::trace::Value;

use super::cause::{Case, Cause, CauseKind};
use super::field;

/// The cause of a missing object. None: it is just missing, and S3 says so.
pub fn of(case: &Case<'_>) -> Option<Cause> {
    folder(case).or_else(|| plus(case)).or_else(|| hidden(case))
}

/// The key is a folder's, and the page in it is there.
fn folder(case: &Case<'_>) -> Option<Cause> {
    let (bucket, key) = (case.deciding.text("bucket"), case.deciding.text("key"));
    let found = case.scenario.buckets.iter().find(|each| each.name == bucket)?;
    let page = format!("{}/index.html", key.trim_end_matches('/'));
    let field = case.edge().map(|edge| edge.behavior_path().field("function_association"));
    (!key.is_empty() && found.objects.contains(&page))
        .then(|| case.cause(CauseKind::FolderWithoutIndex, field, vec![("page", page)]))
}

/// An object of the same key has plus signs where the path's were read as spaces.
fn plus(case: &Case<'_>) -> Option<Cause> {
    let (bucket, key) = (case.deciding.text("bucket"), case.deciding.text("key"));
    let found = case.scenario.buckets.iter().find(|each| each.name == bucket)?;
    let meant = found.objects.iter().find(|object| object.contains('+') && object.replace('+', " ") == key)?;
    case.deciding
        .hop
        .received
        .path
        .contains('+')
        .then(|| case.cause(CauseKind::PlusIsSpace, None, vec![("object", meant.clone())]))
}

/// What is missing was told as forbidden.
fn hidden(case: &Case<'_>) -> Option<Cause> {
    let is_403 = matches!(case.deciding.step.detail.get("list_bucket"), Some(Value::Flag(false)));
    is_403.then(|| case.cause(CauseKind::ObjectHidden, field::of(case), Vec::new()))
}
