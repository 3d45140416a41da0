//! `hopscope import`: a scenario of what people already have.

use std::fmt::Write as _;

use hopscope_formats::fault::FaultKind;
use hopscope_formats::import::{Ask, Entry, Fate, Import, Question, Reason};
use hopscope_formats::source::{Place, Span};
use hopscope_locale::{Catalog, visible};
use serde_json::{Value, json};

use crate::arguments::Form;
use crate::{Context, Output, input};

/// Imports, and prints the scenario, or writes it to a file.
///
/// # Errors
/// With the output to end with, when nothing can be read or the file cannot be written.
pub fn run(context: &Context<'_>, paths: &[String], out: Option<&str>, form: Form) -> Result<Output, Output> {
    let import = input::import(context, paths)?;
    let scenario = import.scenario.to_json() + "\n";
    let err = match form {
        Form::Text => notes(context, &import),
        Form::Json => serde_json::to_string_pretty(&report(&context.texts, &import)).unwrap_or_default() + "\n",
    };
    let Some(file) = out else { return Ok(Output { out: scenario, err, ..Output::default() }) };
    context.io.write(file, &scenario).map_err(|error| {
        let values = [("file", file.to_owned()), ("detail", error.to_string())];
        Output::unusable(&context.texts.fill("cli.error.write", &values))
    })?;
    Ok(Output { err, ..Output::default() })
}

/// What was not carried over, was assumed, could not be read or has to be asked: one a line, as compilers list theirs.
pub fn notes(context: &Context<'_>, import: &Import) -> String {
    let texts = &context.texts;
    let mut lines = String::new();
    let mut line = |place: Option<Place>, kind: &str, what: &str| {
        let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
        let kind = texts.text(&format!("import.kind.{kind}"));
        // Names come from strangers' files: none of them may act on the terminal, or look like a line of ours.
        let text = format!("{place}{kind}: {what}");
        let _ = writeln!(lines, "{}", visible::line(&text));
    };
    for fault in &import.faults {
        line(place(import, fault.span), "fault", &self::fault(texts, &fault.kind));
    }
    for entry in &import.report {
        if let Some(reason) = &entry.reason {
            line(place(import, entry.span), kind(entry), &told(texts, entry, reason));
        }
    }
    for question in &import.questions {
        line(place(import, question.span), "question", &asked(texts, question));
    }
    lines
}

/// The kind of a note.
fn kind(entry: &Entry) -> &'static str {
    match (entry.fate, &entry.reason) {
        (_, Some(Reason::Assumed(_) | Reason::ByElimination(_) | Reason::StandIn(_) | Reason::Object(_)))
            if entry.fate != Fate::Skipped =>
        {
            "assumed"
        }
        (Fate::Lost, _) => "lost",
        (Fate::Skipped, _) => "skipped",
        (Fate::Mapped, _) => "mapped",
        (Fate::Folded, _) => "folded",
    }
}

fn told(texts: &Catalog, entry: &Entry, reason: &Reason) -> String {
    let subject = match &entry.attribute {
        Some(attribute) => format!("{} {attribute}", entry.address),
        None => entry.address.clone(),
    };
    format!("{subject}: {}", self::reason(texts, reason))
}

/// Why something was not carried over, in words.
pub fn reason(texts: &Catalog, reason: &Reason) -> String {
    let key = ["import.reason.", reason.word()].concat();
    texts.fill(&key, &[("value", reason.text().unwrap_or_default())])
}

/// What is wrong with a text, in words.
pub fn fault(texts: &Catalog, kind: &FaultKind) -> String {
    match kind {
        FaultKind::Scenario(error) => hopscope_locale::reason::scenario_error(texts, error),
        _ => texts.fill(&["import.fault.", kind.word()].concat(), kind.text().map(|text| ("value", text)).as_slice()),
    }
}

/// What is asked for, in words, and how to answer it.
pub fn asked(texts: &Catalog, question: &Question) -> String {
    let id = ("id", question.id.as_str());
    match &question.ask {
        Ask::Variable(name) => texts.fill("import.ask.variable", &[("value", name.as_str()), id]),
        Ask::Condition { condition, then, otherwise } => texts.fill(
            "import.ask.condition",
            &[("value", condition.as_str()), ("then", then.as_str()), ("otherwise", otherwise.as_str()), id],
        ),
        Ask::Choice(choices) => texts.fill("import.ask.choice", &[("value", choices.join(", ").as_str()), id]),
    }
}

fn place(import: &Import, span: Option<Span>) -> Option<Place> {
    import.files.place(span?)
}

/// The whole report: every resource, and the line behind every field.
fn report(texts: &Catalog, import: &Import) -> Value {
    let entry = |entry: &Entry| {
        json!({
            "fate": entry.fate,
            "address": entry.address,
            "type": entry.kind,
            "attribute": entry.attribute,
            "reason": entry.reason.as_ref().map(|reason| self::reason(texts, reason)),
            "place": place(import, entry.span),
        })
    };
    let sources = import.sources.0.iter().map(|(path, source)| {
        let line = json!({
            "set_at": place(import, Some(source.set_at)),
            "written_at": place(import, source.written_at),
            "calls": source.calls.iter().map(|span| place(import, Some(*span))).collect::<Vec<_>>(),
        });
        (path.to_string(), line)
    });
    json!({
        "report": import.report.iter().map(entry).collect::<Vec<_>>(),
        "questions": import.questions.iter().map(|question| json!({
            "id": question.id,
            "question": asked(texts, question),
            "field": question.field.as_ref().map(ToString::to_string),
            "place": place(import, question.span),
        })).collect::<Vec<_>>(),
        "faults": import.faults.iter().map(|fault| json!({
            "kind": fault.kind.word(),
            "what": self::fault(texts, &fault.kind),
            "place": place(import, fault.span),
        })).collect::<Vec<_>>(),
        "sources": sources.collect::<serde_json::Map<_, _>>(),
    })
}

#[cfg(test)]
mod tests {
    use hopscope_formats::fault::LeftOut;
    use hopscope_locale::Language;
    use hopscope_scenario::ScenarioError;

    use super::*;

    #[test]
    fn every_fault_has_a_sentence_in_every_language() {
        let name = || "a".to_owned();
        let others = [
            FaultKind::SetTwice(name()),
            FaultKind::Expected("`]`".to_owned()),
            FaultKind::Scenario(ScenarioError::VersionMissing),
        ];
        let left_out = LeftOut::ALL.iter().map(|why| FaultKind::LeftOut(name(), *why));
        let kinds: Vec<FaultKind> = FaultKind::PLAIN.iter().cloned().chain(others).chain(left_out).collect();
        let mut said = std::collections::BTreeSet::new();
        for language in Language::ALL {
            let texts = Catalog::embedded(*language);
            for kind in &kinds {
                let text = fault(&texts, kind);
                assert!(!text.contains("import.fault") && !text.contains("{value}"), "{kind:?} {text}");
                assert!(said.insert(text.clone()), "said twice: {text}");
            }
        }
    }
}
