//! `hopscope lint`: findings that need no request.

use hopscope_advice::lint::{Finding, Severity, lint};
use hopscope_advice::words;
use hopscope_formats::source::Place;
use hopscope_locale::visible;
use serde_json::{Value, json};

use crate::arguments::Form;
use crate::output::Exit;
use crate::{Context, Output, input};

/// Looks through files. An error or a warning makes it fail; a hint may be meant.
pub fn run(context: &Context<'_>, files: &[String], form: Form) -> Output {
    let mut output = Output::default();
    let (mut errors, mut warnings, mut hints, mut unread) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut listed: Vec<Value> = Vec::new();
    for file in files {
        let (scenario, notes, lines) = match input::scenario_and_lines(context, file) {
            Ok(read) => read,
            Err(unusable) => {
                unread += 1;
                output.and(unusable);
                continue;
            }
        };
        output.err.push_str(&notes);
        for finding in lint(&scenario) {
            let line = lines.as_ref().and_then(|lines| lines.of(&finding.path));
            let severity = finding.severity();
            match severity {
                Severity::Error => errors += 1,
                Severity::Warning => warnings += 1,
                Severity::Hint => hints += 1,
            }
            let exit = if severity == Severity::Hint { Exit::Done } else { Exit::Failed };
            match form {
                Form::Text => {
                    output.and(Output { out: listing(context, file, line, &finding), exit, ..Output::default() })
                }
                Form::Json => {
                    listed.push(object(context, file, line, &finding));
                    output.and(Output { exit, ..Output::default() });
                }
            }
        }
    }
    match form {
        Form::Json => output.out = serde_json::to_string_pretty(&listed).unwrap_or_default() + "\n",
        Form::Text => {
            let counts =
                [("errors", errors.to_string()), ("warnings", warnings.to_string()), ("hints", hints.to_string())];
            output.out.push_str(&super::summary(context, "cli.lint.summary", &counts, unread, files));
        }
    }
    output
}

/// A finding as compilers list theirs: where and what in a line, why and what to do below. `line` is that of an imported
/// file.
fn listing(context: &Context<'_>, file: &str, line: Option<Place>, finding: &Finding) -> String {
    let told = words::finding(&context.texts, finding);
    let severity = context.texts.text(&format!("advice.severity.{}", finding.severity().as_str()));
    let file = line.map_or_else(|| file.to_owned(), |line| line.to_string());
    let place = match finding.path.to_string() {
        path if path.is_empty() => file,
        path => format!("{file}: {path}"),
    };
    let head = format!("{severity} [{}] {place}: {}", finding.id(), told.title);
    let [head, why, change] = [&head, &told.why, &told.change].map(|text| visible::line(text));
    format!("{head}\n  {why}\n  {change}\n\n")
}

fn object(context: &Context<'_>, file: &str, line: Option<Place>, finding: &Finding) -> Value {
    let told = words::finding(&context.texts, finding);
    json!({
        "file": file,
        "finding": finding.id(),
        "severity": finding.severity().as_str(),
        "path": finding.path.to_string(),
        "place": line,
        "title": told.title,
        "why": told.why,
        "change": told.change,
        "sources": finding.lint().map(|lint| lint.sources),
    })
}
