//! A change of a scenario as a change of the files that it was imported from.
//!
//! What stands in a file as a value of its own is replaced there; what a block of Terraform leaves out is put into it. What
//! is computed, repeated or written as more than one value is not: a diff that might change something else is none.

use std::collections::BTreeMap;

use hopscope_scenario::field_path::Segment;
use hopscope_scenario::{FieldPath, Scenario};
use serde_json::Value;
use similar::TextDiff;

use crate::import::{Import, SourceMap};
use crate::source::{FileId, Files, Span};

/// How many lines around a change are shown.
const AROUND: usize = 2;

/// Files, and the scenario that was imported from them.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The scenario.
    pub scenario: Scenario,
    /// The lines behind its fields.
    pub sources: SourceMap,
    /// The files.
    pub files: Files,
}

impl From<Import> for Origin {
    fn from(import: Import) -> Self {
        Self { scenario: import.scenario, sources: import.sources, files: import.files }
    }
}

/// The unified diff of the files for the fields that differ; empty where none of them can be changed in its file. What
/// is no longer in `before` as it was imported has no line: it stays out.
pub fn diff(origin: &Origin, fields: &[FieldPath], before: &Scenario, after: &Scenario) -> String {
    let Origin { scenario, sources, files } = origin;
    let document = |scenario: &Scenario| serde_json::from_str::<Value>(&scenario.to_json()).unwrap_or_default();
    let (imported, before, after) = (document(scenario), document(before), document(after));
    let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    // A path leads to another item where one was put in before it.
    let is_told =
        |field: &&FieldPath| field.holds_the_same(&imported, &before) && field.is_of_the_same_items(&before, &after);
    for field in fields.iter().filter(is_told) {
        if let Some((file, edit)) = edit(sources, files, field, field.find(&before), field.find(&after)) {
            edits.entry(file).or_default().push(edit);
        }
    }
    let mut out = String::new();
    for (file, edits) in edits {
        let Some(file) = files.get(file) else { continue };
        let changed = applied(&file.text, edits);
        let (old, new) = (format!("a/{}", file.name), format!("b/{}", file.name));
        let diff = TextDiff::from_lines(file.text.as_str(), changed.as_str());
        out.push_str(&diff.unified_diff().context_radius(AROUND).header(&old, &new).to_string());
    }
    out
}

/// Bytes of a file, and what takes their place.
struct Edit {
    start: usize,
    end: usize,
    text: String,
}

/// The text with all edits; of two that overlap the first counts.
fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.start, edit.end));
    let (mut out, mut at) = (String::new(), 0);
    for edit in edits {
        if edit.start < at {
            continue;
        }
        out.push_str(text.get(at..edit.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

fn edit(
    sources: &SourceMap,
    files: &Files,
    field: &FieldPath,
    before: Option<&Value>,
    after: Option<&Value>,
) -> Option<(FileId, Edit)> {
    if before == after {
        return None;
    }
    match sources.0.get(field) {
        Some(source) => {
            // What is written elsewhere, or stands in a block that is there several times, may be the value of others as
            // well: theirs would change.
            let again = sources.0.values().filter(|other| other.set_at == source.set_at).count();
            if again > 1 {
                return None;
            }
            let span = match source.written_at {
                None => source.set_at,
                Some(written) => together(files, source.set_at, written)?,
            };
            replaced(files, span, before?, after?)
        }
        None => inserted(sources, files, field, after?),
    }
}

/// A key and the value right behind it, as JSON and YAML have them.
fn together(files: &Files, key: Span, value: Span) -> Option<Span> {
    let text = files.get(key.file)?.text.as_str();
    let between = text.get(key.end as usize..value.start as usize)?;
    let follows = key.file == value.file && between.chars().all(|letter| " \t:\"'\r\n".contains(letter));
    let quote = text.get(value.end as usize..)?.starts_with(['"', '\'']);
    follows.then_some(Span { end: value.end + u32::from(quote), ..key })
}

/// The value in a stretch of text that holds it once, replaced.
fn replaced(files: &Files, span: Span, before: &Value, after: &Value) -> Option<(FileId, Edit)> {
    let region = files.text(span)?;
    // A key may read as the value does: `http = "http"`.
    let from = region.find(['=', ':']).map_or(0, |at| at + 1);
    let behind = region.get(from..)?;
    let plain = match before {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => before.to_string(),
        _ => return None,
    };
    let quoted = before.is_string().then(|| Value::from(plain.as_str()).to_string());
    let single = format!("'{plain}'");
    let bare = behind.trim();
    let old = match quoted {
        Some(quoted) if behind.matches(quoted.as_str()).count() == 1 => quoted,
        _ if behind.matches(single.as_str()).count() == 1 => single,
        _ if bare == plain => plain,
        _ if bare == format!("\"{plain}\"") => format!("\"{plain}\""),
        _ => return None,
    };
    let text = match after {
        Value::String(text) if old.starts_with('"') => Value::from(text.as_str()).to_string(),
        Value::String(text) if old.starts_with('\'') => format!("'{text}'"),
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) if old.starts_with('"') => format!("\"{after}\""),
        Value::Number(_) | Value::Bool(_) => after.to_string(),
        _ => return None,
    };
    // Terraform would read `${` as the begin of an expression.
    if text.contains("${") || text.contains("%{") {
        return None;
    }
    let start = span.start as usize + from + behind.find(&old)?;
    Some((span.file, Edit { start, end: start + old.len(), text }))
}

/// An argument that is put into the block of Terraform that is the part around the field.
fn inserted(sources: &SourceMap, files: &Files, field: &FieldPath, value: &Value) -> Option<(FileId, Edit)> {
    let (Segment::Field(name), around) = field.segments().split_last()? else { return None };
    let part: FieldPath = around.iter().cloned().collect();
    let block = around.iter().rev().find_map(|segment| match segment {
        Segment::Field(name) => Some(name),
        Segment::Index(_) => None,
    })?;
    let source = sources.0.get(&part).filter(|source| source.calls.is_empty())?;
    let file = files.get(source.set_at.file)?;
    let region = files.text(source.set_at)?;
    let first = region.lines().next()?;
    let opens = first.trim_end().ends_with('{') && first.split_whitespace().next() == Some(block);
    if !file.name.ends_with(".tf") || !opens || !matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_)) {
        return None;
    }
    let value = value.to_string();
    if value.contains("${") || value.contains("%{") {
        return None;
    }
    let at = source.set_at.start as usize + region.find('\n')? + 1;
    let second = region.lines().nth(1).unwrap_or_default();
    let indent: String = second.chars().take_while(|letter| letter.is_whitespace()).collect();
    Some((source.set_at.file, Edit { start: at, end: at, text: format!("{indent}{name} = {value}\n") }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::{Options, import};

    fn imported(name: &str, text: &str) -> Origin {
        import(vec![(name.to_owned(), text.as_bytes().to_vec())], &Options::default()).into()
    }

    fn origin(field: &str) -> FieldPath {
        FieldPath::root().field("distributions").index(0).field("origin").index(0).field(field)
    }

    const MAIN: &str = r#"resource "aws_cloudfront_distribution" "d" {
  enabled = true

  origin {
    origin_id   = "api"
    domain_name = "api.example.com"
  }

  default_cache_behavior {
    target_origin_id       = "api"
    viewer_protocol_policy = "allow-all" # for now
  }
}
"#;

    #[test]
    fn a_value_is_replaced_where_it_stands() {
        let import = imported("main.tf", MAIN);
        let mut after = import.scenario.clone();
        after.distributions[0].origin[0].domain_name = "new.example.com".to_owned();
        let text = diff(&import, &[origin("domain_name")], &import.scenario, &after);
        assert!(text.contains("--- a/main.tf\n+++ b/main.tf\n"), "{text}");
        assert!(
            text.contains("\n-    domain_name = \"api.example.com\"\n+    domain_name = \"new.example.com\"\n"),
            "{text}"
        );
    }

    #[test]
    fn what_is_left_out_is_put_in() {
        let import = imported("main.tf", MAIN);
        let mut after = import.scenario.clone();
        after.distributions[0].origin[0].origin_path = "/prod".to_owned();
        let text = diff(&import, &[origin("origin_path")], &import.scenario, &after);
        assert!(text.contains("\n   origin {\n+    origin_path = \"/prod\"\n     origin_id   = \"api\"\n"), "{text}");
    }

    #[test]
    fn an_item_that_stands_elsewhere_afterwards_has_no_line() {
        let import = imported("main.tf", MAIN);
        let mut after = import.scenario.clone();
        let origins = &mut after.distributions[0].origin;
        origins[0].domain_name = "new.example.com".to_owned();
        let (other, renamed) = (origins[0].clone(), FieldPath::root().field("distributions").index(0));
        assert_ne!(diff(&import, &[origin("domain_name")], &import.scenario, &after), "");
        after.distributions[0]
            .origin
            .insert(0, hopscope_scenario::distribution::Origin { origin_id: "new".to_owned(), ..other });
        assert_eq!(diff(&import, &[origin("domain_name")], &import.scenario, &after), "");
        // A name of its own can be changed.
        let mut after = import.scenario.clone();
        after.distributions[0].origin[0].origin_id = "other".to_owned();
        let text = diff(&import, &[renamed.field("origin").index(0).field("origin_id")], &import.scenario, &after);
        assert!(text.contains("+    origin_id   = \"other\""), "{text}");
    }

    #[test]
    fn what_was_changed_since_has_no_line() {
        let import = imported("main.tf", MAIN);
        let mut before = import.scenario.clone();
        before.distributions[0].origin[0].origin_id = "other".to_owned();
        let mut after = before.clone();
        after.distributions[0].origin[0].domain_name = "new.example.com".to_owned();
        assert_eq!(diff(&import, &[origin("domain_name")], &before, &after), "");
    }

    #[test]
    fn a_template_is_changed_in_its_own_spelling() {
        let text = "Resources:\n  D:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig:\n        Enabled: true\n        Origins:\n          - Id: a\n            DomainName: a.example.com\n            OriginPath: /v1\n            CustomOriginConfig: {OriginProtocolPolicy: https-only}\n        DefaultCacheBehavior: {TargetOriginId: a, ViewerProtocolPolicy: allow-all}\n";
        let import = imported("template.yaml", text);
        let mut after = import.scenario.clone();
        after.distributions[0].origin[0].origin_path = "/v2".to_owned();
        let text = diff(&import, &[origin("origin_path")], &import.scenario, &after);
        assert!(text.contains("\n-            OriginPath: /v1\n+            OriginPath: /v2\n"), "{text}");
    }

    #[test]
    fn what_is_shared_or_computed_is_left_alone() {
        let shared =
            MAIN.replace("\"api.example.com\"", "\"${local.host}\"") + "locals {\n  host = \"api.example.com\"\n}\n";
        for text in [shared, MAIN.replace("\"api.example.com\"", "join(\".\", [\"api\", \"example\", \"com\"])")] {
            let import = imported("main.tf", &text);
            assert_eq!(import.scenario.distributions[0].origin[0].domain_name, "api.example.com");
            let mut after = import.scenario.clone();
            after.distributions[0].origin[0].domain_name = "new.example.com".to_owned();
            let text = diff(&import, &[origin("domain_name")], &import.scenario, &after);
            assert_eq!(text, "");
        }
    }
}
