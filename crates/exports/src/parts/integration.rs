//! What methods and routes call.

use hopscope_scenario::rest_api::Integration;

use super::{lambda, server};
use crate::note::NoteKind;
use crate::plan::Plan;
use crate::value::{Piece, Text};

/// The URI by which API Gateway invokes a function.
pub(super) fn lambda_uri(plan: &mut Plan<'_>, name: &str, region: &str) -> Text {
    if let Some(piece) = lambda::named(plan, name, "invoke_arn") {
        return piece.into();
    }
    // A stage variable may stand for the name.
    if !name.contains("${") {
        plan.note(NoteKind::Function, name);
    }
    Text::letters(format!("arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/arn:aws:lambda:{region}:"))
        .then(Piece::Account)
        .then(format!(":function:{name}/invocations"))
}

/// Notes that an HTTP backend's answer is not the file's to give, where it is not the usual one.
pub(super) fn note_backend(plan: &mut Plan<'_>, integration: &Integration) {
    if integration.response.is_some() {
        plan.note(NoteKind::Backend, &integration.uri);
    }
    let host = integration.uri.split("://").nth(1).unwrap_or(&integration.uri);
    let host = host.split(['/', ':', '?']).next().unwrap_or(host);
    server::note_host(plan, host);
}
