//! Permissions of Lambda functions, and function URLs.

use hopscope_routing::RuleId;
use hopscope_routing::lambda::account_of;
use hopscope_scenario::lambda::{Lambda, Permission};
use hopscope_scenario::rest_api::Authorization;
use hopscope_scenario::{Edit, Part};

use crate::fix::edit::{permissions, set};
use crate::fix::situation::Situation;
use crate::fix::{Change, FixKind};

pub(super) fn propose(at: &Situation<'_>, found: &mut Vec<Change>) {
    found.extend(of_api(at));
    found.extend(of_url(at));
}

fn place<'s>(at: &Situation<'s>, name: &str) -> Option<(usize, &'s Lambda)> {
    at.scenario.lambdas.iter().enumerate().find(|(_, lambda)| lambda.name == name)
}

/// API Gateway may call the function: for the method, and for every method of the API.
fn of_api(at: &Situation<'_>) -> Vec<Change> {
    let rule = [RuleId::RestApiLambdaPermission, RuleId::HttpApiLambdaPermission];
    let Some(rule) = rule.into_iter().find(|rule| at.detail(*rule).is_some()) else { return Vec::new() };
    let (Some(name), Some(arn)) = (at.told(rule, "lambda"), at.told(rule, "source_arn")) else { return Vec::new() };
    let Some((index, lambda)) = place(at, &name) else { return Vec::new() };
    let change = |kind, source_arn: String| {
        let values = vec![("lambda", name.clone()), ("source_arn", source_arn.clone())];
        let permission =
            Permission { principal: "apigateway.amazonaws.com".to_owned(), source_arn, ..Permission::default() };
        Change { kind, values, edits: permissions(index, lambda, [permission]) }
    };
    let api = arn.split('/').next().unwrap_or(&arn);
    let any = format!("{api}/*/*/*");
    vec![change(FixKind::LambdaPermission, arn.clone()), change(FixKind::LambdaPermissionAny, any)]
}

/// The caller of a function URL may call the function, or everyone may.
fn of_url(at: &Situation<'_>) -> Vec<Change> {
    let rule = RuleId::LambdaUrlPermission;
    let mut found = Vec::new();
    if let (Some(name), Some(principal)) = (at.told(rule, "lambda"), at.told(rule, "principal"))
        && let Some((index, lambda)) = place(at, &name)
    {
        let source_arn = at.told(rule, "source_arn").unwrap_or_default();
        let permission = |action: String| Permission {
            principal: principal.clone(),
            action,
            source_arn: source_arn.clone(),
            ..Permission::default()
        };
        let missing = at.list(rule, "missing");
        let values = vec![("lambda", name), ("principal", principal.clone()), ("actions", missing.join(", "))];
        let edits = permissions(index, lambda, missing.into_iter().map(permission));
        found.push(Change { kind: FixKind::FunctionUrlPermission, values, edits });
    }
    if at.is_refused_by(&[RuleId::LambdaUrlUnsigned])
        && let Some(hop) =
            at.trace.hops.iter().find(|hop| hop.steps.iter().any(|step| step.rule.id == RuleId::LambdaUrlUnsigned))
        && let Some((index, function)) = place(at, &hop.id)
        && function.function_url.is_some()
    {
        let mut open = function.function_url.clone();
        open.iter_mut().for_each(|url| url.authorization_type = Authorization::None);
        let mut edits = set(Part::Lambda(index), "function_url", &function.function_url, &open);
        if function.permissions.is_some() {
            let actions = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"];
            let to_all = actions.map(|action| Permission { action: action.to_owned(), ..Permission::default() });
            edits.extend(permissions(index, function, to_all));
        }
        found.push(Change { kind: FixKind::FunctionUrlOpen, values: vec![("lambda", function.name.clone())], edits });
    }
    found
}

/// What lets a distribution call a function by its URL: both grants since October 2025. Nothing where the scenario
/// leaves permissions open.
pub(super) fn grants_of_distribution(at: &Situation<'_>, lambda: usize, distribution: &str) -> Vec<Edit> {
    let Some(function) = at.scenario.lambdas.get(lambda).filter(|function| function.permissions.is_some()) else {
        return Vec::new();
    };
    let source_arn = format!("arn:aws:cloudfront::{}:distribution/{distribution}", account_of(function));
    let has = |action: &str| {
        function.permissions.iter().flatten().any(|each| {
            each.action == action && each.principal == "cloudfront.amazonaws.com" && each.source_arn == source_arn
        })
    };
    let actions = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"].into_iter().filter(|action| !has(action));
    let grants = actions.map(|action| Permission {
        principal: "cloudfront.amazonaws.com".to_owned(),
        action: action.to_owned(),
        source_arn: source_arn.clone(),
        ..Permission::default()
    });
    permissions(lambda, function, grants)
}
