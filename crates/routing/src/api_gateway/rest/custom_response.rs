//! Gateway responses of the API's own: they change status, body and headers of AWS's errors, and leave
//! `x-amzn-errortype` as it was, which gives a dressed-up 403 away.
//!
//! The response of the error's own type is used, else that of its family (`DEFAULT_4XX`, `DEFAULT_5XX`); the two are
//! never merged. What a response does not set stays AWS's. Refusals before a stage is known have none.
//!
//! Source: Amazon API Gateway Developer Guide, "Gateway responses in API Gateway"; public captures.

use hopscope_scenario::rest_api::{GatewayResponse, RestApi};

use super::Call;
use crate::api_gateway::gateway_response::{GatewayError, json_string};
use crate::exchange::Answer;
use crate::placeholder::{APIGW_ID, REQUEST_ID};
use crate::rule::Rule;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};

/// The answer to an error, as the API's own gateway responses would have it.
pub fn apply(call: &mut Call<'_, '_>, rule: &'static Rule, error: GatewayError) -> Answer {
    let response_type = error.response_type();
    let mut answer = error.clone().answer(rule);
    let Some((name, response)) = find(call.api, response_type, answer.status.get()) else { return answer };
    if let Some(status) = response.status_code {
        answer.status = status;
    }
    let values = Values { call, error: &error };
    if let Some(template) = &response.body {
        answer.body = fill(template, &values).into();
        answer.headers.set("content-length", answer.body.len().to_string());
    }
    for (header, value) in &response.headers {
        let header = header.strip_prefix("gatewayresponse.header.").unwrap_or(header);
        answer.headers.set(header.to_owned(), values.header(value));
    }
    let detail = Detail::none()
        .with_copy("response_type", name)
        .with("for", response_type)
        .with("status", answer.status)
        .with_copy("errortype", answer.headers.get("x-amzn-errortype").unwrap_or_default())
        .by(call.of_api("gateway_responses"));
    call.tracer.answer_step(call.hop, &rules::GATEWAY_RESPONSE, Outcome::Changed, detail);
    answer
}

/// The response of a type, or of its family.
fn find<'s>(api: &'s RestApi, response_type: &str, status: u16) -> Option<(&'s str, &'s GatewayResponse)> {
    if response_type.is_empty() || api.gateway_responses.is_empty() {
        return None;
    }
    let family = if status < 500 { "DEFAULT_4XX" } else { "DEFAULT_5XX" };
    let responses = &api.gateway_responses;
    let get = |name: &str| responses.iter().find(|(each, _)| *each == name).map(|(name, found)| (name.as_str(), found));
    get(response_type).or_else(|| get(family))
}

/// What templates and headers refer to.
struct Values<'a, 't, 's> {
    call: &'a Call<'t, 's>,
    error: &'a GatewayError,
}

impl Values<'_, '_, '_> {
    /// The value of a `$context` variable, without the `$context.`; None: none that is modelled.
    fn context(&self, name: &str) -> Option<String> {
        let call = self.call;
        Some(match name {
            "error.messageString" => json_string(&self.error.message()),
            "error.message" => self.error.message().to_string(),
            "error.responseType" => self.error.response_type().to_owned(),
            "error.validationErrorString" => String::new(),
            "requestId" => REQUEST_ID.to_owned(),
            "extendedRequestId" => APIGW_ID.to_owned(),
            "accountId" => call.account().to_owned(),
            "apiId" => call.api.id.clone(),
            "stage" => call.stage.name.clone(),
            "httpMethod" => call.request.method.to_string(),
            "path" => call.request.path.text().to_string(),
            "domainName" => call.request.host.to_string(),
            "identity.sourceIp" => call.source.ip.to_owned(),
            "identity.userAgent" => call.request.headers.get("user-agent").unwrap_or_default().to_owned(),
            _ => return None,
        })
    }

    /// The value of a header: a literal in single quotation marks, a mapping expression, or a bare literal.
    fn header(&self, value: &str) -> String {
        if let Some(literal) = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
            return literal.to_owned();
        }
        if let Some(name) = value.strip_prefix("method.request.header.") {
            return self.call.request.headers.get(name).unwrap_or_default().to_owned();
        }
        if let Some(name) = value.strip_prefix("method.request.querystring.") {
            let mut pairs = form_urlencoded::parse(self.call.request.query.as_bytes());
            return pairs.find(|(each, _)| each == name).map(|(_, value)| value.into_owned()).unwrap_or_default();
        }
        let context = value.strip_prefix("context.").and_then(|name| self.context(name));
        context.unwrap_or_else(|| value.to_owned())
    }
}

/// Fills a template's `$context` variables in; what is not modelled stays as it is written.
fn fill(template: &str, values: &Values<'_, '_, '_>) -> String {
    const MARK: &str = "$context.";
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(MARK) {
        text.push_str(before);
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(after.len());
        let (name, after) = after.split_at_checked(end).unwrap_or((after, ""));
        let bare = name.trim_end_matches('.');
        match values.context(bare) {
            Some(value) => {
                text.push_str(&value);
                text.push_str(name.get(bare.len()..).unwrap_or_default());
            }
            None => {
                text.push_str(MARK);
                text.push_str(name);
            }
        }
        rest = after;
    }
    text.push_str(rest);
    text
}
