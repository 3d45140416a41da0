//! Answers that a scenario prescribes: a function's, a server's, a rule's.

use crate::Map;

use crate::one_or_many::OneOrMany;
use crate::record::{choice, record};
use crate::request::Headers;
use crate::status_code::StatusCode;

record! {
    /// An answer. In the body `{stage}`, `{path}`, `{resource}` and `{method}` are filled in.
    pub struct Response {
        /// The status.
        pub status: StatusCode,
        /// The header fields.
        pub headers: Headers,
        /// The body, as text.
        pub body: String,
        /// Whether a function says that its body is base64.
        pub is_base64_encoded: bool,
    }
}

record! {
    /// An answer for the requests that meet a condition.
    pub struct ConditionalResponse {
        /// The condition.
        pub when: Condition,
        /// The status.
        pub status: StatusCode,
        /// The header fields.
        pub headers: Headers,
        /// The body, as text.
        pub body: String,
    }
}

record! {
    /// A condition on what a request carries: all of it must hold. A name with null must be absent, with `*` must be
    /// present, with another text must have that value.
    pub struct Condition {
        /// The header fields.
        pub headers: Map<String, Option<String>>,
        /// The query strings.
        pub query: Map<String, Option<String>>,
        /// The method. Absent: any.
        pub method: Option<OneOrMany>,
        /// The path as it arrives; `*` stands for any characters. Absent: any.
        pub path: Option<OneOrMany>,
        /// The scheme. Absent: either.
        pub scheme: Option<UrlScheme>,
    }
}

choice! {
    /// The scheme of a request.
    pub enum UrlScheme {
        /// With TLS.
        #[default]
        Https = "https",
        /// Without.
        Http = "http",
    }
}
