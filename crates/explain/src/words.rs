//! The parts of an explanation in the words of a language: `locales/<language>/explain.json`.

use hopscope_locale::Catalog;
use hopscope_routing::trace::Component;

use super::Explanation;
use super::error::ReadError;
use super::evidence::{At, Evidence};
use super::fingerprint::{Fingerprint, Layers, System};

/// Why a text cannot be explained, and what to paste instead.
pub fn read_error(texts: &Catalog, error: &ReadError) -> String {
    match error {
        ReadError::Empty => texts.text("explain.error.empty"),
        ReadError::TooLarge { limit } => texts.fill("explain.error.too_large", &[("limit", limit.to_string())]),
        ReadError::NoAnswer { url } => {
            texts.fill("explain.error.no_answer", &[("url", url.as_deref().unwrap_or_default())])
        }
        ReadError::Json { line, column } => {
            texts.fill("explain.error.json", &[("line", line.to_string()), ("column", column.to_string())])
        }
        ReadError::NoEntries => texts.text("explain.error.no_entries"),
        ReadError::NothingFound => texts.text("explain.error.nothing_found"),
    }
}

/// Which hop answered, in a line.
pub fn headline(texts: &Catalog, found: &Fingerprint) -> String {
    let key = match (found.answered_by, found.system) {
        (None, _) => "unknown",
        (Some(Component::ApiGateway), System::RestApi) if found.is_own => "rest_api",
        (Some(Component::ApiGateway), System::RestApi) => "mock",
        (Some(Component::ApiGateway), System::HttpApi) => "http_api",
        (Some(Component::ApiGateway), System::GatewayFront) => "gateway_front",
        (Some(component), _) => component.as_str(),
    };
    texts.text(&format!("explain.headline.{key}"))
}

/// The name of a hop, inside a sentence.
pub fn hop(texts: &Catalog, component: Component) -> String {
    texts.text(&format!("explain.hop.{}", component.as_str()))
}

/// Who else may have answered. None: nobody.
pub fn alternatives(texts: &Catalog, found: &Fingerprint) -> Option<String> {
    let names: Vec<String> = found.or.iter().map(|component| hop(texts, *component)).collect();
    let hops = names.join(&texts.text("explain.report.or_join"));
    (!names.is_empty()).then(|| texts.fill("explain.report.or", &[("hops", hops)]))
}

/// What the answer tells of the distributions on the way.
pub fn layers(texts: &Catalog, layers: Layers) -> String {
    let key = match layers {
        Layers::Unknown => "unknown",
        Layers::None => "none",
        Layers::Own => "own",
        Layers::EdgeApi => "edge_api",
        Layers::OwnOrEdgeApi => "own_or_edge_api",
        Layers::Two => "two",
    };
    texts.text(&format!("explain.layers.{key}"))
}

/// The request and the status of its answer, in a sentence.
pub fn summary(texts: &Catalog, explanation: &Explanation) -> String {
    let exchange = explanation.exchanges.get(explanation.chosen);
    let asked = exchange.map(|exchange| &exchange.asked);
    let status = exchange.and_then(|exchange| exchange.answer()?.status);
    let values = [
        ("method", asked.map(|asked| asked.method_or_get().to_owned()).unwrap_or_default()),
        ("url", asked.and_then(|asked| asked.url.as_deref()).map(code).unwrap_or_default()),
        ("status", status.map(|status| status.to_string()).unwrap_or_default()),
    ];
    texts.fill("explain.report.summary", &values)
}

/// Where a piece of evidence stands, and what it says.
pub fn evidence(texts: &Catalog, evidence: &Evidence) -> [String; 2] {
    let at = |key: &str| texts.text(&format!("explain.report.{key}"));
    let place = match &evidence.at {
        At::Field { name, value } => format!("`{}`", code(&format!("{name}: {value}"))),
        At::Absent { name } => texts.fill("explain.report.absent", &[("name", name)]),
        At::Status(status) => format!("{} {status}", at("status")),
        At::Body(text) => format!("{} `{}`", at("body"), code(text)),
        At::Length(count) => texts.fill("explain.report.length", &[("count", count.to_string())]),
        At::Host(host) => texts.fill("explain.report.host", &[("host", host)]),
        At::Client(line) => format!("`{}`", code(line)),
    };
    [place, texts.text(&format!("explain.says.{}", evidence.says.key()))]
}

/// A pasted text as it can stand between backticks, in a line, and not too long.
pub fn code(text: &str) -> String {
    let mut short: String = text.chars().take(160).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(160).is_some() {
        short.push('…');
    }
    short.replace('`', "'")
}
