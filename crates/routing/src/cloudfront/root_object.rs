//! The default root object: what `/` stands for, and `/` alone.
//!
//! Whether AWS puts it in place before or after the behaviour is chosen is not documented. Here it is before, so that a
//! behaviour for `/index.html` takes a request for `/`.
//!
//! Source: Amazon CloudFront Developer Guide, "Specify a default root object".

use std::ops::ControlFlow;

use hopscope_scenario::distribution::Distribution;

use super::page::Page;
use super::{Exchange, behavior, refuse};
use crate::exchange::Answer;
use crate::path::{Path, PathSource};
use crate::rule::Basis;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};

/// The longest default root object, in characters.
const MAX_LENGTH: usize = 255;

/// The path of the default root object, when the request is for the root and there is one.
pub fn path_of(distribution: &Distribution, path: &Path) -> Option<Path> {
    let object = distribution.default_root_object.as_str();
    (!object.is_empty() && path.text() == "/").then(|| path.clone().appended(object, PathSource::DefaultRootObject))
}

/// Puts the default root object in the place of `/`. A name that CloudFront does not take is answered with 400.
pub fn apply(exchange: &mut Exchange<'_, '_>) -> ControlFlow<Answer> {
    if exchange.request.path.text() == "/" {
        // Also where there is no such object: then it is why the path stays as it is.
        exchange.request.path_by = exchange.of_distribution("default_root_object");
    }
    let Some(path) = path_of(exchange.distribution, &exchange.request.path) else { return ControlFlow::Continue(()) };
    let object = exchange.distribution.default_root_object.as_str();
    if !is_valid(object) {
        let rule = &rules::DEFAULT_ROOT_OBJECT_INVALID;
        let detail = Detail::none().with_copy("object", object).by(exchange.of_distribution("default_root_object"));
        exchange.tracer.step(exchange.hop, rule, Outcome::Refused, detail);
        let page = Page::Error { status: BAD_REQUEST, sentence: "Bad request." };
        return ControlFlow::Break(refuse(rule, page));
    }
    let detail = Detail::none()
        .with_copy("object", object)
        .with("path", path.text())
        .by(exchange.of_distribution("default_root_object"));
    // Only where the order matters is it a guess.
    let at_root = behavior::for_path(exchange.distribution, "/").index;
    let at_object = behavior::for_path(exchange.distribution, path.text()).index;
    let basis = if at_root == at_object { rules::DEFAULT_ROOT_OBJECT.basis } else { Basis::Inferred };
    exchange.tracer.step_on(exchange.hop, &rules::DEFAULT_ROOT_OBJECT, Outcome::Changed, basis, detail);
    exchange.request.path = path;
    ControlFlow::Continue(())
}

const BAD_REQUEST: u16 = 400;

/// Whether CloudFront takes the name: at most 255 of the characters of a path pattern other than `@`, `:` and `+`.
fn is_valid(object: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.*$/~\"'&".contains(c);
    object.chars().all(allowed) && object.len() <= MAX_LENGTH
}
