//! The scenarios of the Examples menu.

use hopscope_scenario::Scenario;

/// An example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its name: the key of its title is `example.<name>`.
    pub name: &'static str,
    json: &'static str,
}

macro_rules! examples {
    ($($name:literal),* $(,)?) => {
        /// Every example, in the order of the menu.
        pub const ALL: &[Example] =
            &[$(Example { name: $name, json: include_str!(concat!("../examples/", $name, ".json")) }),*];
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

impl Example {
    /// The example as a scenario.
    pub fn scenario(self) -> Scenario {
        Scenario::from_json(self.json).unwrap_or_default()
    }
}

/// The example that a first visit opens on.
pub fn default() -> Example {
    ALL.first().copied().unwrap_or(Example { name: "", json: "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_can_be_read() {
        for example in ALL {
            let read = Scenario::from_json(example.json);
            assert!(read.is_ok(), "{}: {read:?}", example.name);
            assert!(read.is_ok_and(|scenario| scenario.unknown_fields().is_empty() && scenario.problems().is_empty()));
        }
    }
}
