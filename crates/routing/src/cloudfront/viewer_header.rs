//! The headers about the viewer that CloudFront adds where a policy lists them: `CloudFront-Viewer-Country` and its kin.
//!
//! What a scenario does not say, as the viewer's city, is left out. How a device is told from its `User-Agent` is not
//! documented; here it is by the words that the common ones use.
//!
//! Source: Amazon CloudFront Developer Guide, "Add CloudFront request headers".

use super::Exchange;
use super::forwarding::Forwarding;
use super::origin_header::client_ip;
use crate::exchange::Request;
use crate::header::Headers;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome, Scheme};

/// Adds what the policies list.
pub fn add(exchange: &mut Exchange<'_, '_>, headers: &mut Headers, forwarding: &Forwarding<'_>) {
    let (mut added, mut unknown) = (Vec::new(), Vec::new());
    for name in forwarding.added().map(str::to_ascii_lowercase).filter(|name| name.starts_with("cloudfront-")) {
        match value(&name, &exchange.request) {
            Some(value) => {
                headers.set(name.clone(), value);
                added.push(name);
            }
            None => unknown.push(name),
        }
    }
    if added.is_empty() && unknown.is_empty() {
        return;
    }
    let outcome = if added.is_empty() { Outcome::Skipped } else { Outcome::Changed };
    let detail = Detail::none().with("added", added).with("unknown", unknown);
    let lists = forwarding.origin_request.added.iter().next().is_some();
    let field = match () {
        () if lists => "origin_request_policy",
        () if forwarding.is_legacy => "forwarded_values",
        () => "cache_policy",
    };
    let detail = detail.by(exchange.of_behavior(field));
    exchange.tracer.step(exchange.hop, &rules::VIEWER_HEADERS, outcome, detail);
}

/// The headers that the policies list and the scenario knows.
pub fn known(request: &Request<'_>, forwarding: &Forwarding<'_>) -> Vec<(String, String)> {
    let listed = forwarding.added().map(str::to_ascii_lowercase).filter(|name| name.starts_with("cloudfront-"));
    listed.filter_map(|name| value(&name, request).map(|value| (name, value))).collect()
}

/// The header's value, if the scenario says enough.
fn value(name: &str, request: &Request<'_>) -> Option<String> {
    let flag = |is: bool| Some(is.to_string());
    let device = Device::of(request.headers.get("user-agent").unwrap_or_default());
    match name {
        "cloudfront-forwarded-proto" => Some(request.scheme.as_str().to_owned()),
        "cloudfront-viewer-address" => Some(format!("{}:46532", client_ip(request.client))),
        "cloudfront-viewer-country" => {
            Some(request.client.viewer.country.to_ascii_uppercase()).filter(|country| !country.is_empty())
        }
        "cloudfront-viewer-http-version" => Some(if request.http_version == "2" { "2.0" } else { "1.1" }.to_owned()),
        "cloudfront-viewer-tls" if request.scheme == Scheme::Https => {
            Some("TLSv1.3:TLS_AES_128_GCM_SHA256:fullHandshake".to_owned())
        }
        "cloudfront-is-android-viewer" => flag(device.android),
        "cloudfront-is-ios-viewer" => flag(device.ios),
        "cloudfront-is-mobile-viewer" => flag(device.form == Form::Mobile),
        "cloudfront-is-tablet-viewer" => flag(device.form == Form::Tablet),
        "cloudfront-is-smarttv-viewer" => flag(device.form == Form::SmartTv),
        "cloudfront-is-desktop-viewer" => flag(device.form == Form::Desktop),
        _ => None,
    }
}

/// A device, as far as its `User-Agent` tells.
struct Device {
    android: bool,
    ios: bool,
    form: Form,
}

#[derive(PartialEq, Eq)]
enum Form {
    Desktop,
    Mobile,
    Tablet,
    SmartTv,
}

impl Device {
    fn of(user_agent: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| user_agent.contains(word));
        let android = has(&["Android"]);
        let form = if has(&["SmartTV", "SMART-TV", "AppleTV", "Web0S", "Tizen"]) {
            Form::SmartTv
        } else if has(&["iPad", "Tablet"]) || (android && !has(&["Mobile"])) {
            Form::Tablet
        } else if has(&["Mobile", "iPhone", "iPod"]) {
            Form::Mobile
        } else {
            Form::Desktop
        };
        Self { android, ios: has(&["iPhone", "iPad", "iPod"]), form }
    }
}
