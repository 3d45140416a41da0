//! The contract between the routing model, which never runs code, and whoever runs a user's edge function.
//!
//! Routing asks with an [`EdgeCall`], a plain value; the shell runs it and hands back an [`EdgeAnswer`]. Equal calls
//! have equal answers: the code sees no clock, no network and no real randomness, so an answer may be kept and reused.
//!
//! An answer says which of AWS's three ends applies: the function gave something usable ([`EdgeResult::Outcome`]), it
//! gave something that CloudFront's validation refuses ([`EdgeResult::Invalid`], a 502), or it did not finish
//! ([`EdgeResult::Failed`], a 503). The fourth, [`EdgeResult::Unsupported`], is ours: the code asks for something that
//! cannot be had here, such as the network, so that what AWS would answer is not known.

mod event;
mod failure;
mod invalid_return;
mod ordered_json;
mod origin_directive;
mod restricted_header;

pub use event::{EdgeEvent, EdgeOrigin, EventRequest, EventResponse};
pub use failure::{CodePosition, EdgeFailure, EdgeLimit, JsFeature};
pub use invalid_return::{HeaderChange, InvalidReturn};
pub use ordered_json::OrderedJson;
pub use origin_directive::OriginDirective;
pub use restricted_header::{is_disallowed_header, read_only_headers};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::edge_function::EdgeFunction;

/// When in a request's way a function runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EdgeEventType {
    /// After the web ACL, before the cache.
    ViewerRequest,
    /// On a cache miss, before the origin. Lambda@Edge only.
    OriginRequest,
    /// When the origin has answered, before the cache. Lambda@Edge only.
    OriginResponse,
    /// Before the viewer gets the response.
    ViewerResponse,
}

impl EdgeEventType {
    /// AWS's name for it, as in the event's `eventType`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ViewerRequest => "viewer-request",
            Self::OriginRequest => "origin-request",
            Self::OriginResponse => "origin-response",
            Self::ViewerResponse => "viewer-response",
        }
    }

    /// Whether the function may still change the request.
    pub const fn is_request(self) -> bool {
        matches!(self, Self::ViewerRequest | Self::OriginRequest)
    }
}

/// One run of a function, everything that it depends on included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EdgeCall {
    /// The function's name in the scenario.
    pub function: String,
    /// `cloudfront-js-1.0`, `cloudfront-js-2.0`, or a Lambda runtime such as `nodejs20.x`.
    pub runtime: String,
    /// The function's source text.
    pub code: String,
    /// What `cf.kvs()` reads.
    pub key_value_store: BTreeMap<String, String>,
    /// Which event it is; the same as the event's own `eventType`.
    pub event_type: EdgeEventType,
    /// The event object as JSON text, as [`EdgeEvent`] writes it.
    pub event: String,
    /// The query string as the viewer sent it, without `?`; `None` where the URL has no `?`. This is what
    /// `request.rawQueryString()` gives, and what is forwarded when the function leaves the query string alone.
    pub raw_query_string: Option<String>,
}

impl EdgeCall {
    /// The call of a function with an event.
    pub fn new(function: &EdgeFunction, event: &EdgeEvent) -> Self {
        Self {
            function: function.name.clone(),
            runtime: function.runtime.clone(),
            code: function.code.clone(),
            key_value_store: function.key_value_store.clone().into_iter().collect(),
            event_type: event.event_type,
            event: if function.is_lambda_at_edge() {
                event.to_lambda_at_edge()
            } else {
                event.to_cloudfront_function()
            },
            raw_query_string: event.request.query_string.clone(),
        }
    }

    /// Whether this is Lambda@Edge rather than a CloudFront Function.
    pub fn is_lambda_at_edge(&self) -> bool {
        !self.runtime.starts_with("cloudfront-js")
    }
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeAnswer {
    /// How it ended.
    pub result: EdgeResult,
    /// What the code wrote with `console`, one entry a call, in order.
    pub logs: Vec<String>,
    /// What the code asked for with the origin helpers of the `cloudfront` module, the last call of each kind, in the
    /// order of the calls. Only meaningful beside an [`EdgeOutcome::Request`].
    pub origin: Vec<OriginDirective>,
    /// What the handler returned, as JSON text, where it returned anything that JSON can express.
    pub returned: Option<String>,
    /// What the function changed: the lines of the request or response before and after it, each begun by its mark:
    /// `+` only after, `-` only before, a blank for lines of both, `.` for lines of both that are far from any change.
    /// All are `+` where the function answered in the request's place. Empty where it changed nothing.
    pub changes: Vec<String>,
    /// How many instructions of the JavaScript engine the code took. A measure of effort, not AWS's compute
    /// utilisation.
    pub instructions: u64,
}

impl EdgeAnswer {
    /// A call that ended so, and nothing besides: nothing logged, returned or changed.
    pub const fn of(result: EdgeResult) -> Self {
        Self { result, logs: Vec::new(), origin: Vec::new(), returned: None, changes: Vec::new(), instructions: 0 }
    }
}

/// How a call ended.
// There is one for each call, so that its size does not matter, and a box would stand in every reader's way.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeResult {
    /// The function returned something that CloudFront accepts.
    Outcome(EdgeOutcome),
    /// The function returned something that CloudFront's validation refuses: 502, `FunctionValidationError` or
    /// `LambdaValidationError`.
    Invalid(InvalidReturn),
    /// The function did not finish: 503, `FunctionExecutionError` or `LambdaExecutionError`.
    Failed(EdgeFailure),
    /// The code needs something that is not to be had here, so AWS's answer is not known.
    Unsupported {
        /// What it needs, as the code names it: `fetch`, `require("https")`.
        what: String,
    },
}

/// What a function decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeOutcome {
    /// Go on with this request.
    Request(EdgeRequest),
    /// In a request event: answer with this, without going on. In a response event: the response to go on with.
    Response(EdgeResponse),
}

/// The request that a function returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeRequest {
    /// The method; a function cannot change it.
    pub method: String,
    /// The path, without query string.
    pub uri: String,
    /// The query string to send, without `?`; `None` for none at all. Untouched, it is the viewer's own text.
    pub query_string: Option<String>,
    /// All headers but `cookie`, names in lower case, in the order of the object; one entry a value.
    pub headers: Vec<(String, String)>,
    /// The cookies, in order, one entry a value.
    pub cookies: Vec<(String, String)>,
    /// The body that replaces the viewer's (Lambda@Edge with `action: "replace"`).
    pub body: Option<EdgeBody>,
    /// The origin as the function left it (Lambda@Edge origin-request).
    pub origin: Option<EdgeOrigin>,
}

impl EdgeRequest {
    /// The cookies as one `Cookie` header's value; `None` without cookies.
    pub fn cookie_header(&self) -> Option<String> {
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| if name.is_empty() { value.clone() } else { format!("{name}={value}") })
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }
}

/// The response that a function returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeResponse {
    /// The status code.
    pub status: u16,
    /// The status description, where the function gave one.
    pub status_description: Option<String>,
    /// All headers but those made from `cookies`, names in lower case, one entry a value.
    pub headers: Vec<(String, String)>,
    /// The `Set-Cookie` headers made from a CloudFront Function's `cookies`, in order, each a header's whole value.
    pub set_cookies: Vec<String>,
    /// The body, where the function gave one; `None` keeps what is there.
    pub body: Option<EdgeBody>,
}

/// A body that a function gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeBody {
    /// Whether `data` is base64.
    pub base64: bool,
    /// The content, encoded as `base64` says.
    pub data: String,
}
