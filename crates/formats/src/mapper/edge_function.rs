//! CloudFront Functions, their key-value stores, and Lambda@Edge functions.

use hopscope_scenario::FieldPath;
use hopscope_scenario::edge_function::EdgeFunction;

use crate::import::Reason;
use crate::value::{Piece, Value};

use super::node::Node;
use super::{Mapper, item};

/// What stands in for code that is not known: requests and responses pass as they are, and the report says so.
const PASSES: &str = "function handler(event) {\n  return event.response || event.request;\n}\n";
const PASSES_AT_EDGE: &str = "exports.handler = async (event) => {\n  const { request, response } = event.Records[0].cf;\n  return response || request;\n};\n";

impl<'a> Mapper<'a> {
    /// Maps all CloudFront Functions.
    pub fn map_edge_functions(&mut self) {
        for node in self.of_kind("aws_cloudfront_function") {
            let path = item("edge_functions", self.scenario.edge_functions.len());
            let mut out = EdgeFunction { name: self.attribute_of(&node, "name"), ..EdgeFunction::default() };
            node.entry("name");
            if let Some(runtime) = self.filled(&node, "runtime", Some(&path.field("runtime"))) {
                out.runtime = runtime;
            }
            match self.text(&node, "code", Some(&path.field("code"))) {
                Some(code) if !is_unknown(&node, "code") => out.code = code,
                other => {
                    if other.is_none() && node.peek("code").is_none() {
                        self.lost(&node, "code", Reason::Unattached("code".to_owned()));
                    }
                    out.code = PASSES.to_owned();
                    self.assumed(&node, Some("code"), "return event.request");
                }
            }
            for store in self.texts(&node, "key_value_store_associations", None).unwrap_or_default() {
                self.fill_store(&store, &path, &mut out);
            }
            self.scenario.edge_functions.push(out);
            self.mapped(&node, &path);
            self.finish(&node, &["publish", "status", "live_stage_etag", "stage"]);
        }
    }

    fn fill_store(&mut self, arn: &str, path: &FieldPath, out: &mut EdgeFunction) {
        for store in self.of_kind("aws_cloudfront_key_value_store") {
            if self.attribute_of(&store, "arn") == arn {
                self.folded(&store);
            }
        }
        for key in self.of_kind("aws_cloudfrontkeyvaluestore_key") {
            if self.text(&key, "key_value_store_arn", None).as_deref() != Some(arn) {
                continue;
            }
            let Some(name) = self.text(&key, "key", None) else { continue };
            let at = path.field("key_value_store").field(&name);
            let value = self.text(&key, "value", Some(&at)).unwrap_or_default();
            out.key_value_store.insert(name, value);
            self.folded(&key);
        }
    }

    /// Maps the Lambda function of that name as a function at the edge, once; false where it is not in the files.
    pub fn map_lambda_at_edge(&mut self, name: &str) -> bool {
        if self.scenario.edge_functions.iter().any(|function| function.name == name) {
            return true;
        }
        let found = self.with("aws_lambda_function", "id", name);
        let Some(node) = found else { return false };
        let path = item("edge_functions", self.scenario.edge_functions.len());
        let mut out =
            EdgeFunction { name: name.to_owned(), runtime: "nodejs20.x".to_owned(), ..EdgeFunction::default() };
        if let Some(runtime) = self.filled(&node, "runtime", Some(&path.field("runtime"))) {
            out.runtime = runtime;
        }
        match self.lambda_code(&node) {
            Some(code) => out.code = code,
            None => {
                self.lost(&node, "filename", Reason::Unattached("code".to_owned()));
                if out.runtime.starts_with("nodejs") {
                    out.code = PASSES_AT_EDGE.to_owned();
                    self.assumed(&node, Some("filename"), "return request");
                }
            }
        }
        self.scenario.edge_functions.push(out);
        self.mapped(&node, &path);
        true
    }

    /// The source of a function, where it is among the files: what its archive was made of, by its handler.
    fn lambda_code(&mut self, node: &Node<'a>) -> Option<String> {
        let uri = ["code_uri", "code"].iter().find_map(|name| node.peek(name).and_then(|entry| entry.value.as_known()));
        if let Some(code) = uri.and_then(|uri| self.code_in_folder(node, &uri)) {
            return Some(code);
        }
        if let Some(code) = node.peek("code").and_then(|entry| self.letters_of(&entry.value)) {
            return Some(code);
        }
        let archive = self.text(node, "filename", None)?;
        let found = self.of_kind("data.archive_file").into_iter().find(|data| {
            let path = data.peek("output_path").and_then(|entry| self.letters_of(&entry.value));
            path.is_some_and(|path| tidy(&path) == tidy(&archive))
        })?;
        if let Some(content) = found.peek("source_content").and_then(|entry| self.letters_of(&entry.value)) {
            return Some(content);
        }
        let handler = node.peek("handler").and_then(|entry| entry.value.as_known()).unwrap_or_default();
        let module = handler.rsplit_once('.').map_or(handler.as_str(), |(module, _)| module).to_owned();
        if let Some(file) = found.peek("source_file").and_then(|entry| self.letters_of(&entry.value)) {
            return self.file_text(&file);
        }
        for source in found.peek("source").map(|entry| entry.value.items()).unwrap_or_default() {
            let name = source.get("filename").and_then(Value::as_known).unwrap_or_default();
            if name.rsplit_once('.').is_some_and(|(stem, _)| stem == module) {
                return source.get("content").and_then(|content| self.letters_of(content));
            }
        }
        let folder = found.peek("source_dir").and_then(|entry| self.letters_of(&entry.value))?;
        self.module_text(&folder, &module)
    }

    /// The code of a function by the folder that `CodeUri` names, from where its template stands.
    fn code_in_folder(&self, node: &Node<'a>, uri: &str) -> Option<String> {
        if uri.contains(['\n', '(', ':']) {
            return None;
        }
        let template = self.files.get(node.resource.span?.file)?;
        let beside = template.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let handler = node.peek("handler").and_then(|entry| entry.value.as_known())?;
        let module = handler.rsplit_once('.').map_or(handler.as_str(), |(module, _)| module);
        self.module_text(&format!("{beside}/{uri}"), module)
    }

    /// The text of a handler's module in a folder.
    fn module_text(&self, folder: &str, module: &str) -> Option<String> {
        ["js", "mjs", "cjs", "py"].iter().find_map(|ending| self.file_text(&format!("{folder}/{module}.{ending}")))
    }

    /// The text of a file among those given.
    pub fn file_text(&self, path: &str) -> Option<String> {
        let wanted = tidy(path);
        self.files.iter().find(|(_, file)| tidy(&file.name) == wanted).map(|(_, file)| file.text.clone())
    }
}

/// Whether nothing of an attribute's text is known.
fn is_unknown(node: &Node<'_>, name: &str) -> bool {
    let text = node.peek(name).and_then(|entry| entry.value.to_text());
    text.is_some_and(|text| !text.0.is_empty() && text.0.iter().all(|piece| matches!(piece, Piece::Unknown(_))))
}

/// A path without `.` and `..` where they can be resolved.
pub(crate) fn tidy(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
