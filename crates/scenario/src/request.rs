//! The requests of a scenario, and what its author expects of them.

use crate::{Map, Scenario};

use crate::one_or_many::OneOrMany;
use crate::record::{choice, record};
use crate::status_code::StatusCode;

/// Header fields by name, each with one or several values. Names compare without regard to case.
pub type Headers = Map<String, OneOrMany>;

record! {
    /// One request of a client, as it leaves the client.
    pub struct Request {
        /// A name for the table of requests.
        pub name: String,
        /// The method, in capitals as methods are case-sensitive.
        pub method: String = "GET".to_owned(),
        /// Scheme, host, path and query as the client sends them. A fragment stays at the client.
        pub url: String,
        /// The header fields that the client sends besides `Host` and those of its HTTP library.
        pub headers: Headers,
        /// The body, as text.
        pub body: String,
        /// Where the client is, and what a web ACL makes of it.
        pub viewer: Viewer,
        /// The CloudFront signed URL or cookies that the request carries.
        pub signed: Signed,
        /// The AWS Signature Version 4 on the request. Absent: not signed.
        pub sigv4: Option<SigV4>,
        /// The name of another request that was answered before: what caches kept of it may answer this one. Empty:
        /// every cache is empty.
        pub after: String,
        /// How many seconds lie between the two.
        pub after_seconds: u32 = 1,
        /// What the author expects. Absent: nothing.
        pub expect: Option<Expectation>,
    }
}

impl Request {
    /// This request and those before it, each by the `after` of the one behind it, newest first: `most` before it at most,
    /// and none twice.
    pub fn chain<'s>(&'s self, scenario: &'s Scenario, most: usize) -> Vec<&'s Self> {
        let mut chain = vec![self];
        while let Some(first) = chain.last().filter(|first| !first.after.is_empty() && chain.len() <= most) {
            let before = scenario.requests.iter().find(|each| each.name == first.after);
            let Some(before) = before.filter(|before| chain.iter().all(|each| !std::ptr::eq(*each, *before))) else {
                break;
            };
            chain.push(before);
        }
        chain
    }
}

record! {
    /// Where the client is, and what a web ACL makes of the request.
    pub struct Viewer {
        /// ISO 3166-1 alpha-2 code of the country, as `JP`. Empty: a country that no restriction names.
        pub country: String,
        /// The client's IP address. Empty: a documentation address, `203.0.113.9`.
        pub ip: String,
        /// The interface VPC endpoint through which the client calls private APIs, as `vpce-0123456789abcdef0`. Empty:
        /// the client is on the internet.
        pub source_vpce: String,
        /// Whether that endpoint has private DNS: the names of all REST and HTTP APIs then lead to it.
        pub private_dns: bool,
        /// What the first web ACL on the way decides. Absent: its default action.
        pub waf: Option<RuleAction>,
    }
}

choice! {
    /// What the rule of a web ACL that a request meets does with it.
    pub enum RuleAction {
        /// Lets the request pass.
        #[default]
        Allow = "allow",
        /// Answers 403.
        Block = "block",
        /// Counts the request and decides nothing: the rules behind it and the default action do.
        Count = "count",
        /// Asks for a CAPTCHA: 405 without a token.
        Captcha = "captcha",
        /// Has the browser prove itself: 202 without a token.
        Challenge = "challenge",
    }
}

choice! {
    /// What a web ACL does with a request that no rule of it decides.
    pub enum WafAction {
        /// Lets the request pass.
        #[default]
        Allow = "allow",
        /// Answers 403.
        Block = "block",
    }
}

choice! {
    /// The CloudFront signed URL or signed cookies that a request carries.
    pub enum Signed {
        /// None.
        #[default]
        Missing = "missing",
        /// A valid one of a trusted key group.
        Valid = "valid",
        /// One whose policy has expired.
        Expired = "expired",
        /// One with a `Key-Pair-Id` that no trusted key group knows.
        UnknownKey = "unknown_key",
        /// One whose signature does not verify.
        BadSignature = "bad_signature",
    }
}

record! {
    /// An AWS Signature Version 4 on a request.
    pub struct SigV4 {
        /// ARN of the principal that signed.
        pub principal: String,
        /// The `Host` that went into the signature. Empty: the host of the URL.
        pub signed_host: String,
        /// Whether key, region and service were right.
        pub valid: bool = true,
    }
}

record! {
    /// What the author expects of a request. What is absent is not checked.
    pub struct Expectation {
        /// The status of the answer.
        pub status: Option<StatusCode>,
        /// Where the request ends, as `prod GET /hello`; null: nowhere, a hop refuses it.
        pub reaches: Option<Option<String>>,
        /// The id of the rule that decides.
        pub rule: Option<String>,
    }
}
