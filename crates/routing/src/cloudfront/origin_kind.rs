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
        if is_aws {
            let mut is_rest = false;
            for label in labels(name) {
                if is_or_begins(label, b"s3-website") {
                    return Self::S3Website;
                }
                is_rest |= is_or_begins(label, b"s3");
            }
            return if is_rest && origin.custom_origin_config.is_none() { Self::S3 } else { Self::Custom };
        }
        let is_url = ends_with(name, ".on.aws") && labels(name).any(|label| label.eq_ignore_ascii_case(b"lambda-url"));
        if is_url { Self::LambdaUrl } else { Self::Custom }
    }

    /// Whether an origin access control can sign requests to it.
    pub const fn takes_access_control(self) -> bool {
        matches!(self, Self::S3 | Self::LambdaUrl)
    }
}

fn ends_with(name: &str, end: &str) -> bool {
    name.len().checked_sub(end.len()).and_then(|at| name.get(at..)).is_some_and(|found| found.eq_ignore_ascii_case(end))
}

/// The labels of a name but the first.
fn labels(name: &str) -> impl Iterator<Item = &[u8]> {
    name.as_bytes().split(|byte| *byte == b'.').skip(1)
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
