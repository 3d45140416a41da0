//! Authentication in the query string: a presigned URL of Signature Version 4 or, older, of Version 2. What is missing
//! decides the answer.
//!
//! The two parameters that a URL signed for CloudFront shares with Version 2, `Expires` and `Signature`, are taken for
//! Version 2 where such a URL comes through to S3.
//!
//! Source: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters"; volojs/volo#218 and
//! kaliber-scala/play-s3#73 (Version 4), aws/aws-sdk-php#97 and jasonsims/aws-cloudfront-sign#8 (Version 2).

/// The parameters of Version 4.
const VERSION_4: &[&str] =
    &["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires"];

/// The parameters of Version 2.
const VERSION_2: &[&str] = &["Signature", "Expires", "AWSAccessKeyId"];

/// How a query authenticates its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryAuthentication<'q> {
    /// It has every parameter of its version. The access key that it names.
    Whole(&'q str),
    /// Version 4, with parameters missing.
    Version4Incomplete,
    /// Version 2, with parameters missing.
    Version2Incomplete,
}

impl<'q> QueryAuthentication<'q> {
    /// What a query holds of authentication, if anything.
    pub fn of(query: &'q str) -> Option<Self> {
        let value = |name: &str| {
            let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
            pairs.into_iter().find(|(each, _)| *each == name).map(|(_, value)| value)
        };
        let has = |name: &&str| value(name).is_some();
        if VERSION_4.iter().any(has) {
            let credential = value("X-Amz-Credential").unwrap_or_default();
            let key =
                credential.split_once('/').or_else(|| credential.split_once("%2F")).map_or(credential, |(key, _)| key);
            return Some(if VERSION_4.iter().all(has) { Self::Whole(key) } else { Self::Version4Incomplete });
        }
        VERSION_2.iter().any(has).then(|| {
            let key = value("AWSAccessKeyId").unwrap_or_default();
            if VERSION_2.iter().all(has) { Self::Whole(key) } else { Self::Version2Incomplete }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_tell_the_version() {
        use QueryAuthentication::{Version2Incomplete, Version4Incomplete, Whole};
        let whole = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20260101&X-Amz-Date=d\
                     &X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=s";
        for (query, expected) in [
            ("", None),
            ("v=1&expires=2", None),
            (whole, Some(Whole("AKIAIOSFODNN7EXAMPLE"))),
            ("X-Amz-Algorithm=AWS4-HMAC-SHA256", Some(Version4Incomplete)),
            ("Expires=1&Signature=s&Key-Pair-Id=K", Some(Version2Incomplete)),
            ("Expires=1&Signature=s&AWSAccessKeyId=K", Some(Whole("K"))),
        ] {
            assert_eq!(QueryAuthentication::of(query), expected, "{query}");
        }
    }
}
