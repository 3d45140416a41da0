//! S3's host names.
//!
//! | form | is |
//! | --- | --- |
//! | `{bucket}.s3.{region}.amazonaws.com`, `{bucket}.s3-{region}.amazonaws.com` | REST, virtual-hosted |
//! | `{bucket}.s3.amazonaws.com` | REST, the global name: it leads to the bucket's region |
//! | `{bucket}.s3.dualstack.{region}.amazonaws.com` | REST |
//! | `s3.{region}.amazonaws.com`, `s3.amazonaws.com` | REST, path style: the first segment is the bucket |
//! | `{bucket}.s3-website-{region}.amazonaws.com`, `{bucket}.s3-website.{region}.amazonaws.com` | website |
//!
//! Source: Amazon S3 User Guide, "Virtual hosting of general purpose buckets" and "Website endpoints".

/// Which endpoint a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointKind {
    /// The REST API.
    Rest,
    /// A website.
    Website,
}

/// What one of S3's names means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct S3Host<'a> {
    /// Which endpoint it is of.
    pub kind: EndpointKind,
    /// The bucket. Empty: the path's first segment.
    pub bucket: &'a str,
    /// The region. Empty: the bucket's own.
    pub region: &'a str,
}

impl<'a> S3Host<'a> {
    /// Reads such a name. Bucket names may hold dots.
    pub fn parse(name: &'a str) -> Option<Self> {
        let name = name.strip_suffix('.').unwrap_or(name);
        let rest = name.strip_suffix(".amazonaws.com").or_else(|| name.strip_suffix(".amazonaws.com.cn"))?;
        // Most names are not of S3.
        if !rest.as_bytes().split(|byte| *byte == b'.').any(|label| label.starts_with(b"s3")) {
            return None;
        }
        website(rest).or_else(|| virtual_hosted(rest)).or_else(|| path_style(rest))
    }
}

fn website(rest: &str) -> Option<S3Host<'_>> {
    let (bucket, region) = rest.rsplit_once(".s3-website-").or_else(|| rest.rsplit_once(".s3-website."))?;
    let fits = !bucket.is_empty() && is_region(region);
    fits.then_some(S3Host { kind: EndpointKind::Website, bucket, region })
}

fn virtual_hosted(rest: &str) -> Option<S3Host<'_>> {
    let host = |bucket, region| S3Host { kind: EndpointKind::Rest, bucket, region };
    if let Some(bucket) = rest.strip_suffix(".s3").filter(|bucket| !bucket.is_empty()) {
        return Some(host(bucket, ""));
    }
    [".s3.dualstack.", ".s3.", ".s3-"]
        .iter()
        .filter_map(|separator| rest.rsplit_once(separator))
        .find(|(bucket, region)| !bucket.is_empty() && is_region(region))
        .map(|(bucket, region)| host(bucket, region))
}

fn path_style(rest: &str) -> Option<S3Host<'_>> {
    let host = |region| S3Host { kind: EndpointKind::Rest, bucket: "", region };
    if rest == "s3" {
        return Some(host(""));
    }
    ["s3.dualstack.", "s3.", "s3-"]
        .iter()
        .filter_map(|prefix| rest.strip_prefix(prefix))
        .find(|region| is_region(region))
        .map(host)
}

/// Whether a label looks like a region: `ap-northeast-1`.
fn is_region(label: &str) -> bool {
    label.contains('-')
        && !label.contains('.')
        && label.rsplit('-').next().is_some_and(|last| last.parse::<u8>().is_ok())
        && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read() {
        use EndpointKind::{Rest, Website};
        for (name, expected) in [
            ("b.s3.us-east-1.amazonaws.com", Some((Rest, "b", "us-east-1"))),
            ("a.b.s3.us-east-1.amazonaws.com", Some((Rest, "a.b", "us-east-1"))),
            ("b.s3.amazonaws.com", Some((Rest, "b", ""))),
            ("b.s3-eu-west-1.amazonaws.com", Some((Rest, "b", "eu-west-1"))),
            ("b.s3.dualstack.eu-west-1.amazonaws.com", Some((Rest, "b", "eu-west-1"))),
            ("s3.eu-west-1.amazonaws.com", Some((Rest, "", "eu-west-1"))),
            ("s3.amazonaws.com", Some((Rest, "", ""))),
            ("b.s3-website-us-east-1.amazonaws.com", Some((Website, "b", "us-east-1"))),
            (
                "www.example.com.s3-website.eu-central-1.amazonaws.com",
                Some((Website, "www.example.com", "eu-central-1")),
            ),
            ("abc.execute-api.us-east-1.amazonaws.com", None),
            ("www.example.com", None),
            (".s3.amazonaws.com", None),
        ] {
            let found = S3Host::parse(name).map(|host| (host.kind, host.bucket, host.region));
            assert_eq!(found, expected, "{name}");
        }
    }
}
