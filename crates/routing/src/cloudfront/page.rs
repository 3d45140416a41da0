//! CloudFront's own pages, byte for byte.
//!
//! Source: public captures; the template is checked by the content lengths that they recorded (919 bytes for
//! `Request blocked.`, 167 for the redirect).

use hopscope_scenario::StatusCode;

use crate::exchange::Answer;
use crate::header::Headers;
use crate::placeholder::{CLOUDFRONT_ID, DATE, Pop, VIEWER_POP};
use crate::rule::Rule;
use crate::text::Text;
use crate::trace::Component;

/// A page of CloudFront's own.
#[derive(Clone, Debug)]
pub enum Page {
    /// "The request could not be satisfied", with a sentence of its own.
    Error {
        /// The status.
        status: u16,
        /// The sentence that tells one page from another.
        sentence: &'static str,
    },
    /// The small page of the part that reads requests.
    Minimal {
        /// The status.
        status: u16,
        /// The status with its reason phrase.
        title: &'static str,
    },
    /// The XML that answers a request without a valid signed URL or signed cookies: 403.
    Xml {
        /// The error's code.
        code: &'static str,
        /// The error's message.
        message: &'static str,
    },
    /// A function failed, or returned what CloudFront does not take.
    Function {
        /// The status.
        status: u16,
        /// The sentence.
        sentence: String,
        /// The `x-cache` field.
        x_cache: &'static str,
    },
    /// The redirect to HTTPS.
    Redirect {
        /// 301 or 307.
        status: u16,
        /// Where to.
        location: String,
    },
}

impl Page {
    /// An unknown host, HTTP where HTTPS is required, a GET with a body.
    pub const BAD_REQUEST: Self = Self::Error { status: 403, sentence: "Bad request." };

    /// A method outside the behaviour's set. "cachable" is AWS's spelling.
    pub const METHOD: Self = Self::Error {
        status: 403,
        sentence: "This distribution is not configured to allow the HTTP request method that was used for this \
                   request. The distribution supports only cachable requests.",
    };

    /// The origin's name does not resolve.
    pub const ORIGIN_DNS: Self =
        Self::Error { status: 502, sentence: "CloudFront wasn't able to resolve the origin domain name." };

    /// No connection to the origin, or no certificate that fits.
    pub const ORIGIN_CONNECT: Self =
        Self::Error { status: 502, sentence: "CloudFront wasn't able to connect to the origin." };

    /// The origin did not answer in time.
    pub const ORIGIN_TIMEOUT: Self = Self::Error {
        status: 504,
        sentence: "CloudFront attempted to establish a connection with the origin, but either the attempt failed or \
                   the origin closed the connection.",
    };

    /// A country that the distribution does not serve.
    pub const COUNTRY: Self = Self::Error {
        status: 403,
        sentence: "The Amazon CloudFront distribution is configured to block access from your country.",
    };

    /// What the web ACL blocks.
    pub const BLOCKED: Self = Self::Error { status: 403, sentence: "Request blocked." };

    /// A `Host` that the connection's certificate is not for.
    pub const DOMAIN_FRONTING: Self = Self::Error {
        status: 421,
        sentence: "The distribution does not match the certificate for which the HTTPS connection was established \
                   with.",
    };

    /// A URL that is too long. The page is not known: taken to be that of the redirect, with this title.
    pub const URL_TOO_LONG: Self = Self::Minimal { status: 414, title: "414 Request-URI Too Large" };

    /// Headers that are too large. The page is not known either.
    pub const HEADERS_TOO_LARGE: Self = Self::Minimal { status: 494, title: "494 Request Header Or Cookie Too Large" };

    /// The redirect to HTTPS: 301 for GET and HEAD, 307 for what may have a body.
    pub fn redirect_to_https(method: &str, location: String) -> Self {
        let status = if matches!(method, "GET" | "HEAD") { 301 } else { 307 };
        Self::Redirect { status, location }
    }

    /// The page as the answer of the user's distribution.
    pub fn answer_to_viewer(self, rule: &'static Rule) -> Answer {
        self.answer(Component::Cloudfront, rule, VIEWER_POP)
    }

    /// The page as an answer.
    pub fn answer(self, by: Component, rule: &'static Rule, pop: Pop) -> Answer {
        let body = self.body();
        let content_type = if matches!(self, Self::Xml { .. }) { "text/xml" } else { "text/html" };
        let (status, location, x_cache) = match self {
            Self::Error { status, .. } | Self::Minimal { status, .. } => (status, None, "Error from cloudfront"),
            Self::Function { status, x_cache, .. } => (status, None, x_cache),
            Self::Xml { .. } => (403, None, "Error from cloudfront"),
            Self::Redirect { status, location } => (status, Some(location), "Redirect from cloudfront"),
        };
        let mut headers = Headers::new();
        headers.add("server", "CloudFront");
        headers.add("date", DATE);
        headers.add("content-type", content_type);
        headers.add("content-length", body.len().to_string());
        if let Some(location) = location {
            headers.add("location", location);
        }
        headers.add("x-cache", x_cache);
        headers.add("via", pop.via);
        headers.add("x-amz-cf-pop", pop.pop);
        headers.add("x-amz-cf-id", CLOUDFRONT_ID);
        let status = StatusCode::new(status).unwrap_or(StatusCode::FORBIDDEN);
        Answer { status, headers, body, by, rule, reaches: None }
    }

    /// The page's text.
    pub fn body(&self) -> Text {
        match self {
            Self::Error { status, sentence } => error_body(*status, sentence).into(),
            Self::Function { status, sentence, .. } => error_body(*status, sentence).into(),
            Self::Minimal { title, .. } => minimal_body(title).into(),
            Self::Xml { code, message } => format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"#
            )
            .into(),
            Self::Redirect { status: 301, .. } => minimal_body("301 Moved Permanently").into(),
            Self::Redirect { .. } => minimal_body("307 Temporary Redirect").into(),
        }
    }
}

fn error_body(status: u16, sentence: &str) -> String {
    format!(
        r#"<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">
<TITLE>ERROR: The request could not be satisfied</TITLE>
</HEAD><BODY>
<H1>{status} ERROR</H1>
<H2>The request could not be satisfied.</H2>
<HR noshade size="1px">
{sentence}
We can't connect to the server for this app or website at this time. There might be too much traffic or a configuration error. Try again later, or contact the app or website owner.
<BR clear="all">
If you provide content to customers through CloudFront, you can find steps to troubleshoot and help prevent this error by reviewing the CloudFront documentation.
<BR clear="all">
<HR noshade size="1px">
<PRE>
Generated by cloudfront (CloudFront)
Request ID: {CLOUDFRONT_ID}
</PRE>
<ADDRESS>
</ADDRESS>
</BODY></HTML>"#
    )
}

fn minimal_body(title: &str) -> String {
    format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n\
         <hr><center>CloudFront</center>\r\n</body>\r\n</html>\r\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_the_lengths_that_were_recorded() {
        assert_eq!(error_body(403, "Request blocked.").len(), 919);
        assert_eq!(Page::BLOCKED.body().len(), 919);
        assert_eq!(Page::COUNTRY.body().len(), 986);
        assert_eq!(Page::BAD_REQUEST.body().len(), 915);
        assert_eq!(Page::METHOD.body().len(), 1053);
        assert_eq!(Page::redirect_to_https("GET", String::new()).body().len(), 167);
    }
}
