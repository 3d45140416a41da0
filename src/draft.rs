//! Drafts: what the user made, each in a place of its own in the browser's storage.
//!
//! What is opened from a link, a file or the examples is nobody's draft until it is changed. Then it gets a new place,
//! and every later change of it is written there. A place has a stamp, the time of its last change: who finds another
//! stamp than their own there, because another tab has gone on with the same draft, takes a new place. So nothing that
//! one tab has stored is overwritten by another.

use std::rc::Rc;

use hopscope_scenario::{Scenario, ScenarioError};
use serde_json::{Value, json};

/// What the keys of drafts in the browser's storage begin with.
pub const PREFIX: &str = "hopscope.draft";

/// Where a draft is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its key.
    pub key: Rc<str>,
    /// When it was last written, in milliseconds of the browser's clock.
    pub stamp: u64,
}

impl Place {
    /// A place that nothing is in yet. `salt` tells apart those that are taken in the same millisecond.
    pub fn new(now: u64, salt: u32) -> Self {
        Self { key: format!("{PREFIX}.{now}-{salt}").into(), stamp: 0 }
    }
}

/// What a place holds: the stamp, the scenario and, where the JSON panel held a text that is none, that text; each
/// begins on a line of its own.
pub fn write(stamp: u64, scenario: &str, document: Option<&str>) -> String {
    let stamp = stamp.to_string();
    match document {
        Some(document) => [&stamp, "\n", scenario, "\n", document].concat(),
        None => [&stamp, "\n", scenario].concat(),
    }
}

/// The stamp of a place.
pub fn stamp(text: &str) -> u64 {
    text.split('\n').next().and_then(|line| line.parse().ok()).unwrap_or_default()
}

/// A draft as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// The key of its place.
    pub key: String,
    /// When it was last written.
    pub stamp: u64,
    /// The scenario, as JSON.
    pub scenario: String,
    /// What the JSON panel held beside it, where that was no scenario.
    pub document: Option<String>,
}

impl Stored {
    /// What is stored under a key. A text without a stamp is a scenario.
    pub fn read(key: String, text: &str) -> Self {
        let stamp = stamp(text);
        let body = if stamp == 0 { text } else { text.split_once('\n').map_or("", |(_, body)| body) };
        let (scenario, document) = body.split_once('\n').map_or((body, None), |(json, text)| (json, Some(text)));
        Self { key, stamp, scenario: scenario.to_owned(), document: document.map(str::to_owned) }
    }

    fn place(&self) -> Place {
        Place { key: self.key.as_str().into(), stamp: self.stamp }
    }
}

/// A draft that can be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// What the JSON panel held beside it.
    pub document: Option<Rc<str>>,
    /// Where it is stored. None: it is not, and is here as long as the page.
    pub place: Option<Place>,
}

/// A draft that cannot be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// Where it is stored. None: it is not, and is here as long as the page.
    pub place: Option<Place>,
    /// What it holds.
    pub text: Rc<str>,
    /// Why it cannot be opened.
    pub error: ScenarioError,
}

/// The drafts that are stored, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts {
    /// Those that can be opened, no two of them alike.
    pub open: Vec<Draft>,
    /// The others.
    pub unreadable: Vec<Unreadable>,
}

impl Drafts {
    /// Reads what is stored. The draft that this tab had open comes first; the others follow, newest first.
    pub fn read(mut stored: Vec<Stored>, own: Option<&str>) -> Self {
        stored.sort_by_key(|each| (Some(each.key.as_str()) != own, std::cmp::Reverse(each.stamp)));
        let mut drafts = Self::default();
        for each in stored {
            let place = Some(each.place());
            match Scenario::from_json(&each.scenario) {
                Ok(scenario) => {
                    let document = each.document.map(Rc::from);
                    drafts.add(Draft { scenario: Rc::new(scenario), document, place });
                }
                Err(error) => drafts.unreadable.push(Unreadable { place, text: each.scenario.into(), error }),
            }
        }
        drafts
    }

    /// Two tabs can come to the same.
    fn add(&mut self, draft: Draft) {
        if !self.open.iter().any(|each| each.scenario == draft.scenario && each.document == draft.document) {
            self.open.push(draft);
        }
    }

    /// Takes the draft of a scenario out.
    pub fn take(&mut self, scenario: &Scenario) -> Option<Draft> {
        let at = self.open.iter().position(|each| *each.scenario == *scenario)?;
        Some(self.open.remove(at))
    }

    /// Puts a draft in front of the others, unless it is among them.
    pub fn put(&mut self, draft: Draft) {
        if self.open.iter().all(|each| each.scenario != draft.scenario || each.document != draft.document) {
            self.open.insert(0, draft);
        }
    }

    /// Those whose place meets a condition, or that have none.
    #[must_use]
    pub fn only(mut self, wanted: impl Fn(&Place) -> bool) -> Self {
        let keeps = |place: &Option<Place>| place.as_ref().is_none_or(&wanted);
        self.open.retain(|each| keeps(&each.place));
        self.unreadable.retain(|each| keeps(&each.place));
        self
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.unreadable.is_empty()
    }

    /// Takes the first draft out.
    pub fn take_first(&mut self) -> Option<Draft> {
        (!self.open.is_empty()).then(|| self.open.remove(0))
    }
}

/// The field by which a file of several scenarios is told from one scenario: the version of its form.
const FILE: &str = "hopscope_history";

/// All drafts that can be opened, as one file.
pub fn to_file(drafts: &Drafts) -> String {
    let one = |draft: &Draft| {
        let scenario: Value = serde_json::from_str(&draft.scenario.to_json()).unwrap_or_default();
        json!({ "changed": draft.place.as_ref().map_or(0, |place| place.stamp), "scenario": scenario })
    };
    let scenarios: Vec<Value> = drafts.open.iter().map(one).collect();
    let file = json!({ FILE: 1, "scenarios": scenarios });
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

/// The scenarios of such a file, each with the time of its last change. None: it is none. What is no scenario of this
/// version is kept as it is, to be told when it is listed.
pub fn from_file(text: &str) -> Option<Vec<(u64, String)>> {
    let file: Value = serde_json::from_str(text).ok()?;
    file.get(FILE)?;
    let one = |each: &Value| {
        let changed = each.get("changed").and_then(Value::as_u64).unwrap_or_default();
        let text = each.get("scenario")?.to_string();
        // As it is stored: what is stored already is known by its text.
        let scenario = Scenario::from_json(&text).map_or(text, |scenario| scenario.to_json());
        Some((changed, scenario))
    };
    Some(file.get("scenarios")?.as_array()?.iter().filter_map(one).collect())
}

/// A stored draft with another title. None: it cannot be read.
pub fn renamed(text: &str, title: &str) -> Option<String> {
    let stored = Stored::read(String::new(), text);
    let mut scenario = Scenario::from_json(&stored.scenario).ok()?;
    title.clone_into(&mut scenario.title);
    // The stamp stays: it is the same draft to a tab that has it open.
    Some(write(stored.stamp, &scenario.to_json(), stored.document.as_deref()))
}

impl Draft {
    /// Whether it is found by what somebody typed: each word stands in its title, its notes, or in a request of it.
    pub fn is_found(&self, typed: &str) -> bool {
        let Scenario { title, notes, requests, .. } = &*self.scenario;
        let mut all = [title.as_str(), notes].join(" ");
        for request in requests.iter().take(MOST_LOOKED_AT) {
            all.extend([" ", &request.name, " ", &request.url]);
        }
        let all = all.to_lowercase();
        typed.to_lowercase().split_whitespace().all(|word| all.contains(word))
    }
}

/// In how many requests of a draft a word is looked for.
const MOST_LOOKED_AT: usize = 100;

/// Why the browser stores nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It has no storage for this page: private mode, a setting, a sandboxed frame.
    Denied,
    /// There is no room.
    Full,
}

impl Trouble {
    /// Its name in locale keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Full => "full",
        }
    }
}

/// What was last stored, or was not.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Which of the opened scenarios it descends from: see [`Model::lineage`](crate::Model).
    pub lineage: u32,
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// What the JSON panel held beside it.
    pub document: Option<Rc<str>>,
    /// Where, or why not.
    pub place: Result<Place, Trouble>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    fn stored(key: &str, stamp: u64, title: &str) -> Stored {
        let scenario = Scenario { title: title.to_owned(), ..Scenario::default() };
        Stored::read(key.to_owned(), &write(stamp, &scenario.to_json(), None))
    }

    fn titles(drafts: &Drafts) -> Vec<&str> {
        drafts.open.iter().map(|each| each.scenario.title.as_str()).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        for document in [None, Some("{\n\n"), Some("")] {
            let text = write(7, "{\"hopscope\":1}", document);
            assert_eq!(stamp(&text), 7);
            let expected = Stored {
                key: "k".to_owned(),
                stamp: 7,
                scenario: "{\"hopscope\":1}".to_owned(),
                document: document.map(str::to_owned),
            };
            assert_eq!(Stored::read("k".to_owned(), &text), expected);
        }
    }

    #[test]
    fn a_file_of_all_gives_them_back() {
        let drafts = Drafts::read(vec![stored("a", 1, "A"), stored("b", 3, "B")], None);
        let read = from_file(&to_file(&drafts)).unwrap_or_default();
        let again = read.into_iter().map(|(stamp, json)| Stored::read("k".to_owned(), &write(stamp, &json, None)));
        let again = Drafts::read(again.collect(), None);
        assert_eq!(titles(&again), ["B", "A"]);
        assert_eq!(again.open[0].place.as_ref().map(|place| place.stamp), Some(3));
        assert_eq!(from_file("{\"hopscope\": 1}"), None);
        assert_eq!(from_file("{"), None);
        // What another version wrote is handed on as it is.
        let other = from_file(r#"{"hopscope_history": 2, "scenarios": [{"scenario": {"hopscope": 99}}, {}, 7]}"#);
        assert_eq!(other, Some(vec![(0, "{\"hopscope\":99}".to_owned())]));
    }

    #[test]
    fn a_draft_is_renamed_in_its_place_and_keeps_what_stands_beside_it() {
        let text = write(7, &Scenario { title: "old".to_owned(), ..Scenario::default() }.to_json(), Some("{"));
        let read = Stored::read("k".to_owned(), &renamed(&text, "new").unwrap_or_default());
        assert_eq!((read.stamp, read.document.as_deref()), (7, Some("{")));
        assert!(read.scenario.contains("new") && !read.scenario.contains("old"), "{}", read.scenario);
        assert_eq!(renamed("7\n{", "new"), None);
    }

    #[test]
    fn drafts_are_found_by_title_and_url() {
        let request =
            hopscope_scenario::request::Request { url: "https://a.example/Cart".to_owned(), ..Default::default() };
        let scenario = Scenario { title: "Shop".to_owned(), requests: vec![request], ..Scenario::default() };
        let draft = Draft { scenario: Rc::new(scenario), document: None, place: None };
        assert!(draft.is_found("") && draft.is_found("shop cart") && !draft.is_found("shop basket"));
    }

    #[test]
    fn a_text_without_a_stamp_is_a_scenario() {
        let read = Stored::read(PREFIX.to_owned(), "{\"hopscope\":1}");
        assert_eq!((read.stamp, read.scenario.as_str(), read.document), (0, "{\"hopscope\":1}", None));
        assert_eq!(Stored::read("k".to_owned(), ""), Stored { key: "k".to_owned(), ..Stored::default() });
    }

    #[test]
    fn the_own_draft_comes_first_then_the_newest() {
        let all = || vec![stored("a", 1, "A"), stored("b", 3, "B"), stored("c", 2, "C")];
        assert_eq!(titles(&Drafts::read(all(), None)), ["B", "C", "A"]);
        assert_eq!(titles(&Drafts::read(all(), Some("a"))), ["A", "B", "C"]);
    }

    #[test]
    fn the_same_twice_is_offered_once() {
        let drafts = Drafts::read(vec![stored("a", 1, "A"), stored("b", 3, "A")], None);
        assert_eq!((drafts.open.len(), drafts.open[0].place.as_ref().map(|place| place.stamp)), (1, Some(3)));
    }

    #[test]
    fn what_cannot_be_read_is_kept_apart_with_its_reason() {
        let damaged = Stored::read("a".to_owned(), "5\n{\"hopscope\": 99}");
        let mut drafts = Drafts::read(vec![damaged, stored("b", 1, "B")], None);
        assert_eq!(drafts.unreadable.len(), 1);
        assert_eq!(&*drafts.unreadable[0].text, "{\"hopscope\": 99}");
        assert_eq!(drafts.take_first().map(|draft| draft.scenario.title.clone()).as_deref(), Some("B"));
        assert_eq!(drafts.take_first(), None);
        assert!(!drafts.is_empty());
        assert!(drafts.only(|place| place.stamp > 5).is_empty());
    }
}
