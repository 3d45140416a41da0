//! What travels between hops while a trace is made: requests forward, answers back.

use std::borrow::Cow;

use hopscope_scenario::request::{Request as Client, RuleAction};
use hopscope_scenario::{Setting, StatusCode};

use crate::header::Headers;
use crate::path::Path;
use crate::rule::Rule;
use crate::text::Text;
use crate::trace::{AnswerLine, Component, Message, Reaches, Scheme};

/// A request on its way from one hop to the next.
#[derive(Clone, Debug)]
pub struct Request<'s> {
    /// The method.
    pub method: Text,
    /// The scheme.
    pub scheme: Scheme,
    /// The name that is connected to and, over TLS, sent as SNI.
    pub connect_to: Text,
    /// The port that is connected to.
    pub port: u16,
    /// The setting that scheme and port are due to.
    pub port_by: Option<Setting>,
    /// The `Host` header, in lower case and without port.
    pub host: Text,
    /// The setting that the host is due to.
    pub host_by: Option<Setting>,
    /// The path.
    pub path: Path,
    /// The setting that the path is due to.
    pub path_by: Option<Setting>,
    /// The setting that put something in front of the path, or would have.
    pub prefix_by: Option<Setting>,
    /// The query without `?`.
    pub query: Text,
    /// The header fields besides `Host`.
    pub headers: Headers,
    /// The body.
    pub body: Cow<'s, str>,
    /// The HTTP version of the connection, as curl prints it.
    pub http_version: &'static str,
    /// The client's request that all this began with: who sent it, from where, how signed.
    pub client: &'s Client,
    /// What the first web ACL on the way decides; none once one has decided, or when the client leaves it to the web
    /// ACL's default action.
    pub waf: Option<RuleAction>,
    /// Who signed the request to its origin. Absent: nobody but, perhaps, the client.
    pub signed_by: Option<OriginSigner>,
    /// How many CloudFront distributions the request has passed.
    pub distributions: usize,
    /// Whether the connection is made inside a VPC: through a VPC link or a VPC origin.
    pub private: bool,
}

/// On whose behalf CloudFront signs a request to an origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OriginSigner {
    /// An origin access control, for a distribution.
    OriginAccessControl {
        /// The distribution's id.
        distribution: String,
    },
    /// An origin access identity. S3 only.
    OriginAccessIdentity,
}

impl Request<'_> {
    /// The request as a trace shows it.
    pub fn message(&self) -> Message {
        Message {
            method: self.method.clone(),
            scheme: self.scheme,
            host: self.host.clone(),
            path: self.path.text().clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            pieces: self.path.clone(),
        }
    }
}

/// An answer on its way back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The header fields.
    pub headers: Headers,
    /// The body.
    pub body: Text,
    /// Who made it.
    pub by: Component,
    /// The rule that decided for it.
    pub rule: &'static Rule,
    /// Where the request ended. Boxed: an answer is handed from hop to hop.
    pub reaches: Option<Box<Reaches>>,
}

impl Answer {
    /// An answer that a hop makes itself, refusing the request.
    pub fn refusal(by: Component, rule: &'static Rule, status: StatusCode) -> Self {
        Self { status, headers: Headers::new(), body: Text::EMPTY, by, rule, reaches: None }
    }

    /// The answer in a line.
    pub fn line(&self) -> AnswerLine {
        AnswerLine {
            status: self.status,
            x_cache: self.headers.find("x-cache").cloned(),
            message: if self.status.is_error() { message_of(&self.body) } else { Text::EMPTY },
        }
    }
}

/// The message of an AWS JSON error (`message` or `Message`), of an S3 error (`<Message>`), or of a CloudFront page
/// (the first sentence under its rule); empty when the body holds none.
pub fn message_of(body: &str) -> Text {
    let json = || {
        let end_of_name = b"essage\":";
        let start = body.as_bytes().windows(end_of_name.len()).position(|it| it == end_of_name)?;
        let rest = body.get(start + end_of_name.len()..)?.trim_start().strip_prefix('"')?;
        let end = rest.match_indices('"').find(|(at, _)| !rest.get(..*at).is_some_and(|it| it.ends_with('\\')))?.0;
        rest.get(..end).map(Text::copy)
    };
    let xml = || Some(Text::copy(body.split_once("<Message>")?.1.split_once("</Message>")?.0));
    let page = || Some(Text::copy(body.split_once("<HR noshade size=\"1px\">\n")?.1.split_once('\n')?.0));
    match body.as_bytes().first() {
        Some(b'{') => json().unwrap_or_default(),
        Some(b'<') => xml().or_else(page).unwrap_or_default(),
        _ => Text::EMPTY,
    }
}

/// Why a hop got no HTTP answer.
#[derive(Clone, Debug)]
pub struct Unreachable {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// How the connection failed.
    pub how: ConnectError,
}

/// How a connection failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectError {
    /// The name does not resolve.
    Dns,
    /// Nothing listens on the port.
    Refused,
    /// The certificate is not for the name.
    Certificate,
    /// No answer came in time.
    Timeout,
}

/// What sending a request gives.
pub type Sent = Result<Answer, Unreachable>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_found_in_every_kind_of_body() {
        assert_eq!(message_of(r#"{"message":"Forbidden"}"#), "Forbidden");
        assert_eq!(message_of(r#"{"message": "Internal server error"}"#), "Internal server error");
        assert_eq!(message_of(r#"{"Message":"User: a","x":1}"#), "User: a");
        assert_eq!(message_of(r#"{"message":"say \"x\"","y":"z"}"#), r#"say \"x\""#);
        assert_eq!(message_of("<Error><Message>Access Denied</Message></Error>"), "Access Denied");
        assert_eq!(message_of("<HTML>\n<HR noshade size=\"1px\">\nBad request.\nWe"), "Bad request.");
        assert_eq!(message_of(r#"{"message":null}"#), "");
        assert_eq!(message_of("plain"), "");
    }
}
