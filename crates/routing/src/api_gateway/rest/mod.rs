//! A REST API. [`ON_STAGE`] and [`ON_METHOD`] are the lists of what a request meets, in order.
//!
//! | module | decides |
//! | --- | --- |
//! | [`limits`] | whether the request is too long |
//! | [`stage`] | which stage the first segment names |
//! | [`web_acl`] | whether the stage's web ACL blocks |
//! | [`resource`] | which pair of resource and method the request matches best |
//! | [`signature`] | what an `Authorization` header is, and whether an AWS signature fits |
//! | [`authorization`], [`policy`] | whether authorizer, signature and resource policy together let the caller pass |
//! | [`api_key`], [`usage_plan`] | whether the key is one of a usage plan for the stage, and its limits hold |
//! | [`validator`] | whether the request has what its method requires |
//! | [`binary`], [`aws_service`] | bytes in mocks and answers, services other than Lambda |
//! | [`integration`], [`http_backend`] | what the method calls, and what becomes of its answer |
//! | [`permission`] | whether the Lambda function lets API Gateway call it |
//! | [`event`] | what a proxied Lambda function is told |
//! | [`custom_response`] | what the API's own gateway responses make of AWS's |

use std::cell::OnceCell;
use std::ops::ControlFlow;

use hopscope_scenario::rest_api::{Authorization, EndpointType, Method, RestApi, RestStage};
use hopscope_scenario::setting::{Listed as _, place};
use hopscope_scenario::{Part, Setting};

use super::entrance::Entrance;
use super::gateway_response::{self, GatewayError};
use super::source::Source;
use crate::exchange::{Answer, Request};
use crate::path::Path;
use crate::placeholder::ACCOUNT;
use crate::rule::{Basis, Rule};
use crate::rules::api_gateway as rules;
use crate::text::Text;
use crate::trace::{Component, Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};

pub mod api_key;
pub mod authorization;
pub mod aws_service;
pub mod binary;
pub mod custom_response;
pub mod event;
pub mod http_backend;
pub mod integration;
pub mod limits;
pub mod permission;
pub mod policy;
pub mod resource;
pub mod signature;
pub mod stage;
pub mod usage_plan;
pub mod validator;
pub mod web_acl;

/// A request inside a REST API, from the moment its stage is known.
#[derive(Debug)]
pub struct Call<'t, 's> {
    /// The notebook.
    pub tracer: &'t mut Tracer<'s>,
    /// The API's hop in it.
    pub hop: HopIndex,
    /// The API.
    pub api: &'s RestApi,
    /// The stage.
    pub stage: &'s RestStage,
    /// By which name the request came.
    pub entrance: Entrance<'s>,
    /// The path below the stage, as resources are matched against it.
    pub path: Path,
    /// Where the request came from.
    pub source: Source<'s>,
    /// The request as it arrived.
    pub request: Request<'s>,
    /// See [`Call::account`]: it is looked for once.
    account: OnceCell<&'s str>,
}

/// The method that a call reached.
#[derive(Clone, Debug)]
pub struct Target<'s> {
    /// The resource's path template.
    pub resource: &'s str,
    /// The method's name as deployed: `GET`, `ANY`.
    pub name: &'static str,
    /// The method.
    pub method: &'s Method,
    /// The part of the scenario that it is.
    pub at: Option<Part>,
    /// The values of the template's variables.
    pub path_params: hopscope_scenario::Map<String, String>,
}

impl Target<'_> {
    /// A field of the method.
    pub fn field(&self, field: &'static str) -> Option<Setting> {
        self.at.map(|at| at.field(field))
    }
}

/// A check may answer in place of the integration.
type OnStage = for<'t, 's> fn(&mut Call<'t, 's>) -> ControlFlow<Answer>;
/// A check of a request whose method is known.
type OnMethod = for<'t, 's> fn(&mut Call<'t, 's>, &Target<'s>) -> ControlFlow<Answer>;

/// What a request passes once its stage is known, before its resource is looked for.
pub const ON_STAGE: &[OnStage] = &[web_acl::check];
/// What a request passes once its method is known, before the integration is called.
pub const ON_METHOD: &[OnMethod] = &[authorized, api_key::check, validated];

/// What the API answers.
pub fn answer<'s>(tracer: &mut Tracer<'s>, api: &'s RestApi, request: Request<'s>, entrance: Entrance<'s>) -> Answer {
    let source = Source::of(&request);
    let hop = tracer.enter(Component::ApiGateway, &api.id, kind(api), api.part_of(tracer.scenario), &request);
    let is_head = request.method == "HEAD";
    let answer = match walk(tracer, hop, api, request, entrance, source) {
        ControlFlow::Break(answer) | ControlFlow::Continue(answer) => answer,
    };
    tracer.answer(hop, if is_head { gateway_response::without_body(answer) } else { answer })
}

/// The kind of an API's hop.
pub const fn kind(api: &RestApi) -> &'static str {
    match api.endpoint_type {
        EndpointType::Edge => "REST EDGE",
        EndpointType::Regional => "REST REGIONAL",
        EndpointType::Private => "REST PRIVATE",
    }
}

/// Refuses whom the method, or the API's policy, does not take.
fn authorized<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> ControlFlow<Answer> {
    if target.method.authorization == Authorization::None && call.api.policy.is_none() {
        let detail = Detail::none().by(target.field("authorization"));
        call.tracer.step(call.hop, &rules::AUTHORIZATION_NONE, Outcome::Skipped, detail);
        return ControlFlow::Continue(());
    }
    match call.tracer.systems() {
        Some(systems) => (systems.authorization)(call, target),
        None => ControlFlow::Continue(()),
    }
}

/// Refuses what a validator of the method does not take.
fn validated<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> ControlFlow<Answer> {
    if target.method.request_validator.is_none() {
        return ControlFlow::Continue(());
    }
    match call.tracer.systems() {
        Some(systems) => (systems.validator)(call, target),
        None => ControlFlow::Continue(()),
    }
}

/// The way of a request through an API, from the host to the integration's answer.
fn walk<'s>(
    tracer: &mut Tracer<'s>,
    hop: HopIndex,
    api: &'s RestApi,
    request: Request<'s>,
    entrance: Entrance<'s>,
    source: Source<'s>,
) -> ControlFlow<Answer, Answer> {
    limits::check(tracer, hop, api, &request)?;
    host(tracer, hop, api, &request, &entrance)?;
    let (stage, path) = stage::choose(tracer, hop, api, &entrance, &request)?;
    let mut call = Call { tracer, hop, api, stage, entrance, path, source, request, account: OnceCell::new() };
    ON_STAGE.iter().try_for_each(|check| check(&mut call))?;
    let target = resource::find(&mut call)?;
    for check in ON_METHOD {
        if let ControlFlow::Break(refusal) = check(&mut call, &target) {
            crate::unreached::behind_integration(call.tracer, &target.method.integration);
            return ControlFlow::Break(refusal);
        }
    }
    ControlFlow::Continue(integration::call(&mut call, &target))
}

/// The host named the API; its own name may be switched off.
fn host(
    tracer: &mut Tracer<'_>,
    hop: HopIndex,
    api: &RestApi,
    request: &Request<'_>,
    entrance: &Entrance<'_>,
) -> ControlFlow<Answer> {
    if entrance.domain.is_some() {
        return ControlFlow::Continue(());
    }
    let field = api.part_of(tracer.scenario).map(|part| part.field("disable_execute_api_endpoint"));
    let detail = Detail::none().with("host", &request.host).with("api", &api.id).by(field);
    if !api.disable_execute_api_endpoint {
        tracer.step(hop, &rules::HOST, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    }
    tracer.step(hop, &rules::ENDPOINT_DISABLED, Outcome::Refused, detail);
    crate::unreached::behind_methods(tracer, api);
    ControlFlow::Break(GatewayError::Forbidden.answer(&rules::ENDPOINT_DISABLED))
}

impl<'s> Call<'_, 's> {
    /// A field of the API.
    pub fn of_api(&self, field: &'static str) -> Option<Setting> {
        Some(self.api.part_of(self.tracer.scenario)?.field(field))
    }

    /// A statement of the API's resource policy.
    pub fn of_statement(&self, at: usize) -> Option<Setting> {
        Some(Part::Statement(place(&self.tracer.scenario.rest_apis, self.api)?, at).into())
    }

    /// A field of the stage. None: the scenario leaves the stage open.
    pub fn of_stage(&self, field: &'static str) -> Option<Setting> {
        let api = place(&self.tracer.scenario.rest_apis, self.api)?;
        Some(Part::RestStage(api, place(&self.api.stages, self.stage)?).field(field))
    }

    /// Writes down a refusal, and gives the error as the answer, as the API's own gateway responses would have it.
    pub fn refuse(&mut self, rule: &'static Rule, error: GatewayError, detail: Detail) -> Answer {
        self.refuse_on(rule, rule.basis, error, detail)
    }

    /// The same for a case that is known less well than the rule.
    pub fn refuse_on(&mut self, rule: &'static Rule, basis: Basis, error: GatewayError, detail: Detail) -> Answer {
        self.tracer.step_on(self.hop, rule, Outcome::Refused, basis, detail);
        custom_response::apply(self, rule, error)
    }

    /// The account of the API: that of an ARN in the scenario that names the API, else an example.
    pub fn account(&self) -> &'s str {
        self.account.get_or_init(|| self.find_account())
    }

    fn find_account(&self) -> &'s str {
        let id = self.api.id.as_str();
        let permissions =
            self.tracer.scenario.lambdas.iter().filter_map(|lambda| lambda.permissions.as_ref()).flatten();
        let statements = self.api.policy.iter().flat_map(|policy| &policy.statement);
        permissions
            .map(|permission| permission.source_arn.as_str())
            .chain(statements.flat_map(|statement| statement.resource.iter()))
            .filter_map(|arn| {
                // By bytes: this is asked in each trace.
                let mut parts = arn.as_bytes().splitn(6, |byte| *byte == b':').skip(4);
                let account = parts.next()?;
                let rest = parts.next()?.strip_prefix(id.as_bytes())?;
                matches!(rest.first(), None | Some(b'/')).then(|| std::str::from_utf8(account).ok()).flatten()
            })
            .find(|account| account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit()))
            .unwrap_or(ACCOUNT)
    }

    /// The concrete path below the stage, as policies compare it: without slashes at its ends.
    pub fn policy_path(&self) -> String {
        self.path.text().trim_matches('/').to_owned()
    }

    /// The path as a function is told: below the stage on `execute-api`, whole on a custom domain.
    pub fn told_path(&self) -> Text {
        if self.entrance.domain.is_some() {
            return self.request.path.text().clone();
        }
        let path = self.path.text();
        match path.as_bytes() {
            [b'/'] => path.clone(),
            [b'/', second, ..] if *second != b'/' => path.clone(),
            _ => format!("/{}", path.trim_start_matches('/')).into(),
        }
    }
}
