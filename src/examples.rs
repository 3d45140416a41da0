//! The scenarios of the Examples menu.

use hopscope_scenario::Scenario;

macro_rules! examples {
    ($($name:literal),* $(,)?) => {
        /// The examples' names, in the order of the menu. The key of the title of one is `example.<name>.title`.
        pub const NAMES: &[&str] = &[$($name),*];

        /// The example of a name, as JSON. A page that opens on none of them does without this function.
        pub fn json(name: &str) -> &'static str {
            match name {
                $($name => include_str!(concat!("../examples/", $name, ".json")),)*
                _ => "{}",
            }
        }
    };
}

examples!(
    "article-described",
    "article-terraform",
    "article-way-out-origin-path",
    "article-way-out-resource",
    "article-way-out-stage",
    "article-way-out-function",
    "article-way-out-direct",
);

/// The example of a name.
pub fn open(name: &str) -> Scenario {
    Scenario::from_json(json(name)).unwrap_or_default()
}

/// The example that a first visit opens on.
pub fn default() -> Scenario {
    Scenario::from_json(include_str!("../examples/article-described.json")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_can_be_read() {
        for name in NAMES {
            let read = Scenario::from_json(json(name));
            assert!(read.is_ok(), "{name}: {read:?}");
            assert!(read.is_ok_and(|scenario| scenario.unknown_fields().is_empty() && scenario.problems().is_empty()));
        }
    }
}
