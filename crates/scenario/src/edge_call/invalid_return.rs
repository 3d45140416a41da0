//! Why CloudFront's validation refuses what a function returned.

use serde::{Deserialize, Serialize};

/// What a function did to a header that it may only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderChange {
    /// It added the header.
    Added,
    /// It changed the header's value.
    Changed,
    /// It took the header away.
    Removed,
}

/// Why CloudFront's validation refuses what a function returned. AWS answers 502 to all of these.
///
/// `field` is a path in the returned value, such as `response.headers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvalidReturn {
    /// Neither a request nor a response, but `undefined`, a string, an empty object…
    NotRequestOrResponse {
        /// What it was: `undefined`, `null`, `string`, `object`…
        found: String,
    },
    /// In a response event, something else than a response.
    NotAResponse {
        /// What it was.
        found: String,
    },
    /// The value cannot be written as JSON (Lambda@Edge).
    NotJson,
    /// A required field is missing.
    Missing {
        /// The field.
        field: String,
    },
    /// A field has the wrong type.
    WrongType {
        /// The field.
        field: String,
        /// What belongs there: `string`, `object`, `array`, `integer`.
        expected: String,
        /// What was found there.
        found: String,
    },
    /// A field that may only be read was changed.
    ReadOnlyField {
        /// The field.
        field: String,
    },
    /// A header's name is not in lower case (CloudFront Functions).
    HeaderNameNotLowerCase {
        /// The field that holds the headers.
        field: String,
        /// The name.
        name: String,
    },
    /// A header's name or value has characters that a header cannot have.
    HeaderSyntax {
        /// The field that holds the headers.
        field: String,
        /// The name.
        name: String,
    },
    /// A header's `key` is not the name under which it stands (Lambda@Edge).
    HeaderKeyMismatch {
        /// The name under which it stands.
        name: String,
        /// The `key`.
        key: String,
    },
    /// A header that a function may not add.
    DisallowedHeader {
        /// The name.
        name: String,
    },
    /// A header that a function may only read in this event.
    ReadOnlyHeader {
        /// The name.
        name: String,
        /// What the function did to it.
        change: HeaderChange,
    },
    /// The path does not begin with `/`.
    UriWithoutSlash {
        /// The path.
        uri: String,
    },
    /// Path and query string together are 8,192 characters or more.
    UriTooLong {
        /// Their length.
        length: u64,
    },
    /// The query string has a space, a control character or `#`.
    QueryStringCharacter {
        /// The character.
        character: char,
    },
    /// The status code is none.
    StatusOutOfRange {
        /// What was given.
        status: String,
    },
    /// A viewer-response function changed the status (Lambda@Edge).
    StatusChanged {
        /// The status before.
        from: u16,
        /// The status after.
        to: u16,
    },
    /// The body's encoding is neither `text` nor `base64`.
    BodyEncoding {
        /// What was given.
        encoding: String,
    },
    /// The body is said to be base64, and is not.
    BodyNotBase64,
    /// The body is larger than this event allows.
    BodyTooLarge {
        /// Its size in bytes.
        size: u64,
        /// The largest size allowed, in bytes.
        limit: u64,
    },
    /// A response with status 204 has a body (Lambda@Edge viewer-request).
    BodyWithNoContent,
    /// The origin is neither `custom` nor `s3`, or both (Lambda@Edge).
    OriginKind,
    /// A property of the origin is missing or has a value that is not allowed.
    Origin {
        /// The property, such as `origin.custom.domainName`.
        field: String,
    },
}

impl InvalidReturn {
    /// The sentence that CloudFront's error page has been seen with, where one is known.
    ///
    /// Seen for CloudFront Functions: anomalyco/sst#5619, aws-samples/amazon-cloudfront-functions#56. For Lambda@Edge:
    /// aws-samples/react-ssr-lambda#28, CodeGenieApp/serverless-express#369 and aws-amplify/amplify-hosting#1176
    /// (headers), marksteele/edge-rewrite#6 and sanfrancesco/prerendercloud-lambda-edge#13 (URI),
    /// aws-amplify/amplify-hosting#2357 and #3701 (origin).
    pub fn observed_sentence(&self, lambda_at_edge: bool) -> Option<String> {
        match (self, lambda_at_edge) {
            (Self::HeaderNameNotLowerCase { field, .. }, false) => Some(format!(
                "The CloudFront function returned an invalid value: {field} must have header names in lower case."
            )),
            (Self::Origin { .. }, false) => {
                Some("The CloudFront function returned an invalid value for origin rewrite.".to_owned())
            }
            (Self::NotJson, true) => {
                Some("The Lambda function returned invalid JSON: The JSON output is not parsable.".to_owned())
            }
            (Self::NotRequestOrResponse { .. } | Self::NotAResponse { .. }, true) => {
                Some("The Lambda function returned invalid JSON: The JSON output must be an object type.".to_owned())
            }
            (Self::ReadOnlyHeader { .. }, true) => Some(
                "The Lambda function result failed validation: The function tried to add, delete, or change a \
                 read-only header."
                    .to_owned(),
            ),
            (Self::UriWithoutSlash { .. } | Self::QueryStringCharacter { .. }, true) => Some(
                "The Lambda function result failed validation: The specified URI is in an invalid format.".to_owned(),
            ),
            (Self::HeaderSyntax { field, .. }, true) if field.ends_with("customHeaders") => {
                invalid_origin(field).map(str::to_owned)
            }
            (Self::Origin { field }, true) => invalid_origin(field).map(str::to_owned),
            (Self::BodyTooLarge { .. }, true) => Some(
                "The Lambda function result failed validation: The body is not a string, is not an object, or exceeds \
                 the maximum size."
                    .to_owned(),
            ),
            (Self::WrongType { field, .. }, true) if field.ends_with("body") => Some(
                "The Lambda function result failed validation: The body is not a string, is not an object, or exceeds \
                 the maximum size."
                    .to_owned(),
            ),
            _ => None,
        }
    }
}

/// The sentence about an origin that a Lambda@Edge function returned, for the properties of which one is known.
fn invalid_origin(field: &str) -> Option<&'static str> {
    if field.ends_with("domainName") {
        Some("The Lambda function returned an invalid origin configuration: The value of DomainName is invalid.")
    } else if field.contains("customHeaders") {
        Some(
            "The Lambda function returned an invalid origin configuration: One or more HeaderName or HeaderValue \
             values are invalid.",
        )
    } else {
        None
    }
}
