//! What to run next: commands whose answer separates one cause from another. What the text does not tell stands in
//! them in capitals, for the reader to fill in.
//!
//! The sentence of a probe is the text `explain.probe.<id>`, what its outcome tells is `explain.tells.<id>`.

use super::clues::Clues;
use super::fact::Fact;
use super::fingerprint::{Fingerprint, System};
use super::host_name::HostName;

/// A command to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// Which kind of probe.
    pub id: &'static str,
    /// The command, for a POSIX shell.
    pub command: String,
}

/// The ids of all probes.
pub const ALL: &[&str] = &[
    "header",
    "get",
    "fresh",
    "https",
    "resolve",
    "certificate",
    "direct",
    "stage",
    "authorization",
    "api_key",
    "host",
    "stages",
    "resources",
    "routes",
    "lambda_policy",
    "logs",
    "object",
    "distribution",
];

/// What a probe is for: the rows of the table, and what must not be known to be false.
struct Use {
    id: &'static str,
    rows: &'static [&'static str],
    only: &'static [Fact],
}

const fn of(id: &'static str, rows: &'static [&'static str], only: &'static [Fact]) -> Use {
    Use { id, rows, only }
}

const REST_403: &[&str] = &["forbidden", "missing_authentication_token", "bare_forbidden"];

/// The probes in the order in which they are offered: those that need nothing but curl first.
const USES: &[Use] = &[
    of("fresh", &["cached_error"], &[]),
    of("resolve", &["name_unknown", "refused", "timed_out"], &[]),
    of("https", &["refused"], &[Fact::PlainHttp]),
    of("certificate", &["certificate", "tls"], &[]),
    of(
        "direct",
        &["forbidden", "missing_authentication_token", "host_refused", "bare_forbidden", "incomplete_signature"],
        &[Fact::OwnDistribution],
    ),
    of(
        "direct",
        &[
            "http_not_found",
            "http_forbidden",
            "unauthorized",
            "http_unauthorized",
            "url_permission",
            "url_forbidden",
            "url_unknown",
        ],
        &[Fact::OwnDistribution],
    ),
    of("stage", &["forbidden", "http_not_found", "bare_forbidden", "bare_not_found"], &[Fact::ExecuteApiHost]),
    of("authorization", REST_403, &[Fact::NoAuthorization]),
    of("api_key", &["forbidden", "bare_forbidden"], &[]),
    of("host", &["host_refused", "bad_request", "url_unknown", "forbidden"], &[Fact::OwnDistribution]),
    of("certificate", &["origin_connect"], &[]),
    of("resolve", &["origin_dns"], &[]),
    of("object", &["s3_access_denied", "s3_key", "website_access", "website_key"], &[]),
    of("stages", &["forbidden", "bare_forbidden"], &[]),
    of("resources", &["missing_authentication_token", "incomplete_signature"], &[]),
    of("routes", &["http_not_found", "bare_not_found", "http_forbidden", "http_unauthorized_jwt"], &[]),
    of(
        "lambda_policy",
        &["internal_server_error", "http_internal_error", "url_permission", "bare_internal_server_error"],
        &[],
    ),
    of(
        "logs",
        &[
            "bad_integration_response",
            "integration_timeout",
            "internal_server_error",
            "http_internal_error",
            "http_unavailable",
            "url_function_failed",
            "backend_traced",
        ],
        &[],
    ),
    of(
        "distribution",
        &[
            "masked_error",
            "error_page",
            "method_not_allowed",
            "bad_request",
            "s3_access_denied",
            "missing_authentication_token",
            "unauthorized",
        ],
        &[Fact::OwnDistribution],
    ),
];

/// The probes that help to decide between the causes of an answer.
pub fn probes(clues: &Clues<'_>, found: &Fingerprint, rows: &[&str]) -> Vec<Probe> {
    let told = Told::of(clues, found);
    let mut probes: Vec<Probe> = Vec::new();
    let mut offer = |id: &'static str, command: Option<String>| {
        if let Some(command) = command.filter(|_| probes.iter().all(|probe| probe.id != id)) {
            probes.push(Probe { id, command });
        }
    };
    if found.system != System::Client {
        let is_bare = clues.answer.is_some() && !clues.has_header();
        offer("header", is_bare.then(|| told.curl("-sS -o /dev/null -D -", &told.url)));
        let is_head =
            clues.asked.method.as_deref() == Some("HEAD") && clues.status().is_some_and(|status| status >= 400);
        offer("get", is_head.then(|| format!("curl -i {}", quote(&told.url))));
    }
    for each in USES {
        let is_wanted = each.rows.iter().any(|row| rows.contains(row));
        let is_excluded = each.only.iter().any(|fact| fact.holds(clues, found) == Some(false));
        if is_wanted && !is_excluded {
            offer(each.id, told.command(each.id));
        }
    }
    probes
}

/// What commands are made of; capitals stand for what is not told.
struct Told {
    method: String,
    url: String,
    host: String,
    scheme_port: &'static str,
    path_and_query: String,
    path: String,
    api: String,
    region: String,
    bucket: String,
    is_execute_api: bool,
    is_function_url: bool,
}

impl Told {
    fn of(clues: &Clues<'_>, found: &Fingerprint) -> Self {
        let url = clues.url.as_ref();
        let host = url.map(|url| url.host.to_string()).or_else(|| clues.failure?.host.clone());
        let path = url.map_or_else(|| "/PATH".to_owned(), |url| url.path.to_string());
        let query = url.map(|url| url.query.as_str()).filter(|query| !query.is_empty());
        let path_and_query = query.map_or_else(|| path.clone(), |query| format!("{path}?{query}"));
        let arn = super::arn::in_message(clues.message_text().unwrap_or_default());
        let (mut api, mut region, mut bucket) = (None, arn.as_ref().map(|arn| arn.region.clone()), None);
        match &clues.host {
            Some(HostName::ExecuteApi { api: id, .. }) => api = Some(id.clone()),
            Some(HostName::S3 { bucket: Some(name), .. } | HostName::S3Website { bucket: name, .. }) => {
                bucket = Some(name.clone());
            }
            _ => {}
        }
        if let Some(told) = clues.host.as_ref().and_then(HostName::region) {
            region = Some(told.to_owned());
        }
        let or = |told: Option<String>, placeholder: &str| told.unwrap_or_else(|| placeholder.to_owned());
        Self {
            method: clues.asked.method_or_get().to_owned(),
            url: clues.asked.url.clone().unwrap_or_else(|| "URL".to_owned()),
            host: or(host, "HOST"),
            scheme_port: "443",
            path_and_query,
            path,
            api: or(api.or_else(|| arn.map(|arn| arn.api)), "API_ID"),
            region: or(region, "REGION"),
            bucket: or(bucket, "BUCKET"),
            is_execute_api: matches!(clues.host, Some(HostName::ExecuteApi { .. })),
            is_function_url: found.system == System::FunctionUrl,
        }
    }

    /// The command of a probe. None: it makes no sense here.
    fn command(&self, id: &str) -> Option<String> {
        let Self { host, api, region, bucket, path, .. } = self;
        let origin = if self.is_function_url {
            format!("URL_ID.lambda-url.{region}.on.aws")
        } else {
            format!("{api}.execute-api.{region}.amazonaws.com")
        };
        // Whoever answers so has found the stage.
        let first =
            path.trim_start_matches('/').split('/').next().filter(|first| self.is_execute_api && !first.is_empty());
        let met_stage = first.map_or_else(|| "STAGE".to_owned(), quote);
        let stage = if self.is_function_url { "" } else { "/STAGE" };
        Some(match id {
            "fresh" => {
                let mark = if self.url.contains('?') { '&' } else { '?' };
                self.curl("-i", &format!("{}{mark}fresh=1", self.url))
            }
            "resolve" => format!("dig +noall +answer {}", quote(host)),
            "https" => self.curl("-i", &self.url.replacen("http://", "https://", 1)),
            "certificate" => format!(
                "openssl s_client -connect {host}:{} -servername {host} </dev/null | openssl x509 -noout -subject -ext subjectAltName",
                self.scheme_port
            ),
            "direct" => self.curl("-i", &format!("https://{origin}{stage}{}", self.path_and_query)),
            "stage" if self.is_execute_api => self.curl("-i", &format!("https://{host}/STAGE{}", self.path_and_query)),
            "authorization" => self.curl("-i -H 'Authorization: x'", &self.url),
            "api_key" => self.curl("-i -H \"x-api-key: $API_KEY\"", &self.url),
            "host" => self
                .curl(&format!("-i -H {}", quote(&format!("Host: {host}"))), &format!("https://{origin}{stage}{path}")),
            "stages" => {
                format!("aws apigateway get-stages --region {region} --rest-api-id {api} --query 'item[].stageName'")
            }
            "resources" => format!(
                "aws apigateway get-export --region {region} --rest-api-id {api} --stage-name {met_stage} --export-type oas30 /dev/stdout"
            ),
            "routes" => {
                format!("aws apigatewayv2 get-routes --region {region} --api-id {api} --query 'Items[].RouteKey'")
            }
            "lambda_policy" => format!("aws lambda get-policy --region {region} --function-name FUNCTION"),
            "logs" => format!("aws logs tail /aws/lambda/FUNCTION --region {region} --since 15m"),
            "object" => {
                let key = path.trim_start_matches('/');
                let key = if key.is_empty() { "KEY" } else { key };
                format!("aws s3api head-object --bucket {bucket} --key {}", quote(key))
            }
            "distribution" => "aws cloudfront get-distribution-config --id DISTRIBUTION_ID".to_owned(),
            _ => return None,
        })
    }

    /// A curl command with the request's method.
    fn curl(&self, options: &str, url: &str) -> String {
        let method = match self.method.as_str() {
            "GET" => String::new(),
            "HEAD" => "-I ".to_owned(),
            method => format!("-X {} ", quote(method)),
        };
        format!("curl {options} {method}{}", quote(url))
    }
}

/// A word that a shell reads as it is.
fn quote(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| "''".to_owned(), std::borrow::Cow::into_owned)
}
