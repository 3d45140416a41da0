//! The scenarios that come with the app: the article's, one for each common cause in the field, and exercises.

use hopscope_locale::example::tell;
use hopscope_locale::{Catalog, Language};
use hopscope_scenario::Scenario;
use serde_json::Value;

macro_rules! examples {
    ($($group:ident: $($name:literal),*;)*) => {
        /// The examples' names in their groups. The key of the name of a group is `examples.<group>`, that of the title of
        /// an example `example.<name>.title`.
        pub const GROUPS: &[(&str, &[&str])] = &[$((stringify!($group), &[$($name),*])),*];

        /// The same without their groups.
        pub const NAMES: &[&str] = &[$($($name),*),*];

        /// The example of a name, as JSON. A page that opens on none of them does without this function.
        pub fn json(name: &str) -> &'static str {
            match name {
                $($($name => include_str!(concat!("../examples/", $name, ".json")),)*)*
                _ => "{}",
            }
        }
    };
}

examples!(
    article:
        "article-described",
        "article-terraform",
        "article-way-out-origin-path",
        "article-way-out-resource",
        "article-way-out-stage",
        "article-way-out-function",
        "article-way-out-direct";
    api:
        "stage-not-in-the-path",
        "host-forwarded",
        "stage-in-custom-domain",
        "not-deployed",
        "root-of-a-proxy",
        "mapping-missing",
        "default-endpoint-off",
        "api-key-does-not-arrive",
        "resource-policy-refuses",
        "signed-for-the-wrong-host",
        "token-does-not-arrive",
        "http-api-stage-in-front",
        "http-api-prefix-left",
        "lambda-permission-missing",
        "cors-preflight-has-no-method",
        "cors-preflight-asks-for-a-token",
        "binary-preflight",
        "stage-in-the-backends-path",
        "usage-plan-of-another-stage";
    s3:
        "spa-reload",
        "folder-without-index",
        "no-default-root-object",
        "bucket-does-not-know-the-distribution",
        "s3-signature-does-not-match",
        "plus-in-a-name",
        "website-endpoint-over-https",
        "aws-origin-path",
        "website-redirect-leaves-cloudfront",
        "kms-key-does-not-know-cloudfront";
    cloudfront:
        "cors-options-not-allowed",
        "index-html-instead-of-json",
        "general-pattern-first",
        "behaviour-missing",
        "post-not-allowed",
        "get-with-a-body",
        "alternate-name-missing",
        "misdirected-request",
        "signed-url-missing",
        "country-not-served",
        "query-string-dropped",
        "waf-body-size",
        "cached-cors",
        "certificate-without-the-alias";
    function_url:
        "function-url-second-grant",
        "function-url-host-forwarded",
        "function-url-post-without-hash",
        "cold-start-504";
    origin:
        "certificate-of-the-load-balancer",
        "redirect-loop",
        "origin-does-not-listen",
        "origin-name-does-not-resolve",
        "failover-does-not-happen",
        "load-balancer-without-https";
    exercise:
        "exercise-prefix",
        "exercise-folder",
        "exercise-honest-errors";
);

/// The example of a name, as its file has it.
pub fn open(name: &str) -> Scenario {
    Scenario::from_json(json(name)).unwrap_or_default()
}

/// The example of a name, in the language of the texts.
pub fn open_in(name: &str, texts: &Catalog) -> Scenario {
    tell(open(name), name, texts)
}

/// The example that a first visit opens on.
pub fn default() -> Scenario {
    Scenario::from_json(include_str!("../examples/article-described.json")).unwrap_or_default()
}

/// The same in the language of the texts, whose first file has its words. None: that is the file's own language.
pub fn default_in(language: Language, texts: &Catalog) -> Option<Scenario> {
    (language != Language::English).then(|| tell(default(), "article-described", texts))
}

/// Whether an example is found by what somebody typed: each of its words stands in its title, in what people see of it,
/// or in its notes.
pub fn is_found(name: &str, typed: &str, texts: &Catalog) -> bool {
    let text = |part: &str| texts.text(&["example.", name, ".", part].concat());
    let all = [name, &text("title"), &text("sees"), &text("notes")].join(" ").to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| all.contains(word))
}

/// An exercise: every request is to end as expected, and what is locked stays as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// Its name among the examples.
    pub name: &'static str,
    /// The id of its distribution, by which it is known again after a reload or behind a link.
    id: &'static str,
    /// The parts of the scenario that stay as they were.
    pub locked: &'static [&'static str],
}

/// The exercises.
pub const EXERCISES: &[Exercise] = &[
    Exercise { name: "exercise-prefix", id: "EXERCISE1", locked: &["requests", "rest_apis", "lambdas"] },
    Exercise { name: "exercise-folder", id: "EXERCISE2", locked: &["requests", "buckets"] },
    Exercise {
        name: "exercise-honest-errors",
        id: "EXERCISE3",
        locked: &["requests", "http_apis", "lambdas", "buckets"],
    },
];

impl Exercise {
    /// The exercise that a scenario is about.
    pub fn of(scenario: &Scenario) -> Option<&'static Self> {
        let id = scenario.distributions.first()?.id.as_str();
        EXERCISES.iter().find(|each| each.id == id)
    }

    /// Which locked parts are as they were, in the order of [`locked`](Self::locked).
    pub fn kept(&self, scenario: &Scenario) -> Vec<bool> {
        let read = |json: &str| serde_json::from_str(json).unwrap_or(Value::Null);
        let (before, now): (Value, Value) = (read(json(self.name)), read(&scenario.to_json()));
        self.locked.iter().map(|part| without_names(&before, part) == without_names(&now, part)).collect()
    }
}

/// A part of a scenario but for the names of requests, which are in the language of who reads.
fn without_names(scenario: &Value, part: &str) -> Value {
    let mut value = scenario.get(part).cloned().unwrap_or_default();
    if part == "requests" {
        for request in value.as_array_mut().into_iter().flatten() {
            if let Some(fields) = request.as_object_mut() {
                fields.remove("name");
            }
        }
    }
    value
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use hopscope_scenario::FieldPath;

    use super::*;
    use crate::Edit;

    fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().copied()
    }

    #[test]
    fn every_example_can_be_read_and_every_file_is_listed() {
        for name in names() {
            let read = Scenario::from_json(json(name));
            assert!(read.is_ok(), "{name}: {read:?}");
            assert!(read.is_ok_and(|scenario| scenario.unknown_fields().is_empty() && scenario.problems().is_empty()));
        }
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).unwrap().count();
        assert_eq!(names().count(), files);
    }

    #[test]
    fn they_open_in_the_language_of_the_reader() {
        let japanese = Catalog::embedded(Language::Japanese);
        for name in names() {
            let is_bare = ["article-described", "article-terraform"].contains(&name);
            let (english, other) = (open(name), open_in(name, &japanese));
            assert_ne!(english.title, other.title, "{name}");
            assert_eq!(other.notes.is_empty(), is_bare, "{name}");
            assert!(other.requests.iter().all(|request| !request.name.is_empty()), "{name}");
            assert_eq!(english.distributions, other.distributions, "{name}");
            // What comes after a request comes after it in every language.
            assert!(other.problems().is_empty(), "{name}: {:?}", other.problems());
        }
    }

    #[test]
    fn they_are_found_by_what_people_see_in_either_language() {
        for language in [Language::English, Language::Japanese] {
            let texts = Catalog::embedded(language);
            let found = |typed: &str| names().filter(|name| is_found(name, typed, &texts)).count();
            for typed in ["missing authentication token", "AccessDenied XML", "SignatureDoesNotMatch", "504", "421"] {
                assert!(found(typed) > 0, "{typed} in {language:?}");
            }
            assert_eq!(found("no such thing anywhere"), 0);
            assert_eq!(found(""), names().count());
        }
    }

    #[test]
    fn an_exercise_notices_what_was_to_stay() {
        for exercise in EXERCISES {
            let scenario = open_in(exercise.name, &Catalog::embedded(Language::Japanese));
            assert_eq!(Exercise::of(&scenario), Some(exercise));
            assert!(exercise.kept(&scenario).iter().all(|kept| *kept), "{}", exercise.name);
            let url = FieldPath::root().field("requests").index(0).field("url");
            let changed = Edit::text(url, "https://example.com/").apply(&scenario).unwrap();
            assert!(exercise.kept(&changed).contains(&false), "{}", exercise.name);
        }
        assert_eq!(Exercise::of(&default()), None);
    }
}
