//! Changes of a scenario, addressed by field path.
//!
//! An edit changes the scenario's JSON document, and the document is read again as any file is. So every form edits in
//! the same way, no edit makes a scenario that a file could not hold, and what is wrong with a text is said by the
//! reader of files, in its words.

use std::mem;

use hopscope_scenario::distribution::Distribution;
use hopscope_scenario::field_path::Segment;
use hopscope_scenario::rest_api::RestApi;
use hopscope_scenario::{Allowed, FieldPath, Scenario, ScenarioError};
use serde_json::{Map, Value};

/// A change of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Gives a field or a list item a value.
    Set(FieldPath, Value),
    /// Takes a field or a list item away. A field has its default then.
    Remove(FieldPath),
    /// Puts an item into a list, before the one at the path's index, or at the end.
    Insert(FieldPath, Value),
    /// Moves an item of a list to another index.
    Move(FieldPath, usize),
    /// Gives an entry of a map another name.
    Rename(FieldPath, String),
    /// Several changes at once, in order.
    All(Vec<Edit>),
}

impl Edit {
    /// Gives a field a text.
    pub fn text(at: FieldPath, text: impl Into<String>) -> Self {
        Self::Set(at, Value::String(text.into()))
    }

    /// Gives a field a text, or its default where the text is empty.
    pub fn text_or_default(at: FieldPath, text: String) -> Self {
        if text.is_empty() { Self::Remove(at) } else { Self::text(at, text) }
    }

    /// Gives a field the number that a text spells, or its default where the text is empty. A text that spells none is
    /// handed on as it is, for the reader to refuse.
    pub fn number(at: FieldPath, text: &str) -> Self {
        match text.trim() {
            "" => Self::Remove(at),
            digits => Self::Set(at, digits.parse::<u64>().map_or_else(|_| text.into(), Value::from)),
        }
    }

    /// The field that the user types into, for an edit of one field. Successive edits of one field are one step of undo.
    pub fn field(&self) -> Option<&FieldPath> {
        match self {
            Self::Set(at, _) | Self::Remove(at) => Some(at),
            _ => None,
        }
    }

    /// The changed scenario.
    ///
    /// # Errors
    /// When a field would hold what it may not.
    pub fn apply(&self, scenario: &Scenario) -> Result<Scenario, ScenarioError> {
        let mut document = serde_json::from_str(&scenario.to_json()).unwrap_or(Value::Null);
        if let Self::Rename(at, name) = self
            && is_taken(&mut document, at.segments(), name)
        {
            let (path, found) = (at.clone(), ["\"", name, "\""].concat());
            return Err(ScenarioError::Field { path, found, allowed: Allowed::NewName });
        }
        self.change(&mut document);
        Scenario::from_value(document)
    }

    /// The changed scenario, of what is typed into a field that held something else in `before`, when the typing began.
    /// A new name is also everywhere where the one of then was referred to, so that what stands in the field meanwhile
    /// takes nobody along. None: [`apply`](Self::apply) knows.
    pub fn apply_typed(&self, scenario: &Scenario, before: &Scenario) -> Option<Scenario> {
        if let Self::Set(field, Value::String(name)) = self
            && !name.is_empty()
            && let Some(renamed) = before.renamed(field, name)
        {
            return self.apply(scenario).is_ok().then_some(renamed);
        }
        self.apply_to_item(scenario)
    }

    /// The changed scenario, of what is typed into an item of a list that may be long: only the item takes the way
    /// through JSON, which a large scenario is too slow for at each key press. None: it is no such item, or
    /// [`apply`](Self::apply) would refuse the change.
    pub fn apply_to_item(&self, scenario: &Scenario) -> Option<Scenario> {
        use Segment::{Field, Index};
        let mut whole = scenario.clone();
        match self.field()?.segments() {
            [Field(list), Index(at), _, ..] if list == "requests" => {
                let wrap = |item| Scenario { requests: vec![item], ..Scenario::default() };
                self.apply_alone(whole.requests.get_mut(*at)?, &[1], wrap, |mut alone| alone.requests.pop())?;
            }
            [Field(parent), Index(at), Field(list), Index(nested), _, ..]
                if parent == "distributions" && list == "ordered_cache_behavior" =>
            {
                let item = whole.distributions.get_mut(*at)?.ordered_cache_behavior.get_mut(*nested)?;
                let wrap = |item| {
                    let parent = Distribution { ordered_cache_behavior: vec![item], ..Distribution::default() };
                    Scenario { distributions: vec![parent], ..Scenario::default() }
                };
                let unwrap = |mut alone: Scenario| alone.distributions.pop()?.ordered_cache_behavior.pop();
                self.apply_alone(item, &[1, 3], wrap, unwrap)?;
            }
            [Field(parent), Index(at), Field(list), Index(nested), _, ..]
                if parent == "rest_apis" && list == "resources" =>
            {
                let item = whole.rest_apis.get_mut(*at)?.resources.get_mut(*nested)?;
                let wrap = |item| {
                    let parent = RestApi { resources: vec![item], ..RestApi::default() };
                    Scenario { rest_apis: vec![parent], ..Scenario::default() }
                };
                let unwrap = |mut alone: Scenario| alone.rest_apis.pop()?.resources.pop();
                self.apply_alone(item, &[1, 3], wrap, unwrap)?;
            }
            _ => return None,
        }
        Some(whole)
    }

    /// Changes an item as the only one of a scenario, in which it is the first at each of these places of the path.
    fn apply_alone<T: Default>(
        &self,
        item: &mut T,
        places: &[usize],
        wrap: impl FnOnce(T) -> Scenario,
        unwrap: impl FnOnce(Scenario) -> Option<T>,
    ) -> Option<()> {
        let alone = wrap(mem::take(item));
        *item = unwrap(self.moved(places)?.apply(&alone).ok()?)?;
        Some(())
    }

    /// The same change of the first item, where the path has an index at one of these places.
    fn moved(&self, places: &[usize]) -> Option<Self> {
        let at = self.field()?.segments().iter().enumerate();
        let at = at.fold(FieldPath::root(), |path, (place, segment)| match segment {
            Segment::Field(name) => path.field(name.as_str()),
            Segment::Index(_) if places.contains(&place) => path.index(0),
            Segment::Index(index) => path.index(*index),
        });
        Some(match self {
            Self::Set(_, value) => Self::Set(at, value.clone()),
            _ => Self::Remove(at),
        })
    }

    fn change(&self, document: &mut Value) {
        match self {
            Self::Set(at, value) => set(document, at.segments(), value.clone()),
            Self::Remove(at) => remove(document, at.segments()),
            Self::Insert(at, value) => {
                if let Some((list, index)) = list_of(document, at.segments()) {
                    list.insert(index.min(list.len()), value.clone());
                }
            }
            Self::Move(at, to) => {
                if let Some((list, from)) = list_of(document, at.segments())
                    && from < list.len()
                {
                    let item = list.remove(from);
                    list.insert((*to).min(list.len()), item);
                }
            }
            Self::Rename(at, name) => rename(document, at.segments(), name),
            Self::All(edits) => edits.iter().for_each(|edit| edit.change(document)),
        }
    }
}

/// [`Edit::apply_typed`], where that is here: copying a scenario weighs too much for the first load.
#[derive(Clone, Copy, Debug, Default)]
pub struct EditItem(pub Option<ApplyTyped>);

/// [`Edit::apply_typed`].
pub type ApplyTyped = fn(&Edit, &Scenario, &Scenario) -> Option<Scenario>;

/// Equal when both are there or not: there is one.
impl PartialEq for EditItem {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_some() == other.0.is_some()
    }
}

/// The value at a path, made where it is missing: a canonical document omits what holds its default.
fn reach<'a>(mut value: &'a mut Value, path: &[Segment]) -> Option<&'a mut Value> {
    for segment in path {
        value = match segment {
            Segment::Field(name) => object(value)?.entry(name.as_str()).or_insert(Value::Null),
            Segment::Index(index) => value.get_mut(index)?,
        };
    }
    Some(value)
}

fn object(value: &mut Value) -> Option<&mut Map<String, Value>> {
    if value.is_null() {
        *value = Value::Object(Map::new());
    }
    value.as_object_mut()
}

/// The list that a path points into, and the index in it.
fn list_of<'a>(document: &'a mut Value, path: &[Segment]) -> Option<(&'a mut Vec<Value>, usize)> {
    let (Segment::Index(index), parents) = path.split_last()? else { return None };
    let value = reach(document, parents)?;
    if value.is_null() {
        *value = Value::Array(Vec::new());
    }
    Some((value.as_array_mut()?, *index))
}

fn set(document: &mut Value, path: &[Segment], new: Value) {
    if let Some(value) = reach(document, path) {
        *value = new;
    }
}

fn remove(document: &mut Value, path: &[Segment]) {
    let Some((last, parents)) = path.split_last() else { return };
    match (last, reach(document, parents)) {
        (Segment::Field(name), Some(Value::Object(fields))) => drop(fields.remove(name)),
        (Segment::Field(_), Some(parent @ Value::Null)) => *parent = Value::Object(Map::new()),
        (Segment::Index(index), Some(Value::Array(list))) if *index < list.len() => drop(list.remove(*index)),
        _ => {}
    }
}

/// Whether another entry than the one at the path has a name.
fn is_taken(document: &mut Value, path: &[Segment], name: &str) -> bool {
    let Some((Segment::Field(old), parents)) = path.split_last() else { return false };
    old != name && reach(document, parents).is_some_and(|entries| entries.get(name).is_some())
}

fn rename(document: &mut Value, path: &[Segment], name: &str) {
    let Some((Segment::Field(old), parents)) = path.split_last() else { return };
    if let Some(Value::Object(fields)) = reach(document, parents)
        && !fields.contains_key(name)
        && let Some(value) = fields.remove(old)
    {
        fields.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use serde_json::json;

    use super::*;
    use crate::examples;

    fn origin() -> FieldPath {
        FieldPath::root().field("distributions").index(0).field("origin").index(0)
    }

    fn methods() -> FieldPath {
        FieldPath::root().field("rest_apis").index(0).field("resources").index(0).field("methods")
    }

    #[test]
    fn a_field_is_set_and_taken_back_to_its_default() {
        let scenario = examples::default();
        let set = Edit::text(origin().field("origin_path"), "/dev").apply(&scenario).unwrap();
        assert_eq!(set.distributions[0].origin[0].origin_path, "/dev");
        let removed = Edit::text_or_default(origin().field("origin_path"), String::new()).apply(&set).unwrap();
        assert_eq!(removed.distributions[0].origin[0].origin_path, "");
    }

    #[test]
    fn what_a_canonical_document_omits_is_made() {
        let scenario = Edit::text(
            FieldPath::root().field("distributions").index(0).field("geo_restriction").field("restriction_type"),
            "whitelist",
        )
        .apply(&examples::default())
        .unwrap();
        assert_eq!(scenario.distributions[0].geo_restriction.restriction_type.as_str(), "whitelist");
        let buckets = Edit::Insert(FieldPath::root().field("buckets").index(0), json!({"name": "b"}));
        assert_eq!(buckets.apply(&scenario).unwrap().buckets[0].name, "b");
    }

    /// Every place in a document.
    fn places(value: &Value, at: &FieldPath, found: &mut Vec<FieldPath>) {
        found.push(at.clone());
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| places(value, &at.field(name), found)),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, value)| places(value, &at.index(index), found));
            }
            _ => {}
        }
    }

    #[test]
    fn an_item_by_itself_changes_as_it_does_in_the_whole() {
        let mut by_itself = 0;
        for name in examples::NAMES {
            let scenario = examples::open(name);
            let mut found = Vec::new();
            places(&serde_json::from_str(&scenario.to_json()).unwrap(), &FieldPath::root(), &mut found);
            for at in found.into_iter().filter(|at| !at.segments().is_empty()) {
                let beside = at.field("allowed_methods");
                for edit in [
                    Edit::text(at.clone(), "/a/*"),
                    Edit::Set(at.clone(), json!(404)),
                    Edit::Set(beside, json!(["GET"])),
                    Edit::Remove(at),
                ] {
                    if let Some(changed) = edit.apply_to_item(&scenario) {
                        assert_eq!(Ok(changed), edit.apply(&scenario), "{edit:?}");
                        by_itself += 1;
                    }
                }
            }
        }
        assert!(by_itself > 100, "{by_itself}");
    }

    #[test]
    fn items_move_and_go() {
        let scenario = examples::default();
        let stage = FieldPath::root().field("rest_apis").index(0).field("stages");
        let moved = Edit::Move(stage.index(0), 1).apply(&scenario).unwrap();
        assert_eq!(moved.rest_apis[0].stages[1].name, "prod");
        let gone = Edit::Remove(stage.index(1)).apply(&moved).unwrap();
        assert_eq!(gone.rest_apis[0].stages.len(), 1);
        assert_eq!(Edit::Remove(stage.index(9)).apply(&gone).unwrap(), gone);
    }

    #[test]
    fn an_entry_takes_another_name_unless_that_is_taken() {
        let scenario = examples::default();
        let renamed = Edit::Rename(methods().field("GET"), "ANY".to_owned()).apply(&scenario).unwrap();
        assert_eq!(renamed.rest_apis[0].resources[0].methods.keys().next().unwrap().as_str(), "ANY");
        let both = Edit::Set(methods().field("GET"), json!({})).apply(&renamed).unwrap();
        let taken = Edit::Rename(methods().field("GET"), "ANY".to_owned()).apply(&both).unwrap_err();
        assert_eq!(taken.path(), Some(&methods().field("GET")));
        assert_eq!(Edit::Rename(methods().field("GET"), "GET".to_owned()).apply(&both).unwrap(), both);
    }

    #[test]
    fn a_text_that_cannot_be_read_is_refused_with_its_place() {
        let at = FieldPath::root().field("distributions").index(0).field("ordered_cache_behavior").index(0);
        let at = at.field("path_pattern");
        let error = Edit::text(at.clone(), "/a b").apply(&examples::default()).unwrap_err();
        assert_eq!(error.path(), Some(&at));
    }

    #[test]
    fn numbers_are_numbers() {
        let at = FieldPath::root().field("requests").index(0).field("expect").field("status");
        assert_eq!(Edit::number(at.clone(), " 403 "), Edit::Set(at.clone(), json!(403)));
        assert_eq!(Edit::number(at.clone(), ""), Edit::Remove(at.clone()));
        assert!(Edit::number(at, "4o3").apply(&examples::default()).is_err());
    }
}
