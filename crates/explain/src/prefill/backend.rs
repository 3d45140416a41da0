//! The system that answered, as far as its answer tells.

use hopscope_scenario::OneOrMany;
use hopscope_scenario::http_api::{HttpApi, HttpStage, Route};
use hopscope_scenario::lambda::{FunctionUrl, Lambda, LambdaOutcome, Permission};
use hopscope_scenario::origin_server::{Bucket, BucketAccess, LoadBalancer, Server, ServerRoute, Website};
use hopscope_scenario::request::Headers;
use hopscope_scenario::response::Response;
use hopscope_scenario::rest_api::{Authorization, AuthorizerResult, Integration, MethodName};

use super::{Form, OriginTold, Unknown, rest_api};
use crate::fingerprint::System;
use crate::host_name::HostName;
use crate::secret;
use hopscope_routing::trace::Component;

/// How much of a recorded body goes into the scenario, in characters: it has to travel in a link.
const MOST_BODY: usize = 1000;

/// What an index is mostly called.
const INDEX: &str = "index.html";

/// Adds the system behind the distribution, or the one that was called, and says where its requests go.
pub(super) fn origin(form: &mut Form<'_>, has_distribution: bool) -> OriginTold {
    if has_distribution {
        form.unknown(Unknown::Origin);
    }
    match form.found.system {
        System::RestApi => rest_api::add(form),
        System::GatewayFront => gateway(form),
        System::HttpApi => http_api(form),
        System::FunctionUrl => function_url(form),
        System::S3 => bucket(form, has_distribution),
        System::LoadBalancer => load_balancer(form, has_distribution),
        System::Client => client(form, has_distribution),
        System::Unknown => match form.found.answered_by {
            Some(Component::LambdaUrl) => function_url(form),
            Some(Component::ApiGateway)
                if form.is(&["bare_not_found", "bare_internal_server_error", "bare_unavailable"]) =>
            {
                http_api(form)
            }
            Some(Component::ApiGateway) => rest_api::add(form),
            _ => server(form, has_distribution),
        },
        System::EdgeFunction => {
            form.unknown(Unknown::EdgeFunction);
            server(form, has_distribution)
        }
        System::CloudFront => match form.clues.host {
            Some(HostName::ExecuteApi { .. }) => rest_api::add(form),
            _ if form.is_refused_by_edge_api() => rest_api::add(form),
            _ if form.is(&["origin_dns"]) => elsewhere(),
            _ => server(form, has_distribution),
        },
        System::Server => server(form, has_distribution),
    }
}

/// An origin that no part of the scenario is.
fn elsewhere() -> OriginTold {
    OriginTold { domain_name: "origin.example.net".to_owned(), ..OriginTold::default() }
}

/// Where the client gave up: only a function URL, a bucket and a load balancer are known by their names to exist.
fn client(form: &mut Form<'_>, has_distribution: bool) -> OriginTold {
    match form.clues.host {
        Some(HostName::S3Website { .. } | HostName::S3 { .. }) => bucket(form, has_distribution),
        _ => elsewhere(),
    }
}

/// API Gateway's front: an API that the `Host` of the request does not name.
fn gateway(form: &mut Form<'_>) -> OriginTold {
    rest_api::add(form)
}

fn http_api(form: &mut Form<'_>) -> OriginTold {
    let (id, region) = match &form.clues.host {
        Some(HostName::ExecuteApi { api, region }) => (Some(api.clone()), Some(region.clone())),
        _ => (None, None),
    };
    let region = form.or(region.as_deref(), Unknown::Region, "us-east-1");
    let id = form.or(id.as_deref(), Unknown::ApiId, "abcdef1234");
    form.unknown(Unknown::Stage);
    form.unknown(Unknown::Routes);
    let is_routed = !form.is(&["http_not_found", "bare_not_found"]);
    let routes = if is_routed { vec![route(form)] } else { Vec::new() };
    form.scenario.http_apis.push(HttpApi {
        id: id.clone(),
        region: region.clone(),
        routes,
        stages: vec![HttpStage::default()],
        ..HttpApi::default()
    });
    OriginTold { domain_name: format!("{id}.execute-api.{region}.amazonaws.com"), ..OriginTold::default() }
}

fn route(form: &mut Form<'_>) -> Route {
    let path = rest_api::template(&form.path());
    let method = MethodName::from_word(form.clues.asked.method_or_get()).unwrap_or(MethodName::Any);
    let (authorization_type, authorizer) = if form.is(&["http_forbidden"]) {
        (Authorization::Custom, AuthorizerResult::Deny)
    } else if form.is(&["http_unauthorized"]) {
        (Authorization::Custom, AuthorizerResult::Unauthorized)
    } else if form.is(&["http_unauthorized_jwt"]) {
        (Authorization::Jwt, AuthorizerResult::Unauthorized)
    } else {
        (Authorization::None, AuthorizerResult::Allow)
    };
    if authorization_type != Authorization::None {
        form.unknown(Unknown::Access);
    }
    form.unknown(Unknown::Lambda);
    let outcome = if form.is(&["http_internal_error", "bare_internal_server_error"]) {
        LambdaOutcome::Error
    } else if form.is(&["http_unavailable", "bare_unavailable"]) {
        LambdaOutcome::Timeout
    } else {
        LambdaOutcome::Ok
    };
    let lambda = Lambda { name: "function".to_owned(), response: recorded(form), outcome, ..Lambda::default() };
    form.scenario.lambdas.push(lambda);
    Route {
        route_key: format!("{method} {path}"),
        authorization_type,
        authorizer,
        integration: Integration { lambda: "function".to_owned(), ..Integration::default() },
        ..Route::default()
    }
}

fn function_url(form: &mut Form<'_>) -> OriginTold {
    let (host, region) = match &form.clues.host {
        Some(name @ HostName::LambdaUrl { .. }) => (form.host(), name.region().map(str::to_owned)),
        _ => (None, None),
    };
    let region = form.or(region.as_deref(), Unknown::Region, "us-east-1");
    let domain_name = host.unwrap_or_else(|| format!("url-id.lambda-url.{region}.on.aws"));
    form.unknown(Unknown::Lambda);
    let refuses = form.is(&["url_forbidden", "url_signature", "url_access_key", "url_refused"]);
    if form.is(&["url_forbidden", "url_permission", "url_signature", "url_access_key", "url_refused"]) {
        form.unknown(Unknown::Access);
    }
    let permissions = form.is(&["url_permission"]).then(Vec::<Permission>::new);
    let outcome = if form.is(&["url_function_failed"]) {
        LambdaOutcome::Error
    } else if form.is(&["url_throttled"]) {
        LambdaOutcome::Throttled
    } else {
        LambdaOutcome::Ok
    };
    let exists = !form.is(&["url_unknown"]);
    let function_url = FunctionUrl {
        domain_name: domain_name.clone(),
        authorization_type: if refuses { Authorization::AwsIam } else { Authorization::None },
        ..FunctionUrl::default()
    };
    form.scenario.lambdas.push(Lambda {
        name: "function".to_owned(),
        permissions,
        response: recorded(form),
        outcome,
        function_url: exists.then_some(function_url),
        ..Lambda::default()
    });
    OriginTold { domain_name, ..OriginTold::default() }
}

fn bucket(form: &mut Form<'_>, has_distribution: bool) -> OriginTold {
    let (name, region, is_website) = match &form.clues.host {
        Some(HostName::S3 { bucket, region }) => (bucket.clone(), region.clone(), false),
        Some(HostName::S3Website { bucket, region }) => (Some(bucket.clone()), Some(region.clone()), true),
        _ => (
            None,
            None,
            form.is(&["website_key", "website_access", "website_method", "website_missing", "website_redirect"]),
        ),
    };
    let region = form.or(region.as_deref(), Unknown::Region, "us-east-1");
    let name = form.or(name.as_deref(), Unknown::Bucket, "amzn-s3-demo-bucket");
    let path = form.path();
    // A bucket answers `/` with a list. With anything else it was asked for the distribution's root object, or a website
    // for its index document.
    let is_list = form.clues.body().is_some_and(|body| body.contains("<ListBucketResult"));
    let is_root = path == "/" && has_distribution && !is_website && !is_list;
    let index = if is_root || (is_website && path.ends_with('/')) { INDEX } else { "" };
    let key = [path.trim_start_matches('/'), index].concat();
    let is_served = form.clues.status().is_some_and(|status| status < 300) && !key.is_empty();
    let is_told_missing = form.is(&["s3_key", "website_key"]);
    if !is_served && !is_told_missing {
        form.unknown(Unknown::Access);
    }
    let domain_name = match is_website {
        true => format!("{name}.s3-website-{region}.amazonaws.com"),
        false => format!("{name}.s3.{region}.amazonaws.com"),
    };
    if !form.is(&["s3_bucket", "website_missing"]) {
        form.scenario.buckets.push(Bucket {
            name,
            region,
            objects: if is_served { vec![key] } else { Vec::new() },
            access: if is_served || is_told_missing { BucketAccess::Public } else { BucketAccess::Private },
            list_bucket: is_told_missing,
            website: is_website.then(Website::default),
            ..Bucket::default()
        });
    }
    let default_root_object = if is_root && is_served { INDEX.to_owned() } else { String::new() };
    OriginTold { domain_name, default_root_object, ..OriginTold::default() }
}

fn load_balancer(form: &mut Form<'_>, has_distribution: bool) -> OriginTold {
    form.unknown(Unknown::ListenerRules);
    let own = form.host().filter(|_| !has_distribution);
    let domain_name = own.unwrap_or_else(|| "lb-1.us-east-1.elb.amazonaws.com".to_owned());
    let blocks = form.is(&["lb_forbidden"]);
    let web_acl = blocks.then(hopscope_scenario::distribution::WebAcl::default);
    let default = recorded(form);
    form.scenario.load_balancers.push(LoadBalancer {
        domain_name: domain_name.clone(),
        web_acl,
        default,
        ..LoadBalancer::default()
    });
    OriginTold { domain_name, ..OriginTold::default() }
}

fn server(form: &mut Form<'_>, has_distribution: bool) -> OriginTold {
    let own = form.host().filter(|_| !has_distribution);
    let domain_name = own.unwrap_or_else(|| "origin.example.net".to_owned());
    let is_backend = form.found.system == System::Server;
    let response = if is_backend { recorded(form) } else { Response::default() };
    let routes = vec![ServerRoute { response, ..ServerRoute::default() }];
    if !form.is(&["bad_request"]) || has_distribution {
        form.scenario.servers.push(Server { domain_name: domain_name.clone(), routes, ..Server::default() });
    }
    OriginTold { domain_name, ..OriginTold::default() }
}

/// The recorded answer, as a backend gives it: status, type and body.
pub(super) fn recorded(form: &Form<'_>) -> Response {
    let clues = form.clues;
    if form.found.is_own && form.found.system != System::LoadBalancer {
        return Response::default();
    }
    let mut headers = Headers::new();
    for name in ["content-type", "location"] {
        if let Some(value) = clues.field(name) {
            headers.insert(name.to_owned(), OneOrMany::from(secret::url(value).0));
        }
    }
    // A placeholder of the scenario in braces would be filled in: the recorded body has none.
    let body: String = secret::body(clues.body().unwrap_or_default()).0.chars().take(MOST_BODY).collect();
    Response {
        status: clues.answer.and_then(|answer| answer.status).unwrap_or_default(),
        headers,
        body,
        ..Response::default()
    }
}
