//! `hopscope trace`: what becomes of a file's requests, or of one that is given.

use hopscope_diagram::sequence::Options as Layout;
use hopscope_diagram::{curl, mermaid, sequence, story, svg, text};
use hopscope_locale::{Catalog, visible};
use hopscope_routing::Trace;
use hopscope_routing::trace::Step;
use hopscope_scenario::request::{Headers, Request};
use hopscope_scenario::{OneOrMany, Scenario};

use crate::arguments::{Format, Trace as Arguments};
use crate::tracing::{Run, trace_and_runs};
use crate::{Context, Output, input};

/// Traces and prints.
///
/// # Errors
/// With the output to end with, when the file cannot be used or has no request.
pub fn run(context: &Context<'_>, arguments: &Arguments) -> Result<Output, Output> {
    let (scenario, notes, lines) = input::scenario_to_trace_and_lines(context, &arguments.file)?;
    let requests = requests(&scenario, arguments);
    if requests.is_empty() {
        return Err(Output::unusable(&context.texts.fill("cli.error.no_request", &[("file", &arguments.file)])));
    }
    let (traces, runs): (Vec<Trace>, Vec<Vec<Run>>) =
        requests.iter().map(|request| trace_and_runs(&scenario, request)).unzip();
    Ok(Output {
        out: print(context, arguments.format, &traces, &runs, lines.as_ref()),
        err: notes,
        ..Output::default()
    })
}

/// The request that is given, or the file's, each with the headers that are given.
fn requests(scenario: &Scenario, arguments: &Arguments) -> Vec<Request> {
    let mut requests = match &arguments.request {
        Some(line) => vec![Request { method: line.method.clone(), url: line.url.clone(), ..Request::default() }],
        None => scenario.requests.clone(),
    };
    for request in &mut requests {
        for (name, value) in &arguments.headers {
            add(&mut request.headers, name, value);
        }
    }
    requests
}

/// Adds a header; one of that name gets a further value.
fn add(headers: &mut Headers, name: &str, value: &str) {
    let known = headers.keys().find(|each| each.eq_ignore_ascii_case(name)).cloned();
    let values = headers.entry(known.unwrap_or_else(|| name.to_owned())).or_default();
    let all: Vec<String> = values.iter().map(str::to_owned).chain([value.to_owned()]).collect();
    *values = OneOrMany::from(all);
}

/// The traces in a form; several one after the other, as each form allows.
fn print(
    context: &Context<'_>,
    format: Format,
    traces: &[Trace],
    runs: &[Vec<Run>],
    lines: Option<&input::Lines>,
) -> String {
    let texts = &context.texts;
    let each =
        |show: &dyn Fn(&Trace) -> String, between: &str| traces.iter().map(show).collect::<Vec<_>>().join(between);
    match format {
        Format::Json => match lines {
            None => serde_json::to_string_pretty(traces).unwrap_or_default() + "\n",
            Some(lines) => {
                let placed: Vec<serde_json::Value> = traces.iter().map(|trace| with_places(trace, lines)).collect();
                serde_json::to_string_pretty(&placed).unwrap_or_default() + "\n"
            }
        },
        Format::Text => {
            let listing = |trace| text::to_text(trace, &story::story(trace, texts), texts);
            let behind = |trace| lines.map(|lines| lines_behind(texts, trace, lines)).unwrap_or_default();
            let both =
                traces.iter().zip(runs).map(|(trace, runs)| listing(trace) + &changes(texts, runs) + &behind(trace));
            both.collect::<Vec<_>>().join("\n")
        }
        Format::Curl => each(&|trace| with_newline(curl::to_curl(trace)), "\n"),
        Format::Mermaid => each(&|trace| with_newline(mermaid::to_mermaid(&story::story(trace, texts), texts)), "\n"),
        Format::Svg => each(
            &|trace| {
                let drawing = sequence::sequence(&story::story(trace, texts), &Layout::new(texts));
                with_newline(svg::to_svg(&drawing, svg::Theme::Auto))
            },
            "",
        ),
    }
}

/// The lines of the imported files that the steps rest on; those of the step that decides come last, marked.
fn lines_behind(texts: &Catalog, trace: &Trace, lines: &input::Lines) -> String {
    let deciding = trace.deciding_step().map(|(_, step)| step as *const Step);
    let mut told: Vec<String> = Vec::new();
    let steps = trace.hops.iter().flat_map(|hop| &hop.steps);
    let (last, others): (Vec<&Step>, Vec<&Step>) =
        steps.partition(|step| deciding.is_some_and(|deciding| std::ptr::eq(deciding, *step)));
    for (mark, step) in others.into_iter().map(|step| (' ', step)).chain(last.into_iter().map(|step| ('>', step))) {
        for field in step.fields() {
            let path = field.path();
            let Some(place) = lines.of(&path) else { continue };
            let line = visible::line(&format!("{mark} {place}  {path}  ({})", step.rule.id)).into_owned();
            if !told.contains(&line) {
                told.push(line);
            }
        }
    }
    if told.is_empty() {
        return String::new();
    }
    format!("\n{}\n{}\n", texts.text("import.lines_marked"), told.join("\n"))
}

/// The trace as JSON, with the place behind each of a step's fields, in their order, and that of the deciding step.
fn with_places(trace: &Trace, lines: &input::Lines) -> serde_json::Value {
    let mut json = serde_json::to_value(trace).unwrap_or_default();
    let places = |step: &Step| -> serde_json::Value {
        step.fields().iter().map(|field| serde_json::json!(lines.of(&field.path()))).collect()
    };
    for (hop, shown) in trace.hops.iter().zip(list(&mut json, "hops")) {
        for (step, shown) in hop.steps.iter().zip(list(shown, "steps")) {
            if let Some(object) = shown.as_object_mut() {
                object.insert("places".to_owned(), places(step));
            }
        }
    }
    if let (Some(object), Some((_, step))) = (json.as_object_mut(), trace.deciding_step()) {
        object.insert("places".to_owned(), places(step));
    }
    json
}

fn list<'v>(value: &'v mut serde_json::Value, name: &str) -> &'v mut [serde_json::Value] {
    value.get_mut(name).and_then(serde_json::Value::as_array_mut).map(Vec::as_mut_slice).unwrap_or_default()
}

/// What functions changed, line by line, and what they wrote with `console`.
fn changes(texts: &Catalog, runs: &[Run]) -> String {
    let mut lines = Vec::new();
    for (call, answer) in runs.iter().filter(|(_, answer)| !answer.changes.is_empty() || !answer.logs.is_empty()) {
        lines.push(String::new());
        lines.push(format!("{} ({}, {})", call.function, call.event_type.as_str(), call.runtime));
        for stretch in answer.changes.chunk_by(|a, b| a.starts_with('.') && b.starts_with('.')) {
            match stretch {
                [first, ..] if first.starts_with('.') => {
                    let kept = texts.fill("edge_change.kept", &[("count", stretch.len().to_string())]);
                    lines.push(format!("    … {kept}"));
                }
                _ => lines.extend(stretch.iter().map(|line| {
                    let (mark, line) = line.split_at_checked(1).unwrap_or_default();
                    format!("  {mark} {line}")
                })),
            }
        }
        lines.extend(answer.logs.iter().flat_map(|log| log.lines()).map(|line| format!("  > {line}")));
    }
    // A scenario is a stranger's file: none of it may act on the terminal, or look like a line of ours.
    lines.iter().map(|line| format!("{}\n", visible::line(line))).collect()
}

/// A terminal's prompt belongs on a line of its own.
fn with_newline(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
