//! What a pasted text tells of one request: what was asked, and what came back.

use hopscope_routing::header::Headers;
use hopscope_routing::url::Url;
use hopscope_scenario::StatusCode;

/// One request and what came of it, as far as the text tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// What was asked.
    pub asked: Asked,
    /// What came back.
    pub outcome: Outcome,
}

/// What came of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// The text does not tell.
    #[default]
    Unknown,
    /// An HTTP answer.
    Answer(Answer),
    /// No HTTP answer: the client gave up.
    Failure(Failure),
}

/// A request, as far as the text tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The method. None: not told.
    pub method: Option<String>,
    /// The URL. None: not told.
    pub url: Option<String>,
    /// The header fields besides `Host`.
    pub fields: Headers,
    /// The `Host` field, or HTTP/2's `:authority`, where it is told apart from the URL.
    pub host: Option<String>,
    /// The body.
    pub body: Option<String>,
    /// Whether the text shows the whole request, so that a field which is not there was not sent.
    pub is_whole: bool,
}

/// An HTTP answer, as far as the text tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// As curl prints it: `1.1`, `2`, `3`.
    pub http_version: Option<String>,
    /// The status. None: only a body was pasted.
    pub status: Option<StatusCode>,
    /// The header fields in order. None were pasted when it is empty.
    pub fields: Headers,
    /// The body; `Some("")` when the text shows that there is none.
    pub body: Option<String>,
}

/// Why a client got no HTTP answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure.
    pub kind: FailureKind,
    /// The host at which it failed, if told.
    pub host: Option<String>,
    /// The client's own words.
    pub line: String,
}

/// A kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The URL is none that a client can request.
    Url,
    /// The name does not resolve.
    Name,
    /// Nothing listens at the port.
    Refused,
    /// No answer in time.
    TimedOut,
    /// The certificate is for another name, or not trusted.
    Certificate,
    /// TLS could not be agreed upon.
    Tls,
    /// The connection ended without an answer.
    Closed,
}

impl Exchange {
    /// The answer, if there is one.
    pub const fn answer(&self) -> Option<&Answer> {
        match &self.outcome {
            Outcome::Answer(answer) => Some(answer),
            _ => None,
        }
    }

    /// Whether the request went wrong: an error status, or no answer at all.
    pub fn failed(&self) -> bool {
        match &self.outcome {
            Outcome::Answer(answer) => answer.status.is_none_or(StatusCode::is_error),
            Outcome::Failure(_) => true,
            Outcome::Unknown => false,
        }
    }
}

impl Asked {
    /// The URL in its parts, if there is one that can be requested.
    pub fn parts(&self) -> Option<Url> {
        Url::parse(self.url.as_deref()?).ok()
    }

    /// The method; `GET` where none is told.
    pub fn method_or_get(&self) -> &str {
        self.method.as_deref().unwrap_or("GET")
    }

    /// Whether anything at all is told.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}
