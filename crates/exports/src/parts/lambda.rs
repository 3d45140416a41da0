//! Lambda functions: what they answer, who may call them, their URLs.

use hopscope_routing::cloudfront::origin_kind::OriginKind;
use hopscope_scenario::lambda::{Lambda, Permission};
use hopscope_scenario::rest_api::Authorization;

use crate::answer;
use crate::kind::{self, Kind};
use crate::note::NoteKind;
use crate::plan::Plan;
use crate::value::{Body, Piece, Value, json};

pub(super) fn add(plan: &mut Plan<'_>) {
    let scenario = plan.scenario;
    for (index, lambda) in scenario.lambdas.iter().enumerate() {
        function(plan, index, lambda);
        permissions(plan, index, lambda);
        function_url(plan, index, lambda);
    }
}

/// A function of the scenario, by name: its attribute. None: it has none of that name.
pub(super) fn named(plan: &mut Plan<'_>, name: &str, attribute: &'static str) -> Option<Piece> {
    let index = plan.scenario.lambdas.iter().position(|each| each.name == name)?;
    Some(plan.of(&kind::LAMBDA, &index.to_string(), name, attribute))
}

fn function(plan: &mut Plan<'_>, index: usize, lambda: &Lambda) {
    let label = plan.label(&kind::LAMBDA, &index.to_string(), &lambda.name);
    let mut body = answering(plan, &lambda.name, "index.handler").plain("timeout", answer::timeout(lambda));
    if let Some(told) = answer::of(lambda) {
        if answer::fits(&told) {
            body = body.block("environment", environment(answer::ANSWER, &told));
        } else {
            plan.note(NoteKind::Answer, &lambda.name);
        }
    }
    plan.add(&kind::LAMBDA, label, body);
}

/// The attributes of a function that runs the program of [`answer`].
pub(super) fn answering(plan: &mut Plan<'_>, name: &str, handler: &str) -> Body {
    let role = role(plan, false);
    let body = Body::new()
        .text("function_name", name)
        .text("runtime", answer::RUNTIME)
        .text("handler", handler)
        .text("role", role);
    with_code(plan, body, "answer", answer::PROGRAM)
}

pub(super) fn environment(name: &str, value: &str) -> Body {
    Body::new().map("variables", [(name.to_owned(), Value::Text(value.into()))])
}

/// With a program as its code: an archive that Terraform makes, or the template's own lines.
pub(super) fn with_code(plan: &mut Plan<'_>, body: Body, name: &str, code: &str) -> Body {
    if !plan.is_terraform() {
        return body.block("code", Body::new().text("zip_file", code));
    }
    let archive = Body::new()
        .text("type", "zip")
        .text("output_path", format!("{}.zip", hopscope_hcl::label(name)))
        .block("source", Body::new().text("filename", "index.js").text("content", code));
    let nothing = || Piece::Letters(String::new());
    let path = plan.find("archive_file", name, "output_path", archive.clone(), nothing());
    let hash = plan.find("archive_file", name, "output_base64sha256", archive, nothing());
    body.text("filename", path).text("source_code_hash", hash)
}

/// The role that functions run in.
pub(super) fn role(plan: &mut Plan<'_>, at_edge: bool) -> Piece {
    let key = if at_edge { "edge_functions" } else { "functions" };
    let label = plan.label(&kind::ROLE, key, key);
    if !plan.resources.iter().any(|each| *each.kind == kind::ROLE && each.label == label) {
        let trust = json(&answer::trust(at_edge), &|text| text.into());
        let policy = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
        let body = Body::new().text("name_prefix", format!("{key}-").replace('_', "-"));
        let body = body.with("assume_role_policy", Value::Json(Box::new(trust)));
        if plan.is_terraform() {
            plan.add(&kind::ROLE, label.clone(), body);
            let name = Piece::Of { kind: &kind::ROLE, label: label.clone(), attribute: "name" };
            let attachment = Body::new().text("role", name).text("policy_arn", policy);
            let own = plan.label(&kind::ROLE_POLICY, key, key);
            plan.add(&kind::ROLE_POLICY, own, attachment);
        } else {
            plan.add(&kind::ROLE, label.clone(), body.texts("managed_policy_arns", [policy]));
        }
    }
    Piece::Of { kind: &kind::ROLE, label, attribute: "arn" }
}

/// The statements of the function's policy. Where a scenario has none, whoever calls may: the file lets those in that do.
fn permissions(plan: &mut Plan<'_>, index: usize, lambda: &Lambda) {
    let permissions = match &lambda.permissions {
        Some(permissions) => permissions.clone(),
        None => callers(plan, lambda),
    };
    for (number, permission) in permissions.iter().enumerate() {
        add_permission(plan, &lambda.name, (&kind::LAMBDA, &index.to_string()), number, permission);
    }
}

/// A statement of a function's policy.
pub(super) fn add_permission(
    plan: &mut Plan<'_>,
    name: &str,
    function: (&'static Kind, &str),
    number: usize,
    permission: &Permission,
) {
    let is_url = permission.action.eq_ignore_ascii_case("lambda:InvokeFunctionUrl");
    let function_name = plan.of(function.0, function.1, name, "function_name");
    let base = if number == 0 { name.to_owned() } else { format!("{name} {}", number + 1) };
    let label = plan.label(&kind::PERMISSION, &format!("{} {number}", function.1), &base);
    let body = Body::new()
        .text("function_name", function_name)
        .text("action", permission.action.as_str())
        .text("principal", permission.principal.as_str());
    let arn = plan.tied(&permission.source_arn);
    let url = plan.scenario.lambdas.iter().find(|each| each.name == name).and_then(|each| each.function_url.as_ref());
    let body = body.when(!permission.source_arn.is_empty(), |body| body.text("source_arn", arn));
    let body = body.when(is_url, |body| {
        let kind = url.map_or("AWS_IAM", |url| url.authorization_type.as_str());
        body.text("function_url_auth_type", kind)
    });
    plan.add(&kind::PERMISSION, label, body);
}

fn callers(plan: &Plan<'_>, lambda: &Lambda) -> Vec<Permission> {
    let scenario = plan.scenario;
    let permission = |principal: &str, action: &str| Permission {
        principal: principal.to_owned(),
        action: action.to_owned(),
        ..Permission::default()
    };
    let mut out = Vec::new();
    let rest = scenario.rest_apis.iter().flat_map(|api| &api.resources).flat_map(|each| each.methods.values());
    let http = scenario.http_apis.iter().flat_map(|api| &api.routes);
    let mut called = rest.map(|method| &method.integration).chain(http.map(|route| &route.integration));
    if called.any(|integration| integration.lambda == lambda.name) {
        out.push(permission("apigateway.amazonaws.com", "lambda:InvokeFunction"));
    }
    let Some(url) = &lambda.function_url else { return out };
    let mut origins = scenario.distributions.iter().flat_map(|each| &each.origin);
    let signed = origins.any(|origin| {
        origin.domain_name == url.domain_name
            && OriginKind::of(origin) == OriginKind::LambdaUrl
            && origin.origin_access_control.is_some()
    });
    let principal =
        if signed && url.authorization_type == Authorization::AwsIam { "cloudfront.amazonaws.com" } else { "*" };
    out.push(permission(principal, "lambda:InvokeFunctionUrl"));
    out.push(permission(principal, "lambda:InvokeFunction"));
    out
}

fn function_url(plan: &mut Plan<'_>, index: usize, lambda: &Lambda) {
    let Some(url) = &lambda.function_url else { return };
    if url.grandfathered {
        plan.note(NoteKind::Grandfathered, &lambda.name);
    }
    let grants = lambda.permissions.as_deref().unwrap_or_default();
    let is_granted = |action: &str| grants.iter().any(|grant| grant.principal == "*" && grant.action == action);
    let is_open = is_granted("lambda:InvokeFunctionUrl") && is_granted("lambda:InvokeFunction");
    // Terraform's provider grants both with a URL that asks for no authorization.
    if url.authorization_type == Authorization::None && lambda.permissions.is_some() && !is_open {
        plan.note(NoteKind::Grandfathered, &lambda.name);
    }
    if url.cors.is_some() {
        plan.note(NoteKind::Field, "function_url.cors");
    }
    let label = plan.label(&kind::FUNCTION_URL, &index.to_string(), &lambda.name);
    let name = plan.of(&kind::LAMBDA, &index.to_string(), &lambda.name, "function_name");
    let body = Body::new().text("function_name", name).text("authorization_type", url.authorization_type.as_str());
    plan.add(&kind::FUNCTION_URL, label, body);
}
