//! The place of a value in a scenario file, as in `distributions[0].origin[1].origin_path`.

use std::fmt;

use serde_json::Value;

/// The place of a value in a scenario file. Displays as `distributions[0].origin[1].origin_path`; the whole file is
/// the empty path.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath(Vec<Segment>);

/// One step of a [`FieldPath`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// The field of an object, or the key of a map.
    Field(String),
    /// The item of a list, counted from 0.
    Index(usize),
}

impl FieldPath {
    /// The path of the whole file.
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads a path as it displays. The key of a map that holds a dot or a bracket, or is a number, cannot be told from
    /// several steps or from an index.
    pub fn read(text: &str) -> Self {
        let pieces = text.split(['.', '[', ']']).filter(|piece| !piece.is_empty());
        pieces.map(|piece| piece.parse().map_or_else(|_| Segment::Field(piece.to_owned()), Segment::Index)).collect()
    }

    /// The steps, outermost first.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// The path of the field `name` of the object at this path.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        let mut longer = self.clone();
        longer.0.push(Segment::Field(name.to_owned()));
        longer
    }

    /// The path of item `index` of the list at this path.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut longer = self.clone();
        longer.0.push(Segment::Index(index));
        longer
    }

    /// The value at this path inside `document`, if there is one.
    pub fn find<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        self.0.iter().try_fold(document, |value, segment| match segment {
            Segment::Field(name) => value.get(name),
            Segment::Index(index) => value.get(index),
        })
    }

    /// Whether two documents hold the same at this path, in items of lists that are still the same ones.
    pub fn holds_the_same(&self, before: &Value, after: &Value) -> bool {
        self.find(before) == self.find(after) && self.is_of_the_same_items(before, after)
    }

    /// Whether this path leads through the same items of lists in two documents. An item whose name is this very field
    /// is the same if there are as many as before.
    pub fn is_of_the_same_items(&self, before: &Value, after: &Value) -> bool {
        let around = |length: usize| self.0.iter().take(length).cloned().collect::<Self>();
        let count = |document: &Value, list: &Self| list.find(document).and_then(Value::as_array).map(Vec::len);
        self.0.iter().enumerate().filter(|(_, segment)| matches!(segment, Segment::Index(_))).all(|(at, _)| {
            let (list, item) = (around(at), around(at + 1));
            let names = [before, after].map(|document| item.find(document).map(|each| item_name(each).unwrap_or(each)));
            let is_own = self.find(before).is_some() && names == [self.find(before), self.find(after)];
            let [one, other] = names;
            one == other || (is_own && count(before, &list) == count(after, &list))
        })
    }
}

/// What tells an item of a list from its neighbours, if it has a name.
pub(crate) fn item_name(item: &Value) -> Option<&Value> {
    const NAMES: [&str; 12] = [
        "name",
        "id",
        "origin_id",
        "domain_name",
        "path_pattern",
        "route_key",
        "path",
        "base_path",
        "priority",
        "error_code",
        "event_type",
        "port",
    ];
    NAMES.iter().find_map(|name| item.get(name))
}

/// The place of a value while the values around it are being looked at: a path that costs nothing until it is needed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place<'a> {
    /// The whole file.
    Root,
    /// A field, or the entry of a map.
    Field(&'a Self, &'a str),
    /// An item of a list.
    Index(&'a Self, usize),
}

impl Place<'_> {
    /// The place of the field `name` of the object at this place.
    pub(crate) const fn field<'b>(&'b self, name: &'b str) -> Place<'b> {
        Place::Field(self, name)
    }

    /// The place of item `index` of the list at this place.
    pub(crate) const fn index(&self, index: usize) -> Place<'_> {
        Place::Index(self, index)
    }

    /// The place as a path.
    pub(crate) fn path(&self) -> FieldPath {
        match self {
            Self::Root => FieldPath::root(),
            Self::Field(parent, name) => parent.path().field(name),
            Self::Index(parent, index) => parent.path().index(*index),
        }
    }
}

impl FromIterator<Segment> for FieldPath {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self(segments.into_iter().collect())
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Field(name) if position == 0 => f.write_str(name)?,
                Segment::Field(name) => write!(f, ".{name}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_as_people_write_it() {
        let path = FieldPath::root().field("distributions").index(0).field("origin").index(1).field("origin_path");
        assert_eq!(path.to_string(), "distributions[0].origin[1].origin_path");
        assert_eq!(FieldPath::root().to_string(), "");
        assert_eq!(FieldPath::read(&path.to_string()), path);
        assert_eq!(FieldPath::read(""), FieldPath::root());
    }

    #[test]
    fn finds_its_value() {
        let document = serde_json::json!({"dns": [{"name": "a"}, {"name": "b"}]});
        let path = FieldPath::root().field("dns").index(1).field("name");
        assert_eq!(path.find(&document), Some(&serde_json::json!("b")));
        assert_eq!(path.index(0).find(&document), None);
    }
}
