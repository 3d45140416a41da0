//! What can be called. A call is a command of the `hopscope` program on files in memory, so that both give the same JSON.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;

use hopscope_cli::arguments::Line;
use hopscope_cli::tracing::trace;
use hopscope_cli::{Exit, Io, run};
use hopscope_diagram::mermaid::to_mermaid;
use hopscope_diagram::sequence::{Options, sequence};
use hopscope_diagram::story::story;
use hopscope_diagram::svg::{Theme, to_svg};
use hopscope_locale::{Catalog, Language};
use hopscope_routing::expectation::{Difference, differences, states_something};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;
use serde_json::{Value, json};

/// Files in memory.
#[derive(Default)]
struct Memory(BTreeMap<String, Vec<u8>>);

impl Io for Memory {
    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        self.0.get(file).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn gather(&self, path: &str) -> io::Result<Vec<(String, Vec<u8>)>> {
        match path {
            // All of them together, as the files of a folder.
            "." => Ok(self.0.iter().map(|(name, bytes)| (name.clone(), bytes.clone())).collect()),
            file => Ok(vec![(file.to_owned(), self.read(file)?)]),
        }
    }

    fn environment(&self, _: &str) -> Option<String> {
        None
    }
}

/// The names of what can be called.
pub const NAMES: &[&str] = &[
    "trace",
    "check",
    "advise",
    "lint",
    "compare",
    "importFiles",
    "link",
    "unlink",
    "svg",
    "mermaid",
    "markdown",
    "curl",
    "terraform",
    "cloudformation",
];

/// Answers a call.
///
/// # Errors
/// With a sentence that says what is wrong with the arguments.
pub fn answer(name: &str, arguments: &Value) -> Result<Value, String> {
    let mut call = Call { arguments, files: Memory::default(), words: Vec::new() };
    match name {
        "trace" => {
            let asked = Asked::of(arguments)?;
            json(&asked.requests().map(|request| trace(&asked.scenario, request)).collect::<Vec<_>>())
        }
        "advise" => call.scenario("scenario")?.words(&["advise", "scenario", "--format", "json"]).request()?.json(),
        "lint" => {
            let mut findings = call.scenario("scenario")?.words(&["lint", "scenario", "--format", "json"]).json()?;
            // There is no file here.
            for finding in findings.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
                finding.remove("file");
                finding.remove("place");
            }
            Ok(findings)
        }
        "compare" => {
            call.scenario("before")?.scenario("after")?.words(&["compare", "before", "after", "--format", "json"]);
            call.option("method")?.json()
        }
        "check" => check(arguments),
        "importFiles" => call.files()?.words(&["import", ".", "--report", "json"]).import(),
        "link" => call.scenario("scenario")?.words(&["link", "scenario"]).option("site")?.text(true),
        "unlink" => {
            let link = arguments.get("link").and_then(Value::as_str).ok_or("unlink wants a link: a text")?;
            call.words(&["unlink", link]).json()
        }
        "svg" | "mermaid" => drawn(arguments, name),
        "markdown" => {
            call.scenario("scenario")?.words(&["export", "scenario", "--to", name]).option("site")?.text(false)
        }
        "curl" | "terraform" | "cloudformation" => {
            call.scenario("scenario")?.words(&["export", "scenario", "--to", name]).text(false)
        }
        other => Err(format!("there is no function {other}: there are {}", NAMES.join(", "))),
    }
}

/// Holds every request against what its author expects.
fn check(arguments: &Value) -> Result<Value, String> {
    let asked = Asked::of(arguments)?;
    let each = asked.requests().map(|request| {
        let trace = trace(&asked.scenario, request);
        let expected = request.expect.as_ref().filter(|expected| states_something(expected));
        let found = expected.map(|expected| differences(expected, &trace));
        Ok(json!({
            "name": request.name, "method": request.method, "url": request.url,
            "as_expected": found.as_ref().map(Vec::is_empty),
            "differences": found.iter().flatten().map(difference).collect::<Vec<_>>(),
            "trace": json(&trace)?,
        }))
    });
    Ok(Value::Array(each.collect::<Result<_, String>>()?))
}

fn difference(difference: &Difference) -> Value {
    match difference {
        Difference::Status { expected, found } => json!({"what": "status", "expected": expected, "found": found}),
        Difference::Reaches { expected, found } => json!({"what": "reaches", "expected": expected, "found": found}),
        Difference::Rule { expected, found } => json!({"what": "rule", "expected": expected, "found": found}),
    }
}

/// The request that is asked about, else the first, as a drawing.
fn drawn(arguments: &Value, form: &str) -> Result<Value, String> {
    let asked = Asked::of(arguments)?;
    let request = asked.requests().next().ok_or("the scenario has no request: add one, or give `request`")?;
    let language = match arguments.get("lang").and_then(Value::as_str) {
        None => Language::default(),
        Some(tag) => Language::from_tag(tag).ok_or_else(|| format!("`lang` is no language that there is: {tag}"))?,
    };
    let texts = Catalog::embedded(language);
    let story = story(&trace(&asked.scenario, request), &texts);
    Ok(Value::String(match form {
        "svg" => to_svg(&sequence(&story, &Options::new(&texts)), Theme::Auto),
        _ => to_mermaid(&story, &texts),
    }))
}

fn json(value: &impl serde::Serialize) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// A scenario, and which of its requests a call is about.
struct Asked {
    scenario: Scenario,
    one: Option<Request>,
}

impl Asked {
    fn of(arguments: &Value) -> Result<Self, String> {
        let given = arguments.get("scenario").filter(|value| value.is_object());
        let given = given.ok_or("`scenario` is no scenario: give an object")?;
        let scenario = Scenario::from_value(given.clone()).map_err(|error| error.to_string())?;
        let one = match arguments.get("request") {
            None | Some(Value::Null) => None,
            Some(Value::String(line)) => {
                let Line { method, url } = Line::parse(line);
                Some(Request { method, url, ..Request::default() })
            }
            Some(number) => Some(numbered(&scenario, number)?.clone()),
        };
        Ok(Self { scenario, one })
    }

    /// The one that is asked about, else all.
    fn requests(&self) -> impl Iterator<Item = &Request> {
        let all = if self.one.is_none() { self.scenario.requests.as_slice() } else { &[] };
        self.one.iter().chain(all)
    }
}

/// A request of the scenario's own, by its number from 0.
fn numbered<'a>(scenario: &'a Scenario, number: &Value) -> Result<&'a Request, String> {
    let index = number.as_u64().and_then(|number| usize::try_from(number).ok());
    let found = index.and_then(|index| scenario.requests.get(index));
    found.ok_or_else(|| format!("`request` is neither `METHOD URL` nor the number of a request, from 0: {number}"))
}

/// A call in the making: arguments as words of a command.
struct Call<'a> {
    arguments: &'a Value,
    files: Memory,
    words: Vec<String>,
}

impl Call<'_> {
    /// Takes a scenario from an argument of that name.
    fn scenario(&mut self, name: &str) -> Result<&mut Self, String> {
        let value = self.arguments.get(name).filter(|value| value.is_object());
        let value = value.ok_or_else(|| format!("`{name}` is no scenario: give an object"))?;
        self.files.0.insert(name.to_owned(), value.to_string().into_bytes());
        Ok(self)
    }

    /// Takes files: `{name, text}` or `{name, bytes}` each.
    fn files(&mut self) -> Result<&mut Self, String> {
        let files = self.arguments.get("files").and_then(Value::as_array).ok_or("`files` is no list")?;
        for file in files {
            let name = file.get("name").and_then(Value::as_str).ok_or("a file has no `name`")?;
            let bytes = match (file.get("text").and_then(Value::as_str), file.get("bytes")) {
                (Some(text), _) => text.as_bytes().to_vec(),
                (None, Some(bytes)) => {
                    serde_json::from_value(bytes.clone()).map_err(|_| format!("`bytes` of {name} are no bytes"))?
                }
                (None, None) => return Err(format!("{name} has neither `text` nor `bytes`")),
            };
            self.files.0.insert(name.to_owned(), bytes);
        }
        for (option, flag) in [("variables", "--var"), ("parameters", "--parameter"), ("answers", "--answer")] {
            for (name, value) in self.arguments.get(option).and_then(Value::as_object).into_iter().flatten() {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                self.words.extend([flag.to_owned(), format!("{name}={value}")]);
            }
        }
        self.option("url")
    }

    fn words(&mut self, words: &[&str]) -> &mut Self {
        self.words.extend(words.iter().map(|word| (*word).to_owned()));
        self
    }

    /// Passes an option on, where it is given.
    fn option(&mut self, name: &str) -> Result<&mut Self, String> {
        match self.arguments.get(name) {
            None | Some(Value::Null) => Ok(self),
            Some(Value::String(value)) => {
                self.words.push(format!("--{name}={value}"));
                Ok(self)
            }
            Some(_) => Err(format!("`{name}` is no text")),
        }
    }

    /// Passes a request on, where one is given: `"GET https://…"`, or the number of one.
    fn request(&mut self) -> Result<&mut Self, String> {
        match self.arguments.get("request") {
            Some(number @ Value::Number(_)) => {
                let asked = Asked::of(self.arguments)?;
                let request = numbered(&asked.scenario, number)?;
                self.words.push(format!("--request={} {}", request.method, request.url));
                Ok(self)
            }
            _ => self.option("request"),
        }
    }

    fn run(&mut self) -> Result<hopscope_cli::Output, String> {
        self.option("lang")?;
        let output = run(self.words.iter().map(OsString::from), &self.files);
        match output.exit {
            Exit::Unusable => Err(output.err.trim().trim_start_matches("hopscope: ").to_owned()),
            _ => Ok(output),
        }
    }

    fn text(&mut self, trimmed: bool) -> Result<Value, String> {
        let text = self.run()?.out;
        Ok(Value::String(if trimmed { text.trim_end().to_owned() } else { text }))
    }

    fn json(&mut self) -> Result<Value, String> {
        let output = self.run()?;
        serde_json::from_str(&output.out).map_err(|error| error.to_string())
    }

    fn import(&mut self) -> Result<Value, String> {
        let output = self.run()?;
        let scenario: Value = serde_json::from_str(&output.out).map_err(|error| error.to_string())?;
        let report: Value = serde_json::from_str(&output.err).unwrap_or(Value::Null);
        Ok(json!({"scenario": scenario, "report": report}))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn article() -> Value {
        let path = format!("{}/../../examples/article-described.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    #[test]
    fn every_function_answers() {
        let scenario = article();
        let main = "resource \"aws_cloudfront_distribution\" \"cdn\" {\n  enabled = true\n}\n";
        for name in NAMES {
            let arguments = match *name {
                "compare" => json!({"before": scenario, "after": scenario}),
                "importFiles" => json!({"files": [{"name": "main.tf", "text": main}]}),
                "unlink" => json!({"link": answer("link", &json!({"scenario": scenario})).unwrap()}),
                _ => json!({"scenario": scenario}),
            };
            let told =
                answer(name, &arguments).unwrap_or_else(|error| std::panic::panic_any(format!("{name}: {error}")));
            assert!(!told.is_null(), "{name}");
        }
    }

    /// Every name of a field, but for those of scenarios, which have types of their own.
    fn names(value: &Value, found: &mut std::collections::BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    found.insert(name.clone());
                    if name != "scenario" {
                        names(value, found);
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| names(item, found)),
            _ => {}
        }
    }

    #[test]
    fn the_types_know_what_advice_tells() {
        let types = include_str!("../package/index.d.ts");
        let mut found = std::collections::BTreeSet::new();
        names(&answer("advise", &json!({"scenario": article()})).unwrap(), &mut found);
        assert!(found.contains("fixes"), "{found:?}");
        found.retain(|name| !types.contains(&format!("{name}:")) && !types.contains(&format!("{name}?:")));
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn one_request_can_be_asked_about() {
        let request = "GET https://d111111abcdef8.cloudfront.net/api/hello";
        let traces = answer("trace", &json!({"scenario": article(), "request": request})).unwrap();
        assert_eq!(traces.pointer("/0/rule"), Some(&json!("rest_api.resource_not_found")));
        assert_eq!(traces.as_array().map(Vec::len), Some(1));
        let checked = answer("check", &json!({"scenario": article()})).unwrap();
        assert_eq!(checked.pointer("/2/as_expected"), Some(&json!(false)));
        assert_eq!(checked.pointer("/0/as_expected"), Some(&json!(true)));
        let differs = json!({"what": "status", "expected": 200, "found": 403});
        assert_eq!(checked.pointer("/2/differences/0"), Some(&differs));
        // Its own third request, by number: the same trace, and the same advice, as by its line.
        for name in ["trace", "advise", "svg", "mermaid"] {
            let [by_number, by_line] = [json!(2), json!(request)]
                .map(|asked| answer(name, &json!({"scenario": article(), "request": asked})).unwrap());
            assert_eq!(by_number, by_line, "{name}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (name, arguments, told) in [
            ("trace", json!({}), "`scenario` is no scenario"),
            ("trace", json!({"scenario": {"hopscope": 1, "requests": [{"url": 5}]}}), "requests[0].url"),
            ("trace", json!({"scenario": {"hopscope": 1}, "request": 0}), "number of a request"),
            ("svg", json!({"scenario": {"hopscope": 1}}), "has no request"),
            ("mermaid", json!({"scenario": article(), "lang": "tlh"}), "no language"),
            ("fly", json!({}), "there is no function fly"),
            ("unlink", json!({"link": "#1zz"}), ""),
            ("importFiles", json!({"files": [{"name": "x"}]}), "neither `text` nor `bytes`"),
        ] {
            let error = answer(name, &arguments).unwrap_err();
            assert!(error.contains(told) && !error.is_empty(), "{name}: {error}");
        }
    }
}
