//! Parameter mapping: what a route's integration writes into a request before it is sent on.
//!
//! `overwrite:path` replaces the whole path, which is the cure for a stage in the path of a private integration:
//! `$request.path` is the request's path without the stage. Of the expressions, JSON paths into the body are left as they
//! are. Source: Amazon API Gateway Developer Guide, "Transform API requests and responses for HTTP APIs".

use super::{Call, Target, stage};
use crate::exchange::Request;
use crate::path::{Path, PathSource};
use crate::placeholder::{ACCOUNT, APIGW_ID};
use crate::rules::http_api as rules;
use crate::text::Text;
use crate::trace::{Detail, Outcome};

/// The expression that is the whole path of the request.
const REQUEST_PATH: &str = "$request.path";

/// Writes what the integration maps into a request.
pub fn apply(call: &mut Call<'_, '_>, target: &Target<'_>, request: &mut Request<'_>) {
    let parameters = &target.route.integration.request_parameters;
    let mut changed = Vec::new();
    for (key, expression) in parameters {
        let Some((action, place)) = key.split_once(':') else { continue };
        let value = value(expression, call, target);
        let of = |kind: &str| place.strip_prefix(kind).map(str::to_owned);
        if (action, place) == ("overwrite", "path") {
            // The viewer wrote what is taken over as it is.
            request.path = match expression.as_str() {
                REQUEST_PATH | "${request.path}" => call.path.clone(),
                _ => Path::new(value, PathSource::Integration),
            };
            request.path_by = target.field("integration.request_parameters");
        } else if let Some(name) = of("header.") {
            header(request, action, &name.to_ascii_lowercase(), value);
        } else if let Some(name) = of("querystring.") {
            request.query = query(&request.query, action, &name, &value);
        } else {
            continue;
        }
        changed.push(key.clone());
    }
    if !changed.is_empty() {
        let detail = Detail::none().with("changed", changed).with("path", request.path.text());
        let detail = detail.by(target.field("integration.request_parameters"));
        call.tracer.step(call.hop, &rules::REQUEST_PARAMETERS, Outcome::Changed, detail);
    }
}

fn header(request: &mut Request<'_>, action: &str, name: &str, value: String) {
    match action {
        "append" => request.headers.add(name.to_owned(), value),
        "overwrite" => request.headers.set(name.to_owned(), value),
        _ => drop(request.headers.remove(name)),
    }
}

fn query(query: &str, action: &str, name: &str, value: &str) -> Text {
    let is_other = |pair: &&str| !pair.is_empty() && pair.split_once('=').map_or(*pair, |(each, _)| each) != name;
    let mut pairs: Vec<String> = match action {
        "append" => query.split('&').filter(|pair| !pair.is_empty()).map(str::to_owned).collect(),
        _ => query.split('&').filter(is_other).map(str::to_owned).collect(),
    };
    if action != "remove" {
        pairs.push(format!("{name}={value}"));
    }
    pairs.join("&").into()
}

/// The value of an expression; of a text with several in braces, the text with their values.
fn value(expression: &str, call: &Call<'_, '_>, target: &Target<'_>) -> String {
    if let Some(name) = expression.strip_prefix('$').filter(|name| !name.starts_with('{')) {
        return variable(name, call, target).unwrap_or_default();
    }
    let mut text = String::new();
    let mut rest = expression;
    while let Some((before, behind)) = rest.split_once("${") {
        let Some((name, behind)) = behind.split_once('}') else { break };
        text.push_str(before);
        text.push_str(&variable(name, call, target).unwrap_or_default());
        rest = behind;
    }
    text.push_str(rest);
    text
}

fn variable(name: &str, call: &Call<'_, '_>, target: &Target<'_>) -> Option<String> {
    let request = &call.request;
    if let Some(name) = name.strip_prefix("request.header.") {
        return request.headers.get(&name.to_ascii_lowercase()).map(str::to_owned);
    }
    if let Some(name) = name.strip_prefix("request.querystring.") {
        let pairs = request.query.split('&').filter_map(|pair| pair.split_once('='));
        let values: Vec<&str> = pairs.filter(|(each, _)| *each == name).map(|(_, value)| value).collect();
        return (!values.is_empty()).then(|| values.join(","));
    }
    if let Some(name) = name.strip_prefix("request.path.") {
        return target.path_params.get(name).cloned();
    }
    if let Some(name) = name.strip_prefix("stageVariables.") {
        return call.stage.variables.get(name).cloned();
    }
    Some(match name {
        "request.path" => stage::shown(&call.path).to_string(),
        "request.body" => request.body.to_string(),
        "context.stage" => call.stage.name.clone(),
        "context.apiId" => call.api.id.clone(),
        "context.accountId" => ACCOUNT.to_owned(),
        "context.requestId" => APIGW_ID.to_owned(),
        "context.routeKey" => target.route.route_key.clone(),
        "context.domainName" => request.host.to_string(),
        "context.httpMethod" => request.method.to_string(),
        "context.path" => request.path.text().to_string(),
        _ => return None,
    })
}
