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
        let name = origin.domain_name.to_ascii_lowercase();
        let is_aws = name.ends_with(".amazonaws.com") || name.ends_with(".amazonaws.com.cn");
        if is_aws && (name.contains(".s3-website-") || name.contains(".s3-website.")) {
            Self::S3Website
        } else if is_aws && (name.contains(".s3.") || name.contains(".s3-")) && origin.custom_origin_config.is_none() {
            Self::S3
        } else if name.contains(".lambda-url.") && name.ends_with(".on.aws") {
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
