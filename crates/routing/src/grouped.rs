//! Values by name, as events hold header fields and the parameters of a query.

use std::borrow::Cow;

use hopscope_scenario::edge_call::OrderedJson;

/// Values by name: the names sorted, the values of each in the order in which they came.
#[derive(Debug, Default)]
pub struct Grouped<'a>(Vec<(Cow<'a, str>, Vec<Cow<'a, str>>)>);

impl<'a> Grouped<'a> {
    /// Adds a value to those of a name.
    pub fn add(&mut self, name: Cow<'a, str>, value: Cow<'a, str>) {
        match self.0.binary_search_by(|(each, _)| each.cmp(&name)) {
            Ok(at) => {
                if let Some((_, values)) = self.0.get_mut(at) {
                    values.push(value);
                }
            }
            Err(at) => self.0.insert(at, (name, vec![value])),
        }
    }

    /// An object of the fields that `one` makes of the values of each name.
    fn object(&self, one: fn(&[Cow<'a, str>]) -> OrderedJson) -> OrderedJson {
        OrderedJson::Object(self.0.iter().map(|(name, values)| (name.to_string(), one(values))).collect())
    }

    /// An object of the last value of each name.
    pub fn last(&self) -> OrderedJson {
        self.object(|values| values.last().map_or(OrderedJson::Null, |last| (&**last).into()))
    }

    /// An object of all values of each name, in arrays.
    pub fn lists(&self) -> OrderedJson {
        self.object(|values| OrderedJson::Array(values.iter().map(|value| (&**value).into()).collect()))
    }

    /// An object of all values of each name, behind one another with commas. An empty value leaves no comma behind.
    pub fn joined(&self) -> OrderedJson {
        self.object(|values| {
            let mut joined = String::new();
            for value in values {
                if !joined.is_empty() {
                    joined.push(',');
                }
                joined.push_str(value);
            }
            OrderedJson::String(joined)
        })
    }
}

/// The decoded parameters of a query, by name.
pub fn parameters(query: &str) -> Grouped<'_> {
    let mut parameters = Grouped::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        parameters.add(name, value);
    }
    parameters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_grouped_by_name() {
        let query = parameters("b=2&a=1&b=&b=3");
        assert_eq!(query.last().to_string(), r#"{"a":"1","b":"3"}"#);
        assert_eq!(query.lists().to_string(), r#"{"a":["1"],"b":["2","","3"]}"#);
        assert_eq!(query.joined().to_string(), r#"{"a":"1","b":"2,,3"}"#);
        assert_eq!(parameters("b=&b=3").joined().to_string(), r#"{"b":"3"}"#);
    }
}
