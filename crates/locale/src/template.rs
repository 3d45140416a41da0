//! Values in braces: `{added}` in a text stands for the value of that name. `{{` is a brace.

/// The values that a text is filled with, by name.
pub trait Values {
    /// The value of that name, if there is one.
    fn value(&self, name: &str) -> Option<String>;
}

/// No values.
impl Values for () {
    fn value(&self, _: &str) -> Option<String> {
        None
    }
}

/// A list of names and values.
impl<T: AsRef<str>> Values for [(&str, T)] {
    fn value(&self, name: &str) -> Option<String> {
        self.iter().find(|(each, _)| *each == name).map(|(_, value)| value.as_ref().to_owned())
    }
}

impl<T: AsRef<str>, const N: usize> Values for [(&str, T); N] {
    fn value(&self, name: &str) -> Option<String> {
        self.as_slice().value(name)
    }
}

/// A function from names to values.
impl<F: Fn(&str) -> Option<String>> Values for F {
    fn value(&self, name: &str) -> Option<String> {
        self(name)
    }
}

/// Values of which none turns the direction of the text around it.
#[derive(Debug)]
pub(crate) struct Isolated<'a, V: ?Sized>(pub &'a V);

impl<V: Values + ?Sized> Values for Isolated<'_, V> {
    fn value(&self, name: &str) -> Option<String> {
        let value = self.0.value(name)?;
        Some(if value.contains(turns) { isolated(&value) } else { value })
    }
}

/// The characters that begin and end an isolate: see "Explicit Directional Isolates" in Unicode's annex 9.
const ISOLATES: std::ops::RangeInclusive<char> = '\u{2066}'..='\u{2069}';

/// A value between the characters that keep its direction to itself. Such characters of its own would end that early, or
/// take its end for theirs.
fn isolated(value: &str) -> String {
    let kept = value.chars().filter(|c| !ISOLATES.contains(c));
    ['\u{2068}'].into_iter().chain(kept).chain(['\u{2069}']).collect()
}

/// Whether a character is written from right to left, or says how others are.
fn turns(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Fills a template. None: a value that it names is not there, or empty.
pub fn fill<V: Values + ?Sized>(template: &str, values: &V) -> Option<String> {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        if let Some(after) = after.strip_prefix('{') {
            text.push('{');
            rest = after;
            continue;
        }
        let (name, after) = after.split_once('}')?;
        text.push_str(&values.value(name).filter(|value| !value.is_empty())?);
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_the_place_of_their_names() {
        assert_eq!(fill("+ {a}, {b}{{", &[("a", "/prod"), ("b", "{a}")]).as_deref(), Some("+ /prod, {a}{"));
    }

    #[test]
    fn a_missing_or_empty_value_is_no_text() {
        assert_eq!(fill("{a}", &()), None);
        assert_eq!(fill("{a}", &[("a", "")]), None);
        assert_eq!(fill("{a", &[("a", "x")]), None);
        assert_eq!(fill("plain", &()).as_deref(), Some("plain"));
    }
}
