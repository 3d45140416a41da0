//! What a file that is opened or dropped holds.

use std::rc::Rc;

use hopscope_scenario::{Scenario, ScenarioError};
use serde_json::Value;

use crate::action::Action;
use crate::advice::Topic;
use crate::import::GivenFile;
use crate::view::{Dialog, Notice};

pub use crate::view::FileFault;

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 16 << 20;

/// What is done with a file: a scenario is opened, an answer that somebody got is read and explained, and what describes
/// infrastructure is imported.
pub fn open(name: String, bytes: &[u8]) -> Vec<Action> {
    if is_archive(bytes) {
        return vec![Action::ImportFiles(vec![GivenFile::new(name, bytes)])];
    }
    let Some(text) = decode(bytes) else { return refuse(name, FileFault::NoText) };
    match Scenario::from_json(&text) {
        Ok(scenario) => vec![Action::Load(Rc::new(scenario))],
        Err(error) if is_answer(&text, &error) => explain(text),
        Err(error) if is_infrastructure(&name, &text, &error) => {
            vec![Action::ImportFiles(vec![GivenFile::new(name, bytes)])]
        }
        Err(error) => {
            let fault = fault(&name, &text, error);
            refuse(name, fault)
        }
    }
}

/// What is done with a text that is pasted outside of every field, as the text of that number in an import. A few words
/// are nothing that anybody meant to open.
pub fn pasted(number: usize, text: String) -> Vec<Action> {
    match Scenario::from_json(&text) {
        Ok(scenario) => vec![Action::Load(Rc::new(scenario))],
        Err(error) if is_answer(&text, &error) => explain(text),
        Err(_) if !text.trim().contains('\n') && !text.trim_start().starts_with(['{', '[']) => Vec::new(),
        Err(_) => vec![Action::ImportFiles(vec![GivenFile::pasted(number, &text)])],
    }
}

fn explain(text: String) -> Vec<Action> {
    vec![Action::Explain(text), Action::ShowDialog(Some(Dialog::Advice(Topic::Explanation)))]
}

/// Whether bytes are a zip archive.
fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Tells why a file cannot be opened.
pub fn refuse(name: String, fault: FileFault) -> Vec<Action> {
    vec![Action::Notify(Notice::File(name, fault))]
}

/// The text of a file. A byte order mark says how it is written, and is no part of it; without one it is UTF-8, and what
/// is not shows as `\u{fffd}`. None: what it holds is not meant to be read.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit);
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        all => String::from_utf8_lossy(all).into_owned(),
    };
    (!text.contains('\0')).then_some(text)
}

/// Why a text is not opened: what is JSON, or is called so, is meant for a scenario.
fn fault(name: &str, text: &str, error: ScenarioError) -> FileFault {
    let is_json = matches!(text.trim_start().chars().next(), Some('{' | '['));
    if is_json || name.to_ascii_lowercase().ends_with(".json") {
        FileFault::Scenario(error)
    } else {
        FileFault::Unknown
    }
}

/// Whether a text that is no scenario describes infrastructure: JSON that does not say that it is a scenario, and what is
/// called as such files are.
fn is_infrastructure(name: &str, text: &str, error: &ScenarioError) -> bool {
    const ENDS: [&str; 9] = [".tf", ".tofu", ".tf.json", ".tfvars", ".tfstate", ".hcl", ".yaml", ".yml", ".template"];
    let name = name.to_ascii_lowercase();
    // What templates, plans, states, and answers of AWS's command line have where they have one field alone.
    const FIELDS: [&str; 12] = [
        "Resources",
        "resource",
        "Distribution",
        "DistributionConfig",
        "DistributionList",
        "items",
        "Items",
        "LoadBalancers",
        "Policy",
        "ResourceRecordSets",
        "WebACL",
        "planned_values",
    ];
    let is_other_json = || {
        let document: Value = serde_json::from_str(text).unwrap_or_default();
        let several = document.as_object().is_some_and(|object| object.len() > 1);
        document.get("hopscope").is_none() && (several || FIELDS.iter().any(|name| document.get(name).is_some()))
    };
    ENDS.iter().any(|end| name.ends_with(end)) || (*error == ScenarioError::VersionMissing && is_other_json())
}

/// Whether a text that is no scenario is what `curl` printed, or a browser saved (HAR).
fn is_answer(text: &str, error: &ScenarioError) -> bool {
    match error {
        ScenarioError::Syntax { .. } => text.lines().any(is_status_line),
        ScenarioError::VersionMissing => {
            let document: Result<Value, _> = serde_json::from_str(text);
            document.is_ok_and(|document| document.pointer("/log/entries").is_some())
        }
        _ => false,
    }
}

/// `HTTP/2 403`, also as `curl -v` marks it.
fn is_status_line(line: &str) -> bool {
    line.trim_start_matches("< ")
        .strip_prefix("HTTP/")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(text: &str) -> Vec<Action> {
        open("a.json".to_owned(), text.as_bytes())
    }

    fn refused(name: &str, bytes: &[u8]) -> Option<FileFault> {
        match open(name.to_owned(), bytes).pop() {
            Some(Action::Notify(Notice::File(_, fault))) => Some(fault),
            _ => None,
        }
    }

    #[test]
    fn texts_are_read_as_they_are_written() {
        let scenario = "{\"hopscope\": 1, \"title\": \"日本\"}";
        let units = || scenario.encode_utf16();
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(units().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(units().flat_map(u16::to_be_bytes)).collect();
        let marked: Vec<u8> = [0xef, 0xbb, 0xbf].into_iter().chain(scenario.bytes()).collect();
        for bytes in [little.as_slice(), &big, &marked, scenario.as_bytes()] {
            assert_eq!(decode(bytes).as_deref(), Some(scenario));
            assert!(matches!(open("a.json".to_owned(), bytes).as_slice(), [Action::Load(_)]));
        }
        assert_eq!(decode(b"caf\xe9").as_deref(), Some("caf\u{fffd}"), "what curl printed may hold anything");
    }

    #[test]
    fn a_file_is_refused_for_what_it_is() {
        assert_eq!(refused("a.bin", b"\x7fELF\x00"), Some(FileFault::NoText));
        for (name, text) in [
            ("main.tf", "resource \"aws_x\" \"y\" {}"),
            ("template.yaml", "Resources: {}"),
            ("plan.json", "{\"planned_values\": {}}"),
            ("template.json", "{\"Resources\": {}}"),
            ("infra.zip", "PK\u{3}\u{4}"),
        ] {
            assert!(
                matches!(open(name.to_owned(), text.as_bytes()).as_slice(), [Action::ImportFiles(files)] if files.len() == 1),
                "{name}"
            );
        }
        assert_eq!(refused("notes.txt", b"hello"), Some(FileFault::Unknown));
        for (name, text) in [("a.json", "hello"), ("a.txt", "{\"hopscope\": 2}"), ("a.json", "")] {
            assert!(matches!(refused(name, text.as_bytes()), Some(FileFault::Scenario(_))), "{name}: {text}");
        }
    }

    #[test]
    fn what_is_pasted_is_opened_for_what_it_is() {
        let pasted = |text: &str| pasted(1, text.to_owned());
        assert!(matches!(pasted("{\"hopscope\": 1}").as_slice(), [Action::Load(_)]));
        assert!(matches!(pasted("HTTP/2 403\nvia: x").as_slice(), [Action::Explain(_), _]));
        assert!(matches!(pasted("Resources:\n  A: {}").as_slice(), [Action::ImportFiles(_)]));
        assert!(pasted("a word or two").is_empty());
    }

    #[test]
    fn a_scenario_is_opened() {
        assert!(matches!(opened("{\"hopscope\": 1}").as_slice(), [Action::Load(_)]));
    }

    #[test]
    fn what_curl_printed_and_a_har_are_explained() {
        for text in [
            "HTTP/2 403\r\nserver: x\r\n",
            "* Connected\n> GET / HTTP/1.1\n>\n< HTTP/1.1 403 Forbidden\n",
            "{\"log\": {\"entries\": []}}",
        ] {
            let actions = opened(text);
            assert_eq!(actions.first(), Some(&Action::Explain(text.to_owned())));
            assert_eq!(actions.last(), Some(&Action::ShowDialog(Some(Dialog::Advice(Topic::Explanation)))));
        }
    }

    #[test]
    fn another_file_is_named_in_the_notice() {
        for text in
            ["", "resource \"aws_x\" {}", "{\"a\": 1}", "[]", "{\"hopscope\": 1, \"title\": 1}", "HTTP/ is a protocol"]
        {
            assert!(
                matches!(opened(text).as_slice(), [Action::Notify(Notice::File(name, _))] if name == "a.json"),
                "{text}"
            );
        }
    }
}
