//! Writes the texts of every language as the page fetches them: `write-locales FOLDER`.
//!
//! | file | holds | is fetched |
//! | --- | --- | --- |
//! | `en.json` | what one reads on the page first: the traces of the scenario that it opens on | at once, by static/boot.js |
//! | `en.more.json` | what else the page says | with the first part of the program that is fetched, or when a trace tells of another rule |
//! | `en.advice.json` | what advice says: the worker's texts | when advice is first asked for |
//! | `en.examples.json` | titles, notes and request names of the examples | when they are first shown |
//! | `en.rules.json` | the rule book: titles, what AWS does, sources | when the first rule is opened |
//!
//! Beside each lies `en.json.js`, the same texts as a script: a sandboxed frame may load a script from a host that sends
//! no CORS headers, and may not fetch a file from it. See static/boot.js.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use hopscope_locale::{Catalog, Language};
use hopscope_routing::{rules, trace};
use hopscope_scenario::Scenario;
use serde_json::{Map, Value};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or_else(|| io::Error::other("which folder? write-locales FOLDER"))?;
    fs::create_dir_all(&folder)?;
    let met = rules_met_first()?;
    let first: BTreeSet<String> = serde_json::from_str(FIRST)?;
    for language in Language::ALL {
        let texts: Map<String, Value> = serde_json::from_str(Catalog::embedded_json(*language))?;
        let [mut book, mut examples, mut advice, mut more, mut page] = [(); 5].map(|()| Map::new());
        for (key, text) in texts.into_iter().filter(|(key, _)| is_for_the_page(key)) {
            let file = if is_of_the_book(&key) {
                &mut book
            } else if *language != Language::English && key.starts_with(FIRST_EXAMPLE) {
                &mut page
            } else if key.starts_with("example.") {
                &mut examples
            } else if is_advice(&key) {
                &mut advice
            } else if first.contains(&key) || met.iter().any(|rule| key.starts_with(rule)) {
                &mut page
            } else {
                &mut more
            };
            file.insert(key, text);
        }
        book.extend(rules::all().map(|rule| (format!("rule.{}.sources", rule.id), rule.sources.into())));
        write(&folder, language.tag(), page)?;
        write(&folder, &format!("{}.more", language.tag()), more)?;
        write(&folder, &format!("{}.advice", language.tag()), advice)?;
        write(&folder, &format!("{}.examples", language.tag()), examples)?;
        write(&folder, &format!("{}.rules", language.tag()), book)?;
    }
    Ok(())
}

/// The command line and the pages beside the app have words of their own.
fn is_for_the_page(key: &str) -> bool {
    !["cli.", "guide.", "rule_book.", "open_question.", "card."].iter().any(|begin| key.starts_with(begin))
}

fn is_of_the_book(key: &str) -> bool {
    key.starts_with("rule.") && (key.ends_with(".title") || key.ends_with(".does"))
}

/// The scenario that a first visit opens on: see src/examples.rs.
const FIRST_SCENARIO: &str = include_str!("../../../../examples/article-described.json");

/// How the keys of its own words begin: in the language of its file it brings them itself.
const FIRST_EXAMPLE: &str = "example.article-described.";

/// How the keys of those rules begin that the first view tells of.
fn rules_met_first() -> io::Result<Vec<String>> {
    let scenario = Scenario::from_json(FIRST_SCENARIO).map_err(|error| io::Error::other(format!("{error:?}")))?;
    let traces = scenario.requests.iter().map(|request| trace(&scenario, request));
    let steps = traces.flat_map(|trace| trace.hops).flat_map(|hop| hop.steps);
    Ok(steps.map(|step| format!("rule.{}.", step.rule.id.as_str())).collect())
}

/// The keys of what one reads on the page first, beside the rules that are met there: the files below `first/`.
const FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/first.json"));

/// What reports are made of, by the first part of its keys. The page shows reports and makes none.
const ADVICE: &[&str] = &["advice", "advice_report", "diagnosis", "explain", "fix", "proof_report"];

fn is_advice(key: &str) -> bool {
    key.split_once('.').is_some_and(|(first, _)| ADVICE.contains(&first))
}

fn write(folder: &Path, name: &str, texts: Map<String, Value>) -> io::Result<()> {
    let json = Value::from(texts).to_string();
    fs::write(folder.join(format!("{name}.json")), &json)?;
    fs::write(folder.join(format!("{name}.json.js")), format!("hopscopeGiveTexts({})", Value::from(json)))
}
