//! Changes of a scenario, addressed by field path.
//!
//! An edit changes the scenario's JSON document, and the document is read again as any file is. So every form edits in
//! the same way, no edit makes a scenario that a file could not hold, and what is wrong with a text is said by the
//! reader of files, in its words.

use std::mem;

use serde_json::{Map, Value};

use crate::distribution::Distribution;
use crate::field_path::Segment;
use crate::rest_api::RestApi;
use crate::{Allowed, FieldPath, Scenario, ScenarioError};

mod in_place;

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
    /// Gives another name to the entry of a map; or, at the field that holds the name of a part, to the part and to all
    /// that refers to it.
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

    /// The place that it changes; of several edits at once, none.
    pub const fn place(&self) -> Option<&FieldPath> {
        match self {
            Self::Set(at, _) | Self::Remove(at) | Self::Insert(at, _) | Self::Move(at, _) | Self::Rename(at, _) => {
                Some(at)
            }
            Self::All(_) => None,
        }
    }

    /// The changed scenario.
    ///
    /// # Errors
    /// When a field would hold what it may not.
    pub fn apply(&self, scenario: &Scenario) -> Result<Scenario, ScenarioError> {
        let renamed = match self {
            Self::Rename(at, name) => scenario.renamed(at, name),
            _ => None,
        };
        let scenario = renamed.as_ref().unwrap_or(scenario);
        let mut document = serde_json::from_str(&scenario.to_json()).unwrap_or(Value::Null);
        if let Self::Rename(at, name) = self
            && !holds_name(at.segments())
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

    /// The changed scenario, of what is typed into an item of a list: only the item, or its list without the long lists
    /// inside it, takes the way through JSON, which a large scenario is too slow for at each key press. None: it is no
    /// such item, or [`apply`](Self::apply) would refuse the change.
    pub fn apply_to_item(&self, scenario: &Scenario) -> Option<Scenario> {
        self.field()?;
        let mut whole = scenario.clone();
        self.change_part(&mut whole)?;
        Some(whole)
    }

    /// Changes the item, or the list, that the place lies in. None, and nothing is changed: see above.
    fn change_part(&self, whole: &mut Scenario) -> Option<()> {
        use Segment::{Field, Index};
        let path = self.place()?.segments();
        match path {
            [Field(list), Index(at), Field(_), ..] if list == "requests" => {
                let wrap = |item| Scenario { requests: vec![item], ..Scenario::default() };
                self.apply_alone(whole.requests.get_mut(*at)?, &[1], wrap, |mut alone| alone.requests.pop())
            }
            [Field(list), Index(at), Field(field), Index(nested), _, ..]
                if list == "distributions" && field == "ordered_cache_behavior" =>
            {
                let item = whole.distributions.get_mut(*at)?.ordered_cache_behavior.get_mut(*nested)?;
                let wrap = |item| {
                    let parent = Distribution { ordered_cache_behavior: vec![item], ..Distribution::default() };
                    Scenario { distributions: vec![parent], ..Scenario::default() }
                };
                let unwrap = |mut alone: Scenario| alone.distributions.pop()?.ordered_cache_behavior.pop();
                self.apply_alone(item, &[1, 3], wrap, unwrap)
            }
            [Field(list), Index(at), Field(field), Index(nested), _, ..]
                if list == "rest_apis" && field == "resources" =>
            {
                let item = whole.rest_apis.get_mut(*at)?.resources.get_mut(*nested)?;
                let wrap = |item| {
                    let parent = RestApi { resources: vec![item], ..RestApi::default() };
                    Scenario { rest_apis: vec![parent], ..Scenario::default() }
                };
                let unwrap = |mut alone: Scenario| alone.rest_apis.pop()?.resources.pop();
                self.apply_alone(item, &[1, 3], wrap, unwrap)
            }
            [Field(list), Index(_), Field(field), ..] => {
                let is_long = matches!(
                    (list.as_str(), field.as_str()),
                    ("distributions", "ordered_cache_behavior") | ("rest_apis", "resources")
                );
                if is_long { None } else { self.apply_to_list(list, whole) }
            }
            // What is taken out of these would come back into the wrong item.
            [Field(list), ..] if list != "distributions" && list != "rest_apis" => self.apply_to_list(list, whole),
            _ => None,
        }
    }

    /// Changes a list as the only one of a scenario, without the lists inside its items that may be long.
    fn apply_to_list(&self, list: &str, whole: &mut Scenario) -> Option<()> {
        let mut alone = Scenario::default();
        exchange(list, &mut alone, whole)?;
        let behaviors = alone.distributions.iter_mut().map(|each| mem::take(&mut each.ordered_cache_behavior));
        let behaviors: Vec<_> = behaviors.collect();
        let resources: Vec<_> = alone.rest_apis.iter_mut().map(|each| mem::take(&mut each.resources)).collect();
        let changed = self.apply(&alone).ok();
        let is_changed = changed.is_some();
        let mut changed = changed.unwrap_or(alone);
        for (each, own) in changed.distributions.iter_mut().zip(behaviors) {
            each.ordered_cache_behavior = own;
        }
        for (each, own) in changed.rest_apis.iter_mut().zip(resources) {
            each.resources = own;
        }
        exchange(list, whole, &mut changed)?;
        is_changed.then_some(())
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
        let changed = self.of_first(places).and_then(|edit| edit.apply(&alone).ok());
        let is_changed = changed.is_some();
        *item = unwrap(changed.unwrap_or(alone))?;
        is_changed.then_some(())
    }

    /// The same change of the first item, where the path has an index at one of these places. None: it has no path.
    pub fn of_first(&self, places: &[usize]) -> Option<Self> {
        let at = self.place()?.segments().iter().enumerate();
        let at = at.fold(FieldPath::root(), |path, (place, segment)| match segment {
            Segment::Field(name) => path.field(name.as_str()),
            Segment::Index(_) if places.contains(&place) => path.index(0),
            Segment::Index(index) => path.index(*index),
        });
        Some(match self {
            Self::Set(_, value) => Self::Set(at, value.clone()),
            Self::Remove(_) => Self::Remove(at),
            Self::Insert(_, value) => Self::Insert(at, value.clone()),
            Self::Move(_, to) => Self::Move(at, *to),
            Self::Rename(_, name) => Self::Rename(at, name.clone()),
            Self::All(_) => return None,
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
            Self::Rename(at, name) if holds_name(at.segments()) => {
                set(document, at.segments(), Value::String(name.clone()));
            }
            Self::Rename(at, name) => rename(document, at.segments(), name),
            Self::All(edits) => edits.iter().for_each(|edit| edit.change(document)),
        }
    }
}

/// Exchanges the lists of that name. None: there is none whose items are typed into.
fn exchange(list: &str, one: &mut Scenario, other: &mut Scenario) -> Option<()> {
    macro_rules! exchange {
        ($($list:ident),*) => {
            match list {
                $(stringify!($list) => mem::swap(&mut one.$list, &mut other.$list),)*
                _ => return None,
            }
        };
    }
    exchange!(
        dns,
        distributions,
        cache_policies,
        origin_request_policies,
        response_headers_policies,
        edge_functions,
        rest_apis,
        http_apis,
        domain_names,
        lambdas,
        buckets,
        load_balancers,
        servers
    );
    Some(())
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

/// Whether a path leads to the field that holds the name of an item of a list.
fn holds_name(path: &[Segment]) -> bool {
    matches!(path, [.., Segment::Index(_), Segment::Field(field)] if ["name", "id", "origin_id"].contains(&field.as_str()))
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
