//! Importing: what was given, what came of it, and the lines behind the fields of what was accepted.
//!
//! The page reads no format. It hands files to a worker and shows what that says of them; nothing is in force before
//! the user accepts it, and then the way back is one step of undo.

use std::collections::BTreeMap;
use std::rc::Rc;

use data_encoding::BASE64;
use hopscope_question::{ImportFile, Question as Message};
use hopscope_scenario::request::Request;
use hopscope_scenario::{FieldPath, Scenario};
use serde::Deserialize;
use serde_json::Value;

/// A file, or a text that was pasted.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenFile {
    /// Its path inside what was given.
    pub name: String,
    /// Its bytes in base 64, as the worker is told them.
    pub data: Rc<str>,
    /// How many bytes it has.
    pub size: usize,
}

impl GivenFile {
    /// A file of that name.
    pub fn new(name: String, bytes: &[u8]) -> Self {
        Self { name, data: BASE64.encode(bytes).into(), size: bytes.len() }
    }

    /// The text of that number that was pasted.
    pub fn pasted(number: usize, text: &str) -> Self {
        Self::new(["pasted-", &number.to_string()].concat(), text.as_bytes())
    }
}

/// What the page knows of the import that is going on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// What was given.
    pub given: Rc<Vec<GivenFile>>,
    /// Values of variables and parameters, and answers to questions, by name.
    pub values: Rc<BTreeMap<String, String>>,
    /// The URL of the request in question.
    pub url: String,
    /// What came of it, and of which number of [`Import::number`].
    pub answer: Option<(u32, Result<Rc<Imported>, Failure>)>,
    /// Counts what was asked, so that an answer to something earlier is told apart.
    pub number: u32,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The program that reads files did not arrive.
    Missing,
    /// It took too long.
    TooLong,
    /// It broke down, or said what is no answer.
    Broken,
    /// There is more than it takes: see [`LARGEST`].
    TooLarge,
}

/// The most that one import takes, in bytes over all files.
pub const LARGEST: usize = 32 << 20;

/// What files describe, as the worker tells it. See `message` in crates/formats.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// The lines behind its fields.
    pub sources: Sources,
    /// What became of each part.
    pub report: Vec<Entry>,
    /// What only the user can say.
    pub questions: Vec<Question>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// A place in one of the files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// The lines behind one field.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Lines {
    /// Where it is set.
    pub at: Option<Place>,
    /// Where its value was written, if elsewhere.
    #[serde(default)]
    pub written_at: Option<Place>,
    /// The module calls that lead there, outermost first.
    #[serde(default)]
    pub calls: Vec<Option<Place>>,
}

/// What became of a part.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Entry {
    /// `mapped`, `folded`, `skipped` or `lost`.
    pub fate: String,
    /// Its address.
    pub address: String,
    /// The attribute, where it is about one alone.
    pub attribute: Option<String>,
    /// Why.
    pub reason: Option<Reason>,
    /// Where.
    pub place: Option<Place>,
}

/// Why something was not carried over.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Reason {
    /// Its name in locale keys.
    pub kind: String,
    /// What goes into its sentence.
    pub text: Option<String>,
}

/// What only the user can say.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Question {
    /// The name of the answer.
    pub id: String,
    /// What is asked for.
    pub ask: Ask,
    /// Where.
    pub place: Option<Place>,
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Ask {
    /// The variable whose value is asked for.
    pub variable: Option<String>,
    /// The condition of which it is asked whether it holds.
    pub condition: Option<String>,
    /// What can be chosen: of a condition, what follows if it holds, and if it does not.
    pub choices: Vec<String>,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Fault {
    /// What is wrong: its name in locale keys.
    pub kind: String,
    /// What goes into its sentence.
    pub text: Option<String>,
    /// Where.
    pub place: Option<Place>,
}

/// A file with its lines.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

#[derive(Deserialize)]
struct Told {
    scenario: Value,
    sources: BTreeMap<String, Lines>,
    report: Vec<Entry>,
    questions: Vec<Question>,
    faults: Vec<Fault>,
    files: Vec<File>,
}

impl Imported {
    /// Reads what the worker says.
    pub fn read(told: &str) -> Option<Self> {
        let Told { scenario, sources, report, questions, faults, files } = serde_json::from_str(told).ok()?;
        let scenario = Rc::new(Scenario::from_value(scenario).ok()?);
        let sources = Sources { fields: Rc::new(sources), files: Rc::new(files), ..Sources::of(&scenario) };
        Some(Self { scenario, sources, report, questions, faults })
    }

    /// Whether a scenario came of it that describes anything.
    pub fn is_empty(&self) -> bool {
        *self.scenario == Scenario::default()
    }
}

impl Import {
    /// Adds files; one of the same name takes the place of the earlier.
    pub fn add(&mut self, files: Vec<GivenFile>) {
        let given = Rc::make_mut(&mut self.given);
        for file in files {
            given.retain(|each| each.name != file.name);
            given.push(file);
        }
        self.ask();
    }

    /// Takes a file out again.
    pub fn forget(&mut self, index: usize) {
        let given = Rc::make_mut(&mut self.given);
        if index < given.len() {
            given.remove(index);
        }
        self.ask();
    }

    /// Gives a variable its value, or a question its answer. An empty one is none.
    pub fn set(&mut self, name: String, value: String) {
        let values = Rc::make_mut(&mut self.values);
        if value.is_empty() {
            values.remove(&name);
        } else {
            values.insert(name, value);
        }
        self.ask();
    }

    /// Asks anew.
    pub fn ask(&mut self) {
        self.number = self.number.wrapping_add(1);
        if self.given.iter().map(|file| file.size).sum::<usize>() > LARGEST {
            self.answer = Some((self.number, Err(Failure::TooLarge)));
        } else if self.given.is_empty() {
            self.answer = None;
        }
    }

    /// Whether the worker should be asked.
    pub fn is_open(&self) -> bool {
        !self.given.is_empty() && self.answer.as_ref().is_none_or(|(number, _)| *number != self.number)
    }

    /// What came of it; while something newer is being asked, what came of it before.
    pub fn imported(&self) -> Option<&Rc<Imported>> {
        self.answer.as_ref()?.1.as_ref().ok()
    }

    /// The question as the worker is asked it.
    pub fn message(&self) -> Message {
        Message::Import { files: told(&self.given), values: BTreeMap::clone(&self.values), url: String::new() }
    }

    /// The scenario to put in force, with the request in question. Without a request nothing could be shown: the first
    /// way into the system stands for it.
    pub fn accepted(&self) -> Option<(Rc<Scenario>, Sources)> {
        let imported = self.imported()?;
        let mut scenario = Scenario::clone(&imported.scenario);
        let url = self.url.trim();
        if !url.is_empty() {
            let url = if url.contains("://") { url.to_owned() } else { ["https://", url].concat() };
            scenario.requests.insert(0, Request { url, ..Request::default() });
        } else if scenario.requests.is_empty() {
            let url = ways_in(&scenario).into_iter().next();
            scenario.requests.extend(url.map(|url| Request { url, ..Request::default() }));
        }
        let scenario = Rc::new(scenario);
        let sources = Sources {
            imported: Rc::clone(&scenario),
            given: Rc::clone(&self.given),
            values: Rc::clone(&self.values),
            ..imported.sources.clone()
        };
        Some((scenario, sources))
    }
}

/// Files as a worker is told them.
fn told(files: &[GivenFile]) -> Vec<ImportFile> {
    files.iter().map(|file| ImportFile { name: file.name.clone(), data: file.data.to_string() }).collect()
}

/// URLs that lead into what a scenario describes, one for each thing that chooses a way: behaviours, mappings, stages.
pub fn ways_in(scenario: &Scenario) -> Vec<String> {
    /// More would be no help in choosing.
    const MOST: usize = 16;
    let mut urls = Vec::new();
    let mut add = |host: &str, path: &str| {
        let path = path.trim_start_matches('/').replace(['*', '?'], "x");
        let url = ["https://", host, "/", &path].concat();
        if !host.is_empty() && !urls.contains(&url) {
            urls.push(url);
        }
    };
    for distribution in &scenario.distributions {
        let alias = distribution.aliases.iter().find(|alias| !alias.starts_with("*."));
        let host = alias.unwrap_or(&distribution.domain_name);
        for behavior in &distribution.ordered_cache_behavior {
            add(host, behavior.path_pattern.as_str());
        }
        add(host, "");
    }
    for domain in &scenario.domain_names {
        for mapping in &domain.base_path_mappings {
            add(&domain.domain_name, &mapping.base_path);
        }
    }
    for api in &scenario.rest_apis {
        let host = [&api.id, ".execute-api.", &api.region, ".amazonaws.com"].concat();
        for (stage, resource) in api.stages.iter().flat_map(|stage| api.resources.iter().map(move |each| (stage, each)))
        {
            add(&host, &[stage.name.as_str(), &plain(&resource.path)].concat());
        }
    }
    for api in &scenario.http_apis {
        let host = [&api.id, ".execute-api.", &api.region, ".amazonaws.com"].concat();
        for (stage, route) in api.stages.iter().flat_map(|stage| api.routes.iter().map(move |each| (stage, each))) {
            let path = route.route_key.split_once(' ').map_or("/", |(_, path)| path);
            let stage = if stage.name == "$default" { "" } else { stage.name.as_str() };
            add(&host, &[stage, &plain(path)].concat());
        }
    }
    for url in scenario.lambdas.iter().filter_map(|function| function.function_url.as_ref()) {
        add(&url.domain_name, "");
    }
    urls.truncate(MOST);
    urls
}

/// A path of that template.
fn plain(template: &str) -> String {
    template.split('/').map(|part| if part.starts_with('{') { "x" } else { part }).collect::<Vec<_>>().join("/")
}

/// The lines behind the fields of a scenario that was imported.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    fields: Rc<BTreeMap<String, Lines>>,
    /// The files.
    pub files: Rc<Vec<File>>,
    imported: Rc<Scenario>,
    given: Rc<Vec<GivenFile>>,
    values: Rc<BTreeMap<String, String>>,
}

impl PartialEq for Sources {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.fields, &other.fields) && Rc::ptr_eq(&self.imported, &other.imported)
    }
}

/// The lines behind the fields of the scenario in force, as far as it is still what was imported.
#[derive(Debug)]
pub struct Behind<'a> {
    sources: &'a Sources,
    /// Both scenarios as documents, where they differ.
    documents: Option<(Value, Value)>,
}

impl Sources {
    fn of(imported: &Rc<Scenario>) -> Self {
        Self { imported: Rc::clone(imported), ..Self::default() }
    }

    /// What tells a worker of the files, for changes of them.
    pub fn message(&self) -> Message {
        Message::Origin { files: told(&self.given), values: BTreeMap::clone(&self.values) }
    }

    /// Looks at the scenario in force.
    pub fn behind(&self, scenario: &Rc<Scenario>) -> Behind<'_> {
        let document = |scenario: &Scenario| serde_json::from_str(&scenario.to_json()).unwrap_or_default();
        let documents = (!Rc::ptr_eq(scenario, &self.imported)).then(|| (document(&self.imported), document(scenario)));
        Behind { sources: self, documents }
    }

    /// The file of that name.
    pub fn file(&self, name: &str) -> Option<usize> {
        self.files.iter().position(|file| file.name == name)
    }
}

impl<'a> Behind<'a> {
    /// The lines behind a field: its own, else those of the nearest part around it. None where the user has changed it.
    pub fn of(&self, field: &FieldPath) -> Option<&'a Lines> {
        if self.documents.as_ref().is_some_and(|(before, after)| !field.holds_the_same(before, after)) {
            return None;
        }
        let mut segments = field.segments();
        loop {
            let path: FieldPath = segments.iter().cloned().collect();
            if let Some(lines) = self.sources.fields.get(&path.to_string()) {
                return Some(lines);
            }
            segments = segments.get(..segments.len().checked_sub(1)?)?;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn imported() -> Import {
        let told = json!({
            "scenario": {"hopscope": 1, "distributions": [{
                "domain_name": "d1.cloudfront.net", "aliases": ["www.example.com"],
                "origin": [{"origin_id": "a", "domain_name": "a.example.net", "origin_path": "/prod"}],
                "ordered_cache_behavior": [
                    {"path_pattern": "/api/*", "target_origin_id": "a"}, {"path_pattern": "/img/*", "target_origin_id": "a"}],
            }]},
            "sources": {
                "distributions[0]": {"at": {"file": "main.tf", "line": 1}},
                "distributions[0].origin[0].origin_path": {"at": {"file": "main.tf", "line": 42}},
                "distributions[0].ordered_cache_behavior[0].target_origin_id": {"at": {"file": "main.tf", "line": 50}},
                "distributions[0].ordered_cache_behavior[1].target_origin_id": {"at": {"file": "main.tf", "line": 60}},
            },
            "report": [], "questions": [], "faults": [], "files": [{"name": "main.tf", "text": ""}],
        });
        let mut import = Import::default();
        import.add(vec![GivenFile { name: "main.tf".into(), data: "".into(), size: 0 }]);
        import.answer = Some((import.number, Ok(Rc::new(Imported::read(&told.to_string()).unwrap()))));
        import
    }

    fn line(behind: &Behind<'_>, field: &str) -> Option<u32> {
        behind.of(&FieldPath::read(field)).and_then(|lines| lines.at.as_ref()).map(|place| place.line)
    }

    #[test]
    fn a_field_leads_to_its_line_or_to_that_of_what_it_is_part_of() {
        let (scenario, sources) = imported().accepted().unwrap();
        let behind = sources.behind(&scenario);
        assert_eq!(line(&behind, "distributions[0].origin[0].origin_path"), Some(42));
        assert_eq!(line(&behind, "distributions[0].default_root_object"), Some(1));
        assert_eq!(line(&behind, "rest_apis[0]"), None);
    }

    #[test]
    fn a_field_that_was_changed_has_no_line() {
        let (scenario, sources) = imported().accepted().unwrap();
        let mut changed = Scenario::clone(&scenario);
        changed.distributions[0].origin[0].origin_path = "/dev".into();
        // The item before is gone: what stands in its place is another, although its field holds the same.
        changed.distributions[0].ordered_cache_behavior.remove(0);
        let changed = Rc::new(changed);
        let behind = sources.behind(&changed);
        assert_eq!(line(&behind, "distributions[0].origin[0].origin_path"), None);
        assert_eq!(line(&behind, "distributions[0].ordered_cache_behavior[0].target_origin_id"), None);
        assert_eq!(line(&behind, "distributions[0].default_root_object"), Some(1));
    }

    #[test]
    fn what_is_accepted_has_a_request() {
        let mut import = imported();
        assert_eq!(import.accepted().unwrap().0.requests[0].url, "https://www.example.com/api/x");
        import.url = "www.example.com/hello".into();
        assert_eq!(import.accepted().unwrap().0.requests[0].url, "https://www.example.com/hello");
    }

    #[test]
    fn an_answer_to_something_earlier_is_told_apart() {
        let mut import = imported();
        assert!(!import.is_open());
        import.set("region".into(), "eu-west-1".into());
        assert!(import.is_open() && import.imported().is_some());
        let Message::Import { files, values, .. } = import.message() else { panic!("{:?}", import.message()) };
        assert_eq!(values.get("region").map(String::as_str), Some("eu-west-1"));
        assert_eq!(files.len(), import.given.len());
    }

    #[test]
    fn too_much_is_not_even_sent() {
        let mut import = Import::default();
        import.add(vec![GivenFile { name: "big".into(), data: "".into(), size: LARGEST + 1 }]);
        assert!(!import.is_open());
        assert!(matches!(import.answer, Some((_, Err(Failure::TooLarge)))));
    }

    #[test]
    fn what_is_no_answer_is_none() {
        assert!(Imported::read("").is_none() && Imported::read("{}").is_none());
    }
}
