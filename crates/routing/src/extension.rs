//! The systems and features that many scenarios do without.
//!
//! They are reached through the functions listed here, so that a program on a thin wire may come without them, trace,
//! and fetch them when a trace says that they are [missing](crate::Trace::missing). Such a trace says nothing else.

use std::ops::ControlFlow;

use hopscope_scenario::Scenario;
use hopscope_scenario::distribution::{Distribution, Origin};
use hopscope_scenario::domain_name::DomainName;
use hopscope_scenario::http_api::HttpApi;
use hopscope_scenario::origin_server::{LoadBalancer, Server};
use hopscope_scenario::request::Request as Client;

use crate::api_gateway::entrance::Entrance;
use crate::api_gateway::gateway_response::GatewayError;
use crate::api_gateway::{domain, http, rest};
use crate::capabilities::Capabilities;
use crate::cloudfront::cache::{self, Caches};
use crate::cloudfront::{Exchange, edge_function, viewer_certificate, websocket};
use crate::exchange::{Answer, ConnectError, Request, Sent, Unreachable};
use crate::rules::dns::TOO_MANY_HOPS;
use crate::trace::Detail;
use crate::tracer::Tracer;
use crate::{lambda_url, load_balancer, s3, server};

/// What a program has of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extensions {
    /// The systems.
    pub systems: Option<Systems>,
    /// The functions at CloudFront's edge.
    pub edge_functions: Option<EdgeFunctions>,
}

impl Extensions {
    /// All of them.
    pub const ALL: Self = Self { systems: Some(Systems::ALL), edge_functions: Some(EdgeFunctions::ALL) };
}

/// Equal when the same are there: there is one of each.
impl PartialEq for Extensions {
    fn eq(&self, other: &Self) -> bool {
        self.systems.is_some() == other.systems.is_some()
            && self.edge_functions.is_some() == other.edge_functions.is_some()
    }
}

type OfRequest<A> = for<'s> fn(&mut Tracer<'s>, Request<'s>) -> A;
type OfHttpApi = for<'s> fn(&mut Tracer<'s>, &'s HttpApi, Request<'s>, Entrance<'s>) -> Answer;
type OfDomain = for<'s> fn(&mut Tracer<'s>, &'s DomainName, Request<'s>) -> Answer;
type OfLoadBalancer = for<'s> fn(&mut Tracer<'s>, &'s LoadBalancer, Request<'s>) -> Sent;
type OfServer = for<'s> fn(&mut Tracer<'s>, &'s Server, &Request<'s>) -> Sent;
type OfMethod<A> = for<'t, 's> fn(&mut rest::Call<'t, 's>, &rest::Target<'s>) -> A;

/// The systems besides CloudFront, REST APIs at their own names, and Lambda; and what keeps callers out of REST APIs.
#[derive(Clone, Copy, Debug)]
pub struct Systems {
    pub(crate) domain: OfDomain,
    pub(crate) http_api: OfHttpApi,
    pub(crate) http_host_refused: for<'s> fn(&mut Tracer<'s>, &Request<'s>) -> Answer,
    pub(crate) lambda_url: OfRequest<Answer>,
    pub(crate) s3_rest: OfRequest<Answer>,
    pub(crate) s3_website: OfRequest<Answer>,
    pub(crate) load_balancer: OfLoadBalancer,
    pub(crate) server: OfServer,
    pub(crate) authorization: OfMethod<ControlFlow<Answer>>,
    pub(crate) http_backend: OfMethod<Answer>,
    pub(crate) signed_resource_refusal: for<'t, 's> fn(&mut rest::Call<'t, 's>, Detail) -> Answer,
    pub(crate) usage_plan: OfMethod<ControlFlow<Answer>>,
    pub(crate) validator: OfMethod<ControlFlow<Answer>>,
    pub(crate) binary_mock: OfMethod<Option<Answer>>,
    pub(crate) base64_body: for<'t, 's> fn(&mut rest::Call<'t, 's>, String) -> String,
    pub(crate) aws_service: OfMethod<Answer>,
    pub(crate) private_dns: for<'s> fn(&mut Tracer<'s>, &Request<'s>) -> Answer,
    pub(crate) viewer_certificate:
        for<'s> fn(&mut Tracer<'s>, &'s Distribution, &Request<'s>) -> Result<(), Unreachable>,
    pub(crate) websocket: for<'t, 's> fn(&mut Exchange<'t, 's>),
    pub(crate) cache: Cache,
}

/// What CloudFront keeps between requests.
#[derive(Clone, Copy, Debug)]
pub struct Cache {
    pub(crate) filled: fn(&Scenario, &Client, &Capabilities<'_>) -> Caches,
    pub(crate) find: for<'t, 's> fn(&mut Exchange<'t, 's>) -> Option<Answer>,
    pub(crate) keep: for<'t, 's> fn(&mut Exchange<'t, 's>, &Answer),
}

impl Systems {
    /// All of them.
    pub const ALL: Self = Self {
        domain: domain::answer,
        http_api: http::answer,
        http_host_refused: http::refuse_host,
        lambda_url: lambda_url::answer,
        s3_rest: s3::rest::answer,
        s3_website: s3::website::answer,
        load_balancer: load_balancer::answer,
        server: server::answer,
        authorization: rest::authorization::check,
        http_backend: rest::http_backend::call,
        signed_resource_refusal: rest::resource::refuse_signed,
        usage_plan: rest::usage_plan::check,
        validator: rest::validator::check,
        binary_mock: rest::binary::mock,
        base64_body: rest::binary::answer,
        aws_service: rest::aws_service::call,
        private_dns: crate::api_gateway::regional::refuse_swallowed,
        viewer_certificate: viewer_certificate::check,
        websocket: websocket::note,
        cache: Cache { filled: cache::filled, find: cache::find, keep: cache::keep },
    };
}

/// The functions at CloudFront's edge, by the moment at which they run.
#[derive(Clone, Copy, Debug)]
pub struct EdgeFunctions {
    pub(crate) viewer_request: for<'t, 's> fn(&mut Exchange<'t, 's>) -> ControlFlow<Answer>,
    pub(crate) origin_request: for<'t, 's> fn(&mut Exchange<'t, 's>, &Origin, &mut Request<'_>) -> ControlFlow<Answer>,
    pub(crate) origin_response: for<'t, 's> fn(&mut Exchange<'t, 's>, Answer) -> Answer,
    pub(crate) viewer_response: for<'t, 's> fn(&mut Exchange<'t, 's>, Answer) -> Answer,
}

impl EdgeFunctions {
    /// All of them.
    pub const ALL: Self = Self {
        viewer_request: edge_function::viewer_request,
        origin_request: edge_function::origin_request,
        origin_response: edge_function::origin_response,
        viewer_response: edge_function::viewer_response,
    };
}

impl Tracer<'_> {
    /// The systems. None: the trace is missing them from here on.
    pub(crate) fn systems(&mut self) -> Option<Systems> {
        self.missing.systems |= self.extensions.systems.is_none();
        self.extensions.systems
    }

    /// The systems, for a connection to one of them.
    ///
    /// # Errors
    /// When the trace is missing them: as if nothing answered there.
    pub(crate) fn systems_or_timeout(&mut self) -> Result<Systems, Unreachable> {
        self.systems().ok_or(Unreachable { rule: &TOO_MANY_HOPS, how: ConnectError::Timeout })
    }
}

impl Exchange<'_, '_> {
    /// The cache. None: the request comes after no other, so that it is empty.
    pub(crate) fn cache(&mut self) -> Option<Cache> {
        self.tracer.caches.as_ref()?;
        Some(self.tracer.systems()?.cache)
    }

    /// The functions, where the behaviour has any. None: it has not, or the trace is missing them from here on.
    pub(crate) fn edge_functions(&mut self) -> Option<EdgeFunctions> {
        let behavior = self.behavior;
        if behavior.function_association.is_empty() && behavior.lambda_function_association.is_empty() {
            return None;
        }
        let tracer = &mut self.tracer;
        tracer.missing.edge_functions |= tracer.extensions.edge_functions.is_none();
        tracer.extensions.edge_functions
    }
}

/// What ends a run that lacks a system. No trace tells of it: see [`crate::trace_by`].
pub(crate) fn no_answer() -> Answer {
    GatewayError::Forbidden.answer(&TOO_MANY_HOPS)
}
