//! What a case changes of its base.

use hopscope_scenario::edit::Edit;
use hopscope_scenario::{FieldPath, Scenario};
use serde_json::{Value, json};

use crate::Problem;
use crate::entry::{Entry, Fields};
use crate::text::write_out;

/// A scenario of which the file tells all.
pub fn whole(fields: Fields) -> Result<Scenario, Problem> {
    let edits = edits(fields, Edit::Set)?;
    let scenario =
        Edit::All(edits).apply(&Scenario::default()).map_err(|error| Problem::Refused(FieldPath::root(), error))?;
    known(scenario)
}

/// The base as the case has it.
pub fn changed(base: Scenario, entry: &mut Entry) -> Result<Scenario, Problem> {
    let mut edits = Vec::new();
    for text in &entry.remove {
        edits.push(Edit::Remove(path(text)?));
    }
    edits.extend(self::edits(std::mem::take(&mut entry.set), Edit::Set)?);
    edits.extend(self::edits(std::mem::take(&mut entry.insert), Edit::Insert)?);
    edits.extend(requests(entry)?);
    known(edits.into_iter().try_fold(base, |scenario, edit| apply(&edit, &scenario))?)
}

/// Makes one change. One that is of no effect was meant for another base.
fn apply(edit: &Edit, scenario: &Scenario) -> Result<Scenario, Problem> {
    let at = || match edit {
        Edit::Set(at, _) | Edit::Remove(at) | Edit::Insert(at, _) => at.clone(),
        _ => FieldPath::root(),
    };
    let changed = edit.apply(scenario).map_err(|error| Problem::Refused(at(), error))?;
    if changed == *scenario { Err(Problem::Stale(at())) } else { Ok(changed) }
}

fn edits(fields: Fields, edit: fn(FieldPath, Value) -> Edit) -> Result<Vec<Edit>, Problem> {
    fields.0.into_iter().map(|(text, value)| Ok(edit(path(&text)?, write_out(value)?))).collect()
}

/// The case's own requests in the place of the base's.
fn requests(entry: &mut Entry) -> Result<Option<Edit>, Problem> {
    let requests = match (entry.request.take(), entry.requests.take()) {
        (None, None) => return Ok(None),
        (Some(one), None) => vec![one],
        (None, Some(several)) => several,
        (Some(_), Some(_)) => return Err(Problem::TwoRequests),
    };
    let requests: Vec<Value> = requests.into_iter().map(request).collect::<Result<_, _>>()?;
    Ok(Some(Edit::Set(FieldPath::root().field("requests"), requests.into())))
}

/// `POST https://…` and `https://…` stand for requests that have no more than that.
fn request(value: Value) -> Result<Value, Problem> {
    match value {
        Value::String(text) => Ok(match text.split_once(' ') {
            Some((method, url)) => json!({"method": method, "url": url}),
            None => json!({"url": text}),
        }),
        other => write_out(other),
    }
}

/// A path that reads as it displays.
fn path(text: &str) -> Result<FieldPath, Problem> {
    let path = FieldPath::read(text);
    if text.is_empty() || path.to_string() != text { Err(Problem::Path(text.to_owned())) } else { Ok(path) }
}

/// A name that is written wrongly makes a field that nobody knows.
fn known(scenario: Scenario) -> Result<Scenario, Problem> {
    match scenario.unknown_fields().into_iter().next() {
        Some(at) => Err(Problem::UnknownField(at)),
        None => Ok(scenario),
    }
}
