//! What every value of the scenario file can do: be read from JSON with the place of a fault, and be written.
//!
//! Neither is generic over the format, as serde's traits are: a scenario has some fifty types, and each generic reader
//! and writer would compile all of them anew. In the page that is a third of the program.

use serde_json::Value;

use crate::error::{Allowed, shown};
use crate::field_path::Place;
use crate::json_writer::JsonWriter;
use crate::unknown::Unknown;
use crate::{FieldPath, Map, ScenarioError};

/// A value of the scenario file.
pub(crate) trait Field {
    /// Takes over the value at a place. What was there before is gone, also after an error.
    ///
    /// # Errors
    /// When it has the wrong type, or is not allowed there.
    fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError>;

    /// Writes the value.
    fn write(&self, out: &mut JsonWriter);

    /// What `null` stands for, where an optional value of this type may stand. None: for its absence.
    fn of_null() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// Whether there is no value, which in an optional optional value is written as `null` is.
    fn is_absent(&self) -> bool {
        false
    }

    /// Adds the places of the fields inside that nobody knows.
    fn unknown_fields(&self, _at: &Place<'_>, _found: &mut Vec<FieldPath>) {}
}

/// Reads a value.
pub(crate) fn read<T: Field + Default>(value: &Value, at: &Place<'_>) -> Result<T, ScenarioError> {
    let mut read = T::default();
    read.set(value, at)?;
    Ok(read)
}

/// The fields of a record by their names, whatever their types: what lets one function read, and one write, every
/// record.
pub(crate) type Fields<'a> = Vec<(&'static str, &'a dyn Field)>;
/// The same, to be set.
pub(crate) type FieldsMut<'a> = Vec<(&'static str, &'a mut dyn Field)>;

/// Reads an object into the fields of a record; the others are unknown.
pub(crate) fn read_fields(
    value: &Value,
    at: &Place<'_>,
    mut fields: FieldsMut<'_>,
    unknown: &mut Unknown,
) -> Result<(), ScenarioError> {
    for (name, value) in object(value, at)? {
        match fields.iter_mut().find(|(each, _)| each == name) {
            Some((_, field)) => field.set(value, &Place::Field(at, name))?,
            None => drop(unknown.insert(name.clone(), value.clone())),
        }
    }
    Ok(())
}

/// Writes the fields of a record that do not hold their default, then the unknown ones.
pub(crate) fn write_fields(out: &mut JsonWriter, fields: Fields<'_>, defaults: Fields<'_>, unknown: &Unknown) {
    for ((name, field), (_, default)) in fields.into_iter().zip(defaults) {
        // What is written alike is alike: types need no comparison of their own for this.
        let before = out.mark();
        out.name(name);
        let value = out.mark();
        field.write(out);
        let after = out.mark();
        default.write(out);
        let is_default = out.is_twice(&value, &after) && field.is_absent() == default.is_absent();
        out.back_to(if is_default { &before } else { &after });
    }
    for (name, value) in unknown {
        out.name(name);
        out.value(value);
    }
}

/// Adds the places of the unknown fields of a record, and of those inside its fields.
pub(crate) fn unknown_fields(at: &Place<'_>, fields: Fields<'_>, unknown: &Unknown, found: &mut Vec<FieldPath>) {
    found.extend(unknown.keys().map(|name| Place::Field(at, name).path()));
    for (name, field) in fields {
        field.unknown_fields(&Place::Field(at, name), found);
    }
}

/// What is at fault: the value is none of those that the field takes.
#[cold]
#[inline(never)]
pub(crate) fn refuse(value: &Value, at: &Place<'_>, allowed: Allowed) -> ScenarioError {
    ScenarioError::Field { path: at.path(), found: shown(value), allowed }
}

/// The fields of an object.
pub(crate) fn object<'a>(
    value: &'a Value,
    at: &Place<'_>,
) -> Result<&'a serde_json::Map<String, Value>, ScenarioError> {
    value.as_object().ok_or_else(|| refuse(value, at, Allowed::Object))
}

/// A text.
pub(crate) fn text<'a>(value: &'a Value, at: &Place<'_>, allowed: fn() -> Allowed) -> Result<&'a str, ScenarioError> {
    value.as_str().ok_or_else(|| refuse(value, at, allowed()))
}

/// A whole number from 0 up.
fn number(value: &Value, at: &Place<'_>, max: u64) -> Result<u64, ScenarioError> {
    value.as_u64().filter(|number| *number <= max).ok_or_else(|| refuse(value, at, Allowed::Number { max }))
}

/// What is allowed where one of a few words stands.
pub(crate) fn one_of(words: &[&str]) -> Allowed {
    Allowed::OneOf(words.iter().map(|word| (*word).to_owned()).collect())
}

impl Field for String {
    fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
        text(value, at, || Allowed::Text)?.clone_into(self);
        Ok(())
    }

    fn write(&self, out: &mut JsonWriter) {
        out.text(self);
    }
}

impl Field for bool {
    fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
        *self = value.as_bool().ok_or_else(|| refuse(value, at, Allowed::Boolean))?;
        Ok(())
    }

    fn write(&self, out: &mut JsonWriter) {
        out.raw(if *self { "true" } else { "false" });
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(
            impl Field for $number {
                fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
                    let read = number(value, at, <$number>::MAX.into())?;
                    *self = Self::try_from(read).unwrap_or(Self::MAX);
                    Ok(())
                }

                fn write(&self, out: &mut JsonWriter) {
                    out.number(u64::from(*self));
                }
            }
        )*
    };
}

numbers!(u16, u32);

/// Anything: kept as it is.
impl Field for Value {
    fn set(&mut self, value: &Value, _: &Place<'_>) -> Result<(), ScenarioError> {
        self.clone_from(value);
        Ok(())
    }

    fn write(&self, out: &mut JsonWriter) {
        out.value(self);
    }
}

impl<T: Field + Default> Field for Option<T> {
    fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
        if value.is_null() {
            *self = T::of_null();
            return Ok(());
        }
        self.insert(T::default()).set(value, at)
    }

    fn write(&self, out: &mut JsonWriter) {
        match self {
            Some(value) => value.write(out),
            None => out.raw("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    /// In an optional optional value, null and absence mean different things.
    fn of_null() -> Option<Self> {
        Some(None)
    }

    fn unknown_fields(&self, at: &Place<'_>, found: &mut Vec<FieldPath>) {
        if let Some(value) = self {
            value.unknown_fields(at, found);
        }
    }
}

impl<T: Field> Field for Box<T> {
    fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
        T::set(self, value, at)
    }

    fn write(&self, out: &mut JsonWriter) {
        T::write(self, out);
    }

    fn unknown_fields(&self, at: &Place<'_>, found: &mut Vec<FieldPath>) {
        T::unknown_fields(self, at, found);
    }
}

/// A list of values: what lets one function read, and one write, every list.
trait List {
    /// Makes it a list of so many defaults.
    fn reset(&mut self, len: usize);
    /// The item of that index, from 0.
    fn item(&self, index: usize) -> Option<&dyn Field>;
    /// The same, to be set.
    fn item_mut(&mut self, index: usize) -> Option<&mut dyn Field>;
}

impl<T: Field + Default> List for Vec<T> {
    fn reset(&mut self, len: usize) {
        self.clear();
        self.resize_with(len, T::default);
    }

    fn item(&self, index: usize) -> Option<&dyn Field> {
        self.get(index).map(|item| item as &dyn Field)
    }

    fn item_mut(&mut self, index: usize) -> Option<&mut dyn Field> {
        self.get_mut(index).map(|item| item as &mut dyn Field)
    }
}

fn set_list(list: &mut dyn List, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
    let items = value.as_array().ok_or_else(|| refuse(value, at, Allowed::List))?;
    list.reset(items.len());
    for (index, item) in items.iter().enumerate() {
        if let Some(read) = list.item_mut(index) {
            read.set(item, &Place::Index(at, index))?;
        }
    }
    Ok(())
}

fn items(list: &dyn List) -> impl Iterator<Item = &dyn Field> {
    (0..).map_while(|index| list.item(index))
}

fn write_list(list: &dyn List, out: &mut JsonWriter) {
    out.list(|out| {
        for item in items(list) {
            out.item();
            item.write(out);
        }
    });
}

fn unknown_of_list(list: &dyn List, at: &Place<'_>, found: &mut Vec<FieldPath>) {
    for (index, item) in items(list).enumerate() {
        item.unknown_fields(&Place::Index(at, index), found);
    }
}

impl<T: Field + Default> Field for Vec<T> {
    fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
        set_list(self, value, at)
    }

    fn write(&self, out: &mut JsonWriter) {
        write_list(self, out);
    }

    fn unknown_fields(&self, at: &Place<'_>, found: &mut Vec<FieldPath>) {
        unknown_of_list(self, at, found);
    }
}

/// A key of a map.
pub(crate) trait Key: Sized + Ord + AsRef<str> {
    /// The key of that spelling.
    fn from_name(name: &str) -> Result<Self, Allowed>;
}

impl Key for String {
    fn from_name(name: &str) -> Result<Self, Allowed> {
        Ok(name.to_owned())
    }
}

/// The entries of a map: what lets one function read, and one write, every map.
trait Entries {
    /// Leaves no entry.
    fn reset(&mut self);
    /// Adds an entry of that name, or says what names are allowed.
    fn add(&mut self, name: &str) -> Result<&mut dyn Field, Allowed>;
    /// The entry at a place in the order of the names, from 0.
    fn entry_at(&self, index: usize) -> Option<(&str, &dyn Field)>;
}

impl<K: Key, T: Field + Default> Entries for Map<K, T> {
    fn reset(&mut self) {
        self.clear();
    }

    fn add(&mut self, name: &str) -> Result<&mut dyn Field, Allowed> {
        Ok(self.entry(K::from_name(name)?).or_default())
    }

    fn entry_at(&self, index: usize) -> Option<(&str, &dyn Field)> {
        self.get_indexed(index).map(|(name, value)| (name.as_ref(), value as &dyn Field))
    }
}

fn set_entries(map: &mut dyn Entries, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
    map.reset();
    for (name, value) in object(value, at)? {
        let at = Place::Field(at, name);
        map.add(name).map_err(|allowed| refuse(value, &at, allowed))?.set(value, &at)?;
    }
    Ok(())
}

fn entries(map: &dyn Entries) -> impl Iterator<Item = (&str, &dyn Field)> {
    (0..).map_while(|index| map.entry_at(index))
}

fn write_entries(map: &dyn Entries, out: &mut JsonWriter) {
    out.object(|out| {
        for (name, value) in entries(map) {
            out.name(name);
            value.write(out);
        }
    });
}

fn unknown_of_entries(map: &dyn Entries, at: &Place<'_>, found: &mut Vec<FieldPath>) {
    for (name, value) in entries(map) {
        value.unknown_fields(&Place::Field(at, name), found);
    }
}

impl<K: Key, T: Field + Default> Field for Map<K, T> {
    fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
        set_entries(self, value, at)
    }

    fn write(&self, out: &mut JsonWriter) {
        write_entries(self, out);
    }

    fn unknown_fields(&self, at: &Place<'_>, found: &mut Vec<FieldPath>) {
        unknown_of_entries(self, at, found);
    }
}
