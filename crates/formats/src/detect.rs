//! Which format a file is in, by its content; its name is a hint for what reads the same in two.

use std::collections::BTreeMap;

use hopscope_scenario::Scenario;

use crate::aws_cli::{self, Command};
use crate::fault::FaultKind;
use crate::options::Options;
use crate::reading::Reading;
use crate::source::{FileId, Files};
use crate::terraform_show;
use crate::tree::{self, Document};
use crate::value::{Kind, Value};
use crate::{archive, cloudformation, openapi, serverless};

/// Takes the files in, and hands each to the readers of its format.
pub fn read(files: Vec<(String, Vec<u8>)>, options: &Options, reading: &mut Reading) {
    for (name, bytes) in unpacked(files, reading) {
        reading.files.add(name, crate::decode::text(&bytes));
    }
    let sorted = sort(reading);
    if !sorted.terraform.is_empty() || !sorted.terraform_json.is_empty() {
        crate::terraform::read(&sorted.terraform, &sorted.terraform_json, options, reading);
    }
    let configured = 0..reading.resources.len();
    for document in &sorted.shown {
        terraform_show::read(document, options, reading);
    }
    if !sorted.shown.is_empty() && !configured.is_empty() {
        terraform_show::combine(reading, configured);
    }
    let before = reading.resources.len();
    for (name, document) in &sorted.serverless {
        let template = serverless::template(document, name, &sorted.documents, options, reading);
        cloudformation::read(vec![template], BTreeMap::new(), reading);
    }
    let templates = sorted.templates.iter().map(|(name, document)| cloudformation::template(document, name, options));
    cloudformation::read(templates.collect(), sorted.documents.clone(), reading);
    for (name, document) in &sorted.open_api {
        // A document that another file includes is that file's.
        if !is_included(name, &reading.files) {
            openapi::read(document, name, reading);
        }
    }
    aws_cli::read(&sorted.answers, reading);
    openapi::expand(&mut reading.resources);
    let others = reading.resources.get_mut(before..).unwrap_or_default();
    cloudformation::resolve(others);
}

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A scenario of Hopscope.
    Scenario,
    /// Terraform's language: configuration and variable files.
    Terraform,
    /// Terraform's configuration or variables as JSON.
    TerraformJson,
    /// A plan or state of Terraform.
    TerraformShow,
    /// A template of CloudFormation or SAM.
    CloudFormation,
    /// An OpenAPI or Swagger document.
    OpenApi,
    /// A configuration of the Serverless Framework.
    Serverless,
    /// An answer of the AWS command line.
    AwsCli,
    /// Something that other files refer to: code, templates, pages.
    Other,
}

/// The files by their formats.
#[derive(Default)]
struct Sorted {
    terraform: Vec<FileId>,
    /// Configuration that is written as JSON, by file name.
    terraform_json: Vec<(String, Value)>,
    templates: Vec<(String, Value)>,
    open_api: Vec<(String, Value)>,
    serverless: Vec<(String, Value)>,
    shown: Vec<Value>,
    answers: Vec<Document>,
    /// Documents that others may include, by file name.
    documents: BTreeMap<String, Value>,
}

fn sort(reading: &mut Reading) -> Sorted {
    let mut sorted = Sorted::default();
    let ids: Vec<FileId> = reading.files.iter().map(|(id, _)| id).collect();
    for id in ids {
        let Some(file) = reading.files.get(id) else { continue };
        if is_terraform(&file.name, &file.text) {
            sorted.terraform.push(id);
            continue;
        }
        if !may_be_document(&file.name, &file.text) {
            continue;
        }
        let name = file.name.clone();
        let loaded = tree::load(&reading.files, id);
        let mut ours = false;
        for document in loaded.documents {
            let format = format_of(&name, &document, &reading.files);
            ours |= format != Format::Other;
            match format {
                Format::CloudFormation => sorted.templates.push((name.clone(), document.value)),
                Format::Serverless => sorted.serverless.push((name.clone(), document.value)),
                Format::OpenApi => {
                    if openapi::has_extensions(&document.value) {
                        sorted.open_api.push((name.clone(), document.value.clone()));
                    }
                    sorted.documents.insert(name.clone(), document.value);
                }
                Format::TerraformJson if !name.ends_with(".tfvars.json") => {
                    sorted.terraform_json.push((name.clone(), document.value));
                }
                Format::TerraformShow => sorted.shown.push(document.value),
                Format::AwsCli => sorted.answers.push(document),
                Format::Scenario => scenario(reading, id),
                _ => {
                    sorted.documents.insert(name.clone(), document.value);
                }
            }
        }
        // A file of another kind may be as broken as it likes.
        if ours {
            reading.faults.extend(loaded.faults);
        }
    }
    sorted
}

/// The files, with those of archives in the archives' place.
fn unpacked(files: Vec<(String, Vec<u8>)>, reading: &mut Reading) -> Vec<(String, Vec<u8>)> {
    let alone = files.len() == 1;
    let mut all = Vec::new();
    for (name, bytes) in files {
        if !archive::is_archive(&bytes) {
            all.push((name, bytes));
            continue;
        }
        let unpacked = archive::unpack(&bytes);
        for (inner, why) in unpacked.left_out {
            let inside = if inner.is_empty() { name.clone() } else { format!("{name}: {inner}") };
            reading.fault(FaultKind::LeftOut(inside, why), None);
        }
        let folder = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned();
        let within = |inner: String| if alone { inner } else { format!("{folder}/{inner}") };
        all.extend(unpacked.files.into_iter().map(|(inner, bytes)| (within(inner), bytes)));
    }
    all
}

/// Whether another file names this one.
fn is_included(name: &str, files: &Files) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    files.iter().any(|(_, other)| {
        other.name != name
            && (other.text.contains(&format!("/{file}"))
                || other.text.contains(&format!("\"{file}"))
                || other.text.contains(&format!(" {file}")))
    })
}

fn scenario(reading: &mut Reading, id: FileId) {
    let Some(file) = reading.files.get(id) else { return };
    match Scenario::from_json(&file.text) {
        Ok(scenario) => reading.scenarios.push(scenario),
        Err(error) => reading.fault(FaultKind::Scenario(error), None),
    }
}

/// Endings of files that hold code, pages or pictures.
const NOT_DOCUMENTS: &[&str] = &[
    "tf", "tofu", "tfvars", "hcl", "js", "mjs", "cjs", "ts", "tsx", "jsx", "py", "rb", "go", "java", "rs", "sh",
    "bash", "html", "htm", "css", "svg", "md", "rst", "lock", "toml", "xml", "csv", "tftpl", "tpl", "tmpl", "vtl",
    "sql", "graphql", "zip", "png", "jpg", "ico",
];

/// Whether a file may hold JSON or YAML.
fn may_be_document(name: &str, text: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    !ending.is_some_and(|ending| NOT_DOCUMENTS.contains(&ending.as_str())) && !text.contains('\0')
}

/// Which format a file is in: that of its first document which is of any.
pub fn format_of_bytes(name: &str, bytes: &[u8]) -> Format {
    let mut reading = Reading::default();
    if archive::is_archive(bytes) {
        // Whatever lies in it is imported.
        return Format::AwsCli;
    }
    let text = crate::decode::text(bytes);
    if is_terraform(name, &text) {
        return Format::Terraform;
    }
    if !may_be_document(name, &text) {
        return Format::Other;
    }
    let id = reading.files.add(name, text);
    let loaded = tree::load(&reading.files, id);
    let formats = loaded.documents.iter().map(|document| format_of(name, document, &reading.files));
    formats.into_iter().find(|format| *format != Format::Other).unwrap_or(Format::Other)
}

/// Whether a text is in Terraform's language, by its name or, of a paste, by its blocks.
pub fn is_terraform(name: &str, text: &str) -> bool {
    if [".tf", ".tofu", ".tfvars"].iter().any(|ending| name.ends_with(ending)) {
        return true;
    }
    let file = name.rsplit('/').next().unwrap_or_default();
    !file.contains('.')
        && text.lines().any(|line| {
            let mut words = line.split_whitespace();
            let block = words.next().is_some_and(|word| {
                matches!(
                    word,
                    "resource" | "module" | "data" | "variable" | "provider" | "locals" | "terraform" | "output"
                )
            });
            block && line.trim_end().ends_with('{')
        })
}

/// Which format a document is in.
pub fn format_of(name: &str, document: &Document, files: &Files) -> Format {
    let value = &document.value;
    let has = |name: &str| value.get(name).is_some();
    let Kind::Object(_) = value.kind else {
        let command = command(document, files);
        return if aws_cli::is_answer(value, command.as_ref()) { Format::AwsCli } else { Format::Other };
    };
    if has("hopscope") {
        return Format::Scenario;
    }
    if name.ends_with(".tf.json") || name.ends_with(".tfvars.json") {
        return Format::TerraformJson;
    }
    if has("format_version") && (has("planned_values") || has("values") || has("resource_changes"))
        || has("terraform_version") && has("version") && (has("resources") || has("modules"))
    {
        return Format::TerraformShow;
    }
    if (has("resource") || has("module")) && (has("terraform") || has("provider") || has("variable") || has("locals")) {
        return Format::TerraformJson;
    }
    if (has("openapi") || has("swagger")) && has("paths") {
        return Format::OpenApi;
    }
    if has("service") && (has("provider") || has("functions") || has("plugins")) {
        return Format::Serverless;
    }
    if cloudformation::template::is_template(value) {
        return Format::CloudFormation;
    }
    let command = command(document, files);
    if aws_cli::is_answer(value, command.as_ref()) {
        return Format::AwsCli;
    }
    Format::Other
}

fn command(document: &Document, files: &Files) -> Option<Command> {
    Command::find(files.text(document.before)?)
}
