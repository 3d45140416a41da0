//! Differential probes: commands whose answers tell look-alikes apart, and what this scenario would answer to each.

use hopscope_routing::RuleId;
use hopscope_routing::trace::{Component, Hop};
use hopscope_routing::url::Url;
use hopscope_routing::{EdgeAnswers, trace_with};
use hopscope_scenario::request::{Request, SigV4};

use super::cause::Case;
use super::place;
use crate::fix::scope;

/// What a probe asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProbeKind {
    /// The request again, to read the header fields of its answer.
    Headers,
    /// What arrived at the API or URL, sent to its own name without the distribution in between.
    Direct,
    /// The API's own name, with a stage in front.
    WithStage,
    /// With an `Authorization` header that is no signature.
    AnyAuthorization,
    /// Without the `Authorization` header.
    NoAuthorization,
    /// With a key.
    WithKey,
    /// Signed.
    Signed,
    /// The distribution's own name in place of the alias.
    OwnName,
    /// Whether the object is there.
    S3Head,
    /// What the function's policy says.
    LambdaPolicy,
    /// The function alone.
    LambdaInvoke,
    /// Whether the origin's name resolves.
    Dig,
    /// Which certificate the origin shows.
    Tls,
}

impl ProbeKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Headers,
        Self::Direct,
        Self::WithStage,
        Self::AnyAuthorization,
        Self::NoAuthorization,
        Self::WithKey,
        Self::Signed,
        Self::OwnName,
        Self::S3Head,
        Self::LambdaPolicy,
        Self::LambdaInvoke,
        Self::Dig,
        Self::Tls,
    ];

    /// Its name in keys of texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Headers => "headers",
            Self::Direct => "direct",
            Self::WithStage => "with_stage",
            Self::AnyAuthorization => "any_authorization",
            Self::NoAuthorization => "no_authorization",
            Self::WithKey => "with_key",
            Self::Signed => "signed",
            Self::OwnName => "own_name",
            Self::S3Head => "s3_head",
            Self::LambdaPolicy => "lambda_policy",
            Self::LambdaInvoke => "lambda_invoke",
            Self::Dig => "dig",
            Self::Tls => "tls",
        }
    }
}

/// A command to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// What it asks.
    pub kind: ProbeKind,
    /// The command, for a POSIX shell.
    pub command: String,
    /// What this scenario answers. None: it is no request.
    pub predicted: Option<Predicted>,
}

/// What a scenario answers to a probe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicted {
    /// The status; 0: no HTTP answer.
    pub status: u16,
    /// The error type or the place reached; empty where there is neither.
    pub word: String,
    /// The rule that decides.
    pub rule: RuleId,
}

/// The probe of a kind, where it can be made for this case.
pub fn probe(case: &Case<'_>, kind: ProbeKind, edge: &dyn EdgeAnswers) -> Option<Probe> {
    let request = match kind {
        ProbeKind::S3Head | ProbeKind::LambdaPolicy | ProbeKind::LambdaInvoke | ProbeKind::Dig | ProbeKind::Tls => {
            return Some(Probe { kind, command: command(case, kind)?, predicted: None });
        }
        ProbeKind::Headers => case.request.clone(),
        ProbeKind::Direct => direct(case)?,
        ProbeKind::WithStage => with_stage(case)?,
        ProbeKind::AnyAuthorization => with_header(&at_api(case)?, "authorization", "x"),
        ProbeKind::NoAuthorization => without_header(case.request, "authorization")?,
        ProbeKind::WithKey => with_header(&at_api(case)?, "x-api-key", &key(case)?),
        ProbeKind::Signed => signed(&at_api(case)?),
        ProbeKind::OwnName => own_name(case)?,
    };
    // The command meets the error pages too, which the case is without.
    let trace = trace_with(case.deployed, &request, edge);
    let header = |name: &str| trace.response.as_ref().and_then(|response| response.headers.get(name));
    let reached = trace.reaches.as_ref().map(|reaches| reaches.text.as_str());
    let predicted = Predicted {
        status: trace.response.as_ref().map_or(0, |response| response.status.get()),
        word: reached.or(header("x-amzn-errortype")).unwrap_or_default().to_owned(),
        rule: trace.rule.id,
    };
    let scope = scope::of(case.scenario, &trace);
    Some(Probe { kind, command: curl(&request, scope.as_ref()), predicted: Some(predicted) })
}

/// The hop whose own name can be called in place of the distribution.
fn behind<'t>(case: &Case<'t>) -> Option<&'t Hop> {
    let is_behind = |hop: &&Hop| matches!(hop.component, Component::ApiGateway | Component::LambdaUrl);
    let first = case.trace.hops.first()?;
    (first.component == Component::Cloudfront && !first.id.is_empty())
        .then(|| case.trace.hops.iter().find(is_behind))
        .flatten()
}

/// The request as it came to the origin, sent there at once. The origin's own name, whatever `Host` was forwarded.
fn direct(case: &Case<'_>) -> Option<Request> {
    let edge = case.edge()?;
    let mut passed = case.trace.hops.iter().take(case.deciding.index.saturating_add(1));
    let asked = passed.rfind(|hop| hop.component == Component::Cloudfront && hop.sent.is_some())?;
    let sent = asked.sent.as_ref()?;
    let host = edge.origin(case.scenario)?.domain_name.clone();
    Some(to(case.request, &host, &sent.path, &sent.query))
}

/// The request at the API's own name, with its first stage in front of the client's path.
fn with_stage(case: &Case<'_>) -> Option<Request> {
    let hop = case.deciding.hop;
    let (id, region, stage) = if let Some(index) = place::rest_api(hop) {
        let api = case.scenario.rest_apis.get(index)?;
        (&api.id, &api.region, &api.stages.first()?.name)
    } else {
        let api = case.scenario.http_apis.get(place::http_api(hop)?)?;
        (&api.id, &api.region, &api.stages.iter().find(|stage| stage.name != "$default")?.name)
    };
    let url = Url::parse(&case.request.url).ok()?;
    let host = format!("{id}.execute-api.{region}.amazonaws.com");
    let is_there = url.host == host && url.path.starts_with(&format!("/{stage}"));
    (!is_there).then(|| to(case.request, &host, &format!("/{stage}{}", url.path), &url.query))
}

/// The request as it is best sent to the API: without the distribution where there is one.
fn at_api(case: &Case<'_>) -> Option<Request> {
    match behind(case) {
        Some(_) => direct(case),
        None => Some(case.request.clone()),
    }
}

fn to(request: &Request, host: &str, path: &str, query: &str) -> Request {
    let question = if query.is_empty() { "" } else { "?" };
    let mut direct = request.clone();
    direct.url = format!("https://{host}{path}{question}{query}");
    direct.headers.retain(|name, _| !name.eq_ignore_ascii_case("host"));
    direct
}

fn with_header(request: &Request, name: &str, value: &str) -> Request {
    let mut with = request.clone();
    with.headers.retain(|each, _| !each.eq_ignore_ascii_case(name));
    with.headers.insert(name.to_owned(), value.into());
    with
}

fn without_header(request: &Request, name: &str) -> Option<Request> {
    let mut without = request.clone();
    without.headers.retain(|each, _| !each.eq_ignore_ascii_case(name));
    (without.headers.len() < request.headers.len()).then_some(without)
}

fn key(case: &Case<'_>) -> Option<String> {
    let api = case.scenario.rest_apis.get(place::rest_api(case.deciding.hop)?)?;
    api.api_keys.first().cloned()
}

fn signed(request: &Request) -> Request {
    let mut signed = request.clone();
    signed.headers.retain(|name, _| !name.eq_ignore_ascii_case("authorization"));
    signed.sigv4 = Some(SigV4::default());
    signed
}

/// The same request at the distribution's own name.
fn own_name(case: &Case<'_>) -> Option<Request> {
    let url = Url::parse(&case.request.url).ok()?;
    let [distribution] = case.scenario.distributions.as_slice() else { return None };
    let is_own = distribution.domain_name.eq_ignore_ascii_case(&url.host);
    (!is_own && !distribution.domain_name.is_empty())
        .then(|| to(case.request, &distribution.domain_name, &url.path, &url.query))
}

/// Commands that are no request of the scenario's.
fn command(case: &Case<'_>, kind: ProbeKind) -> Option<String> {
    let origin = || Some(case.edge()?.origin(case.scenario)?.domain_name.clone());
    let lambda = || match case.deciding.text("lambda") {
        "" => case.trace.hops.iter().rfind(|hop| hop.component == Component::LambdaUrl).map(|hop| hop.id.to_string()),
        name => Some(name.to_owned()),
    };
    Some(match kind {
        ProbeKind::S3Head => {
            let key = case.deciding.text("key");
            let bucket = quoted(case.deciding.text("bucket"));
            if key.is_empty() {
                format!("aws s3api get-bucket-policy --bucket {bucket}")
            } else {
                format!("aws s3api head-object --bucket {bucket} --key {}", quoted(key))
            }
        }
        ProbeKind::LambdaPolicy => format!("aws lambda get-policy --function-name {}", quoted(&lambda()?)),
        ProbeKind::LambdaInvoke => format!("aws lambda invoke --function-name {} /dev/stdout", quoted(&lambda()?)),
        ProbeKind::Dig => format!("dig +short {}", quoted(&origin()?)),
        ProbeKind::Tls => {
            let name = origin()?;
            format!(
                "openssl s_client -connect {} -servername {} </dev/null | openssl x509 -noout -ext subjectAltName",
                quoted(&format!("{name}:443")),
                quoted(&name)
            )
        }
        _ => return None,
    })
}

/// The curl command of a request. Methods, bodies and header fields as curl spells them; signed for the region and the
/// service of `scope`, which a name of one's own does not tell.
pub fn curl(request: &Request, scope: Option<&(String, &str)>) -> String {
    let mut command = "curl -si".to_owned();
    match request.method.as_str() {
        "GET" if request.body.is_empty() => {}
        "HEAD" => "curl -sI".clone_into(&mut command),
        method => command = format!("{command} -X {}", quoted(method)),
    }
    if request.sigv4.is_some() {
        let (region, service) =
            scope.map_or(("REGION", "execute-api"), |(region, service)| (region.as_str(), *service));
        command = format!(
            "{command} --aws-sigv4 {} --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"",
            quoted(&format!("aws:amz:{region}:{service}"))
        );
    }
    for (name, values) in &request.headers {
        for value in values.iter() {
            command = format!("{command} -H {}", quoted(&format!("{name}: {value}")));
        }
    }
    if !request.body.is_empty() {
        command = format!("{command} --data-raw {}", quoted(&request.body));
    }
    format!("{command} {}", quoted(&request.url))
}

/// A text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@%+=,".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_shell_stay_whole() {
        for (text, word) in [
            ("https://a.example/x", "https://a.example/x"),
            ("https://a.example/x?y=1&z", "'https://a.example/x?y=1&z'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
            ("$(id)", "'$(id)'"),
        ] {
            assert_eq!(quoted(text), word);
        }
    }

    #[test]
    fn requests_become_commands() {
        let request = Request {
            method: "POST".to_owned(),
            url: "https://a.example/x".to_owned(),
            headers: [("accept".to_owned(), "*/*".into())].into(),
            body: "{}".to_owned(),
            ..Request::default()
        };
        assert_eq!(curl(&request, None), "curl -si -X POST -H 'accept: */*' --data-raw '{}' https://a.example/x");
    }
}
