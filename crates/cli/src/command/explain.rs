//! `hopscope explain`: which hop gave a recorded answer, and why it may have.

use hopscope_explain::{Explanation, explain, report, secret, words};
use hopscope_report::Report;
use serde_json::{Value, json};

use crate::arguments::Form;
use crate::{Context, Output, input};

/// Explains the output of `curl -i` or `-v` in a file.
///
/// # Errors
/// With the output to end with, when the file cannot be read or holds no answer.
pub fn run(context: &Context<'_>, file: &str, form: Form) -> Result<Output, Output> {
    let text = input::any_text(context, file)?;
    let explanation = explain(&text).map_err(|error| {
        let told = words::read_error(&context.texts, &error);
        Output::unusable(&format!("{}: {told}", input::shown(context, file)))
    })?;
    let told = report(&context.texts, &explanation);
    Ok(Output::done(match form {
        Form::Text => told.to_text(),
        Form::Json => format!("{:#}\n", object(context, &explanation, &told)),
    }))
}

/// An explanation for programs: ids, commands and the scenario; the report in words behind them.
fn object(context: &Context<'_>, explanation: &Explanation, told: &Report) -> Value {
    let texts = &context.texts;
    let found = &explanation.fingerprint;
    let exchange = explanation.exchanges.get(explanation.chosen);
    let asked = exchange.map(|exchange| &exchange.asked);
    let prefill = &explanation.prefill;
    let probes = explanation.probes.iter().map(|probe| json!({"probe": probe.id, "command": probe.command}));
    json!({
        "requests_in_text": explanation.exchanges.len(),
        "request": asked.map(|asked| json!({"method": asked.method, "url": asked.url.as_deref().map(|url| secret::url(url).0)})),
        "status": exchange.and_then(|exchange| exchange.answer()?.status),
        "headline": words::headline(texts, found),
        "answered_by": found.answered_by,
        "or": found.or,
        "fingerprints": explanation.causes.rows,
        "causes": explanation.causes.causes.iter().map(|cause| cause.id).collect::<Vec<_>>(),
        "sources": explanation.causes.sources,
        "next": probes.collect::<Vec<_>>(),
        "scenario": serde_json::from_str::<Value>(&prefill.scenario.to_json()).unwrap_or_default(),
        "link": prefill.link,
        "unknown": prefill.unknown.iter().map(|each| each.key()).collect::<Vec<_>>(),
        "left_out": prefill.hidden,
        "report": serde_json::from_str::<Value>(&told.to_json()).unwrap_or_default(),
    })
}
