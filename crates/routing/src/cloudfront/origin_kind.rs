//! What kind of origin CloudFront takes a domain name for.

use hopscope_scenario::distribution::Origin;

/// A kind of origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginKind {
    /// The REST endpoint of an S3 bucket.
    S3,
    /// The website endpoint of an S3 bucket: HTTP only.
    S3Website,
    /// A Lambda function URL.
    LambdaUrl,
    /// Anything else.
    Custom,
}

impl OriginKind {
    /// The kind of an origin.
    pub fn of(origin: &Origin) -> Self {
        let name = origin.domain_name.as_str();
        let is_aws = ends_with(name, ".amazonaws.com") || ends_with(name, ".amazonaws.com.cn");
        if is_aws && has_label(name, |label| is_or_begins(label, b"s3-website")) {
            Self::S3Website
        } else if is_aws && has_label(name, |label| is_or_begins(label, b"s3")) && origin.custom_origin_config.is_none()
        {
            Self::S3
        } else if ends_with(name, ".on.aws") && has_label(name, |label| label.eq_ignore_ascii_case(b"lambda-url")) {
            Self::LambdaUrl
        } else {
            Self::Custom
        }
    }

    /// Whether an origin access control can sign requests to it.
    pub const fn takes_access_control(self) -> bool {
        matches!(self, Self::S3 | Self::LambdaUrl)
    }
}

fn ends_with(name: &str, end: &str) -> bool {
    name.len().checked_sub(end.len()).and_then(|at| name.get(at..)).is_some_and(|found| found.eq_ignore_ascii_case(end))
}

/// Whether some label of a name, not the first, is such a one.
fn has_label(name: &str, is_such: fn(&[u8]) -> bool) -> bool {
    name.as_bytes().split(|byte| *byte == b'.').skip(1).any(is_such)
}

/// Whether a label is `word`, or begins with it and a hyphen.
fn is_or_begins(label: &[u8], word: &[u8]) -> bool {
    label
        .split_at_checked(word.len())
        .is_some_and(|(start, rest)| start.eq_ignore_ascii_case(word) && matches!(rest.first(), None | Some(b'-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_kind() {
        for (name, kind) in [
            ("b.s3.us-east-1.amazonaws.com", OriginKind::S3),
            ("b.s3.amazonaws.com", OriginKind::S3),
            ("b.s3-eu-west-1.amazonaws.com", OriginKind::S3),
            ("b.s3-website-us-east-1.amazonaws.com", OriginKind::S3Website),
            ("b.s3-website.eu-central-1.amazonaws.com", OriginKind::S3Website),
            ("x.lambda-url.us-east-1.on.aws", OriginKind::LambdaUrl),
            ("abc123.execute-api.us-east-1.amazonaws.com", OriginKind::Custom),
            ("www.example.com", OriginKind::Custom),
        ] {
            let origin = Origin { domain_name: name.to_owned(), ..Origin::default() };
            assert_eq!(OriginKind::of(&origin), kind, "{name}");
        }
    }
}
