//! What a host name alone tells: which of AWS's systems it belongs to, the region, the API, the bucket.
//!
//! Source: Amazon API Gateway Developer Guide, "Invoke REST APIs"; AWS Lambda Developer Guide, "Function URLs"; Amazon
//! S3 User Guide, "Virtual hosting" and "Website endpoints"; Elastic Load Balancing, "Load balancer DNS name".

/// The system that a host name belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostName {
    /// A distribution's own name, `d….cloudfront.net`.
    CloudFront,
    /// An API's own name, `API.execute-api.REGION.amazonaws.com`.
    ExecuteApi {
        /// The API's id.
        api: String,
        /// The region.
        region: String,
    },
    /// The name behind a regional custom domain, `d-….execute-api.REGION.amazonaws.com`.
    ApiDomainTarget {
        /// The region.
        region: String,
    },
    /// A function URL.
    LambdaUrl {
        /// The region.
        region: String,
    },
    /// S3's REST endpoint.
    S3 {
        /// The bucket, where the name holds it.
        bucket: Option<String>,
        /// The region, where the name holds it.
        region: Option<String>,
    },
    /// S3's website endpoint.
    S3Website {
        /// The bucket.
        bucket: String,
        /// The region.
        region: String,
    },
    /// A load balancer's own name.
    LoadBalancer,
    /// Any other name: an alias, a custom domain, a server.
    Other,
}

impl HostName {
    /// The system that a name belongs to.
    pub fn of(host: &str) -> Self {
        let host = host.to_ascii_lowercase();
        let host = host.trim_end_matches('.');
        let name = host.strip_suffix(".cn").unwrap_or(host);
        if name.ends_with(".cloudfront.net") {
            return Self::CloudFront;
        }
        if name.ends_with(".elb.amazonaws.com") || is_network_load_balancer(name) {
            return Self::LoadBalancer;
        }
        if let Some((_, region)) = name.strip_suffix(".on.aws").and_then(|name| name.split_once(".lambda-url.")) {
            return Self::LambdaUrl { region: region.to_owned() };
        }
        let Some(name) = name.strip_suffix(".amazonaws.com") else { return Self::Other };
        if let Some((id, region)) = name.split_once(".execute-api.") {
            let region = region.strip_suffix(".vpce").unwrap_or(region).to_owned();
            // `API-VPCE.execute-api…` is a private API by the alias of its endpoint.
            let api = id.split_once("-vpce-").map_or(id, |(api, _)| api).to_owned();
            return if id.starts_with("d-") {
                Self::ApiDomainTarget { region }
            } else {
                Self::ExecuteApi { api, region }
            };
        }
        website(name).or_else(|| s3(name)).unwrap_or(Self::Other)
    }

    /// The region, where the name holds one.
    pub fn region(&self) -> Option<&str> {
        match self {
            Self::ExecuteApi { region, .. }
            | Self::ApiDomainTarget { region }
            | Self::LambdaUrl { region }
            | Self::S3Website { region, .. } => Some(region),
            Self::S3 { region, .. } => region.as_deref(),
            _ => None,
        }
    }
}

/// Network load balancers put `elb` in front of the region.
fn is_network_load_balancer(name: &str) -> bool {
    name.ends_with(".amazonaws.com") && name.contains(".elb.")
}

fn website(name: &str) -> Option<HostName> {
    let (bucket, region) = name.split_once(".s3-website-").or_else(|| name.split_once(".s3-website."))?;
    Some(HostName::S3Website { bucket: bucket.to_owned(), region: region.to_owned() })
}

fn s3(name: &str) -> Option<HostName> {
    let found = |bucket: Option<&str>, region: Option<&str>| HostName::S3 {
        bucket: bucket.map(str::to_owned),
        region: region.map(|region| region.strip_prefix("dualstack.").unwrap_or(region).to_owned()),
    };
    if name == "s3" {
        return Some(found(None, None));
    }
    if let Some(region) = name.strip_prefix("s3.").or_else(|| name.strip_prefix("s3-")) {
        return Some(found(None, Some(region)));
    }
    if let Some(bucket) = name.strip_suffix(".s3") {
        return Some(found(Some(bucket), None));
    }
    let (bucket, region) = name.split_once(".s3.").or_else(|| name.split_once(".s3-"))?;
    Some(found(Some(bucket), Some(region)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_system() {
        let text = str::to_owned;
        for (host, expected) in [
            ("d111111abcdef8.cloudfront.net", HostName::CloudFront),
            (
                "abc123.execute-api.ap-northeast-1.amazonaws.com",
                HostName::ExecuteApi { api: text("abc123"), region: text("ap-northeast-1") },
            ),
            (
                "abc123.execute-api.cn-north-1.amazonaws.com.cn",
                HostName::ExecuteApi { api: text("abc123"), region: text("cn-north-1") },
            ),
            (
                "abc123-vpce-0a1.execute-api.us-east-1.amazonaws.com",
                HostName::ExecuteApi { api: text("abc123"), region: text("us-east-1") },
            ),
            ("d-abc.execute-api.us-east-1.amazonaws.com", HostName::ApiDomainTarget { region: text("us-east-1") }),
            ("XYZ.lambda-url.us-east-1.on.aws", HostName::LambdaUrl { region: text("us-east-1") }),
            ("b.s3.amazonaws.com", HostName::S3 { bucket: Some(text("b")), region: None }),
            (
                "b.c.s3.eu-west-1.amazonaws.com",
                HostName::S3 { bucket: Some(text("b.c")), region: Some(text("eu-west-1")) },
            ),
            ("s3.eu-west-1.amazonaws.com", HostName::S3 { bucket: None, region: Some(text("eu-west-1")) }),
            (
                "b.s3-website-us-east-1.amazonaws.com",
                HostName::S3Website { bucket: text("b"), region: text("us-east-1") },
            ),
            (
                "b.s3-website.eu-central-1.amazonaws.com",
                HostName::S3Website { bucket: text("b"), region: text("eu-central-1") },
            ),
            ("lb-1.ap-northeast-1.elb.amazonaws.com", HostName::LoadBalancer),
            ("n-1.elb.us-east-1.amazonaws.com", HostName::LoadBalancer),
            ("sqs.us-east-1.amazonaws.com", HostName::Other),
            ("www.example.com", HostName::Other),
        ] {
            assert_eq!(HostName::of(host), expected, "{host}");
        }
    }
}
