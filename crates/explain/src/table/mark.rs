//! What a row asks of an answer.

use crate::clues::Clues;
use crate::exchange::FailureKind;
use crate::fingerprint::{Fingerprint, System};

/// Something that an answer shows.
#[derive(Debug)]
pub enum Mark {
    /// The client gave up so.
    Failure(FailureKind),
    /// The marks are that system's.
    System(System),
    /// AWS made the answer itself.
    Own,
    /// A backend made the answer.
    Backend,
    /// The status.
    Status(&'static [u16]),
    /// The status, which was pasted.
    Known(u16),
    /// That status or a higher one.
    StatusFrom(u16),
    /// A status below that one.
    StatusBelow(u16),
    /// The error type; where it was not pasted, a message with these words.
    Error(&'static str, &'static str),
    /// The message has these words.
    Message(&'static str),
    /// The message has these words, or there is no body to look at.
    MessageOrNone(&'static str),
    /// The key of the message is `Message`.
    Capital,
    /// The key of the message is `message`.
    Small,
    /// The message is `null`.
    NullMessage,
    /// A page of CloudFront's: its sentence has these words, or its body is missing and would be so long.
    Page(&'static str, &'static [usize]),
    /// The words of `x-cache` in front of ` from cloudfront`.
    XCache(&'static str),
    /// The code of an error in XML or in S3's pages.
    Code(&'static [&'static str]),
    /// The answer has the field.
    Field(&'static str),
    /// The answer lacks the field.
    NoField(&'static str),
    /// The answer comes from a website endpoint of S3.
    Website,
    /// CloudFront says that it relays an error, and the status is none.
    Masked,
    /// The answer comes from CloudFront's cache.
    Cached,
    /// The answer came through CloudFront.
    Relayed,
    /// The body is not AWS's own, though the error is.
    Rewritten,
    /// The body is none that CloudFront, API Gateway or Lambda make.
    NotAwsJson,
    /// The body is a backend's word about a path that it does not know.
    UnknownToBackend,
    /// Only a body was pasted.
    BodyAlone,
}

impl Mark {
    /// Whether the answer shows it.
    pub fn fits(&self, clues: &Clues<'_>, found: &Fingerprint) -> bool {
        let body = clues.body().unwrap_or_default();
        let has_words =
            |words: &str| clues.message_text().is_some_and(|text| text.contains(words)) || body.contains(words);
        match self {
            Self::Failure(kind) => clues.failure.is_some_and(|failure| failure.kind == *kind),
            Self::System(system) => found.system == *system,
            Self::Own => found.is_own,
            Self::Backend => !found.is_own,
            Self::Status(codes) => clues.status().is_none_or(|status| codes.contains(&status)),
            Self::Known(code) => clues.status() == Some(*code),
            Self::StatusFrom(code) => clues.status().is_none_or(|status| status >= *code),
            Self::StatusBelow(code) => clues.status().is_some_and(|status| status < *code),
            // Without the type, the words tell it where they are AWS's own.
            Self::Error(error_type, words) => match clues.error_type() {
                Some(found) => found == *error_type,
                None => found.system != System::S3 && (found.is_own || !clues.has_header()) && has_words(words),
            },
            Self::Message(words) => has_words(words),
            Self::MessageOrNone(words) => body.is_empty() || has_words(words),
            Self::Capital => clues.message.as_ref().is_some_and(|message| message.is_capital),
            Self::Small => clues.message.as_ref().is_some_and(|message| !message.is_capital),
            Self::NullMessage => clues.message.as_ref().is_some_and(|message| message.text.is_none()),
            Self::Page(words, lengths) => match &clues.sentence {
                Some(sentence) => sentence.contains(words),
                None => body.is_empty() && clues.length().is_some_and(|length| lengths.contains(&length)),
            },
            Self::XCache(word) => clues.x_cache() == Some(word),
            Self::Code(codes) => clues.code.as_deref().is_some_and(|code| codes.contains(&code)),
            Self::Field(name) => clues.has(name),
            Self::NoField(name) => !clues.has(name),
            Self::Website => is_website(clues),
            Self::Masked => clues.x_cache() == Some("Error") && clues.status().is_some_and(|status| status < 400),
            Self::Cached => clues.has("age") || clues.x_cache() == Some("Hit"),
            Self::Relayed => clues.distributions().is_some_and(|count| count > 0),
            Self::NotAwsJson => {
                let is_edge = matches!(found.system, System::CloudFront | System::EdgeFunction);
                clues.error_type().is_none() && !is_aws_json(clues) && !is_edge
            }
            Self::Rewritten => clues.error_type().is_some() && !body.is_empty() && clues.message.is_none(),
            Self::UnknownToBackend => is_unknown_to_backend(body),
            Self::BodyAlone => clues.answer.is_some() && !clues.has_header(),
        }
    }
}

fn is_website(clues: &Clues<'_>) -> bool {
    use crate::host_name::HostName;
    matches!(clues.host, Some(HostName::S3Website { .. }))
        || clues.has("x-amz-error-code")
        || clues.body().is_some_and(|body| body.contains("<li>Code: "))
}

/// A short JSON body with nothing but a message, as AWS makes it.
fn is_aws_json(clues: &Clues<'_>) -> bool {
    let is_known = |text: &str| {
        ["Forbidden", "Not Found", "Unauthorized", "Internal Server Error", "Service Unavailable"].contains(&text)
    };
    clues.message_text().is_some_and(is_known)
}

/// What frameworks say of a path that they do not route: Express, FastAPI, Flask, Spring, Rails, Gin.
fn is_unknown_to_backend(body: &str) -> bool {
    [
        "Cannot GET ",
        "Cannot POST ",
        "Cannot PUT ",
        "Cannot DELETE ",
        "404 page not found",
        "No static resource",
        "\"detail\":\"Not Found\"",
        "requested URL was not found",
    ]
    .iter()
    .any(|words| body.contains(words))
}
