//! What stands in an answer, as the fingerprints look at it. What the text does not show is unknown, not absent.

use hopscope_routing::url::Url;

use super::exchange::{Answer, Asked, Exchange, Failure, Outcome};
use super::host_name::HostName;

/// One exchange with what is read out of it.
#[derive(Debug)]
pub struct Clues<'e> {
    /// What was asked.
    pub asked: &'e Asked,
    /// The answer.
    pub answer: Option<&'e Answer>,
    /// The failure.
    pub failure: Option<&'e Failure>,
    /// The URL in its parts.
    pub url: Option<Url>,
    /// What the host of the URL, or at which the client failed, belongs to.
    pub host: Option<HostName>,
    /// The message of a JSON body: its `message` or `Message`.
    pub message: Option<Message>,
    /// The code of an S3 error, or of CloudFront's XML.
    pub code: Option<String>,
    /// The sentence of a CloudFront page.
    pub sentence: Option<String>,
}

/// The message of a JSON body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The text; none for `null`.
    pub text: Option<String>,
    /// Whether the key is `Message` and not `message`.
    pub is_capital: bool,
}

impl<'e> Clues<'e> {
    /// Reads an exchange.
    pub fn of(exchange: &'e Exchange) -> Self {
        let (answer, failure) = match &exchange.outcome {
            Outcome::Answer(answer) => (Some(answer), None),
            Outcome::Failure(failure) => (None, Some(failure)),
            Outcome::Unknown => (None, None),
        };
        let url = exchange.asked.parts();
        let name = url.as_ref().map(|url| url.host.as_str()).or_else(|| failure?.host.as_deref());
        let body = answer.and_then(|answer| answer.body.as_deref());
        Self {
            asked: &exchange.asked,
            answer,
            failure,
            host: name.map(HostName::of),
            url,
            message: body.and_then(message),
            code: answer.and_then(code),
            sentence: body.and_then(sentence),
        }
    }

    /// The status.
    pub fn status(&self) -> Option<u16> {
        self.answer?.status.map(hopscope_scenario::StatusCode::get)
    }

    /// The first value of an answer's field.
    pub fn field(&self, name: &str) -> Option<&'e str> {
        self.answer?.fields.get(name)
    }

    /// Whether the answer has a field.
    pub fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    /// Whether the answer's header was pasted at all.
    pub fn has_header(&self) -> bool {
        self.answer.is_some_and(|answer| answer.fields.iter().next().is_some())
    }

    /// The body.
    pub fn body(&self) -> Option<&'e str> {
        self.answer?.body.as_deref()
    }

    /// The body's length: of what was pasted, else as the header says.
    pub fn length(&self) -> Option<usize> {
        let said = || self.field("content-length")?.parse().ok();
        said().or_else(|| self.body().map(str::len))
    }

    /// The text of the message.
    pub fn message_text(&self) -> Option<&str> {
        self.message.as_ref()?.text.as_deref()
    }

    /// The error type that AWS's own answers name, without what may stand behind a colon.
    pub fn error_type(&self) -> Option<&'e str> {
        self.field("x-amzn-errortype").and_then(|value| value.split(':').next())
    }

    /// The words of `x-cache` in front of ` from cloudfront`.
    pub fn x_cache(&self) -> Option<&'e str> {
        self.field("x-cache")?.strip_suffix(" from cloudfront")
    }

    /// How many CloudFront distributions the answer came through. None: no header was pasted.
    pub fn distributions(&self) -> Option<usize> {
        let fields = &self.answer.filter(|_| self.has_header())?.fields;
        let vias =
            fields.iter().filter(|(name, _)| *name == "via").map(|(_, value)| value.matches(".cloudfront.net").count());
        let told = vias.sum::<usize>();
        let any = self.has("x-amz-cf-id") || self.x_cache().is_some() || self.field("server") == Some("CloudFront");
        Some(told.max(usize::from(any)))
    }

    /// A field of the request. `None`: not known whether it was sent.
    pub fn asked_field(&self, name: &str) -> Option<Option<&'e str>> {
        match self.asked.fields.get(name) {
            Some(value) => Some(Some(value)),
            None => self.asked.is_whole.then_some(None),
        }
    }
}

/// The message of a JSON body.
fn message(body: &str) -> Option<Message> {
    let value: serde_json::Value = serde_json::from_str(body.trim()).ok()?;
    let (text, is_capital) = match (value.get("message"), value.get("Message")) {
        (Some(text), _) => (text, false),
        (None, Some(text)) => (text, true),
        (None, None) => return None,
    };
    (text.is_null() || text.is_string()).then(|| Message { text: text.as_str().map(str::to_owned), is_capital })
}

/// The code of an error in XML, in S3's pages and header fields.
fn code(answer: &Answer) -> Option<String> {
    if let Some(code) = answer.fields.get("x-amz-error-code") {
        return Some(code.to_owned());
    }
    let body = answer.body.as_deref()?;
    let between = |begin: &str, end: &str| body.split_once(begin)?.1.split_once(end).map(|(inside, _)| inside);
    let denied = || (body.contains("<Message>Access Denied</Message>")).then_some("AccessDenied");
    let code = between("<Code>", "</Code>").or_else(|| between("<li>Code: ", "</li>")).or_else(denied)?;
    (code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| code.to_owned())
}

/// What every page of CloudFront's says, in its source and as a browser shows it.
pub const UNSATISFIED: &str = "The request could not be satisfied";

/// The sentence that tells one page of CloudFront from another: in the source behind a line, as a browser shows it
/// behind the heading.
fn sentence(body: &str) -> Option<String> {
    let (_, shown) = body.rsplit_once(UNSATISFIED)?;
    let rest = match body.split_once("<HR noshade size=\"1px\">") {
        Some((_, rest)) => rest,
        None => shown.trim_start_matches(['.', ' ', '\n']),
    };
    let mut lines = rest.trim_start().lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty() && !line.starts_with('<') && !line.starts_with("Generated by"))?;
    // A page that has no sentence of its own goes on with what all have.
    let is_common = ["If you provide content", "We can't connect to the server", "Request ID"];
    (!is_common.iter().any(|common| line.starts_with(common))).then(|| line.chars().take(300).collect())
}
