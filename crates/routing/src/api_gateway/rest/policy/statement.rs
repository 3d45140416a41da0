//! Whether a statement of a policy document is for a request: its principal, its action, its resource, its conditions.
//!
//! Source: IAM User Guide, "IAM JSON policy elements reference".

use hopscope_scenario::one_or_many::OneOrMany;
use hopscope_scenario::resource_policy::Statement;
use serde_json::Value;

use super::context::Context;
use super::{Caller, Holds, condition};
use crate::cloudfront::path_pattern::wildcard;

/// Whether a statement applies. Conditions that the scenario does not tell about are added to `not_evaluated`.
pub fn applies(statement: &Statement, context: &Context<'_>, not_evaluated: &mut Vec<String>) -> Holds {
    let is_for = principal(statement, context.caller) && action(statement) && resource(statement, context);
    if is_for { condition::all(&statement.condition, context, not_evaluated) } else { Holds::No }
}

/// A statement of a resource policy without principal is for nobody.
fn principal(statement: &Statement, caller: Caller<'_>) -> bool {
    match (&statement.principal, &statement.not_principal) {
        (Some(wanted), _) => names(wanted, caller),
        (None, Some(unwanted)) => !names(unwanted, caller),
        (None, None) => false,
    }
}

/// Whether a `Principal` element names the caller.
fn names(element: &Value, caller: Caller<'_>) -> bool {
    match element {
        Value::String(word) => word == "*",
        Value::Object(kinds) => kinds.get("AWS").is_some_and(|value| match value {
            Value::String(one) => is_principal(one, caller),
            Value::Array(several) => several.iter().filter_map(Value::as_str).any(|one| is_principal(one, caller)),
            _ => false,
        }),
        _ => false,
    }
}

/// Whether a principal is the caller: everyone, the caller's account, the caller itself or the role it has assumed.
fn is_principal(wanted: &str, caller: Caller<'_>) -> bool {
    let Caller::Principal(arn) = caller else { return wanted == "*" };
    let account = super::account_of(arn);
    let root = wanted.strip_suffix(":root").and_then(super::account_of);
    wanted == "*"
        || wanted == arn
        || (account.is_some() && (account == Some(wanted) || account == root))
        || role_of(arn).is_some_and(|role| role == wanted)
}

/// The role of a session: `arn:aws:sts::1:assumed-role/app/x` has `arn:aws:iam::1:role/app`.
pub fn role_of(arn: &str) -> Option<String> {
    let (head, rest) = arn.split_once(":assumed-role/")?;
    let (role, _session) = rest.split_once('/')?;
    Some(format!("{}:role/{role}", head.replacen(":sts:", ":iam:", 1)))
}

fn action(statement: &Statement) -> bool {
    let invokes =
        |actions: &OneOrMany| actions.iter().any(|action| wildcard(&action.to_ascii_lowercase(), "execute-api:invoke"));
    if statement.action.is_empty() {
        !statement.not_action.is_empty() && !invokes(&statement.not_action)
    } else {
        invokes(&statement.action)
    }
}

fn resource(statement: &Statement, context: &Context<'_>) -> bool {
    let covers = |resources: &OneOrMany| resources.iter().any(|resource| is_method(resource, &context.resource));
    if statement.resource.is_empty() {
        !statement.not_resource.is_empty() && !covers(&statement.not_resource)
    } else {
        covers(&statement.resource)
    }
}

/// Whether a resource covers a method's ARN. `execute-api:/stage/METHOD/path` is short for this API's own ARN; the
/// account of an ARN is not compared, as scenarios know none.
fn is_method(resource: &str, arn: &str) -> bool {
    let (head, own) = arn.split_once('/').unwrap_or((arn, ""));
    if let Some(short) = resource.strip_prefix("execute-api:/") {
        return wildcard(short, own);
    }
    let account = super::account_of(arn).unwrap_or_default();
    match super::account_of(resource) {
        Some(stated) if !stated.contains('*') => {
            let head = head.replacen(account, stated, 1);
            wildcard(resource, &format!("{head}/{own}"))
        }
        _ => wildcard(resource, arn),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ARN: &str = "arn:aws:execute-api:us-east-1:111122223333:abc123/prod/GET/pets/1";

    #[test]
    fn resources_may_be_short() {
        for (resource, expected) in [
            ("*", true),
            ("execute-api:/*", true),
            ("execute-api:/prod/GET/*", true),
            ("execute-api:/dev/*", false),
            ("arn:aws:execute-api:us-east-1:999999999999:abc123/*", true),
            ("arn:aws:execute-api:us-east-1:111122223333:abc123/*/GET/pets/?", true),
            ("arn:aws:execute-api:*:*:*", true),
            ("arn:aws:execute-api:us-east-1:111122223333:other/*", false),
        ] {
            assert_eq!(is_method(resource, ARN), expected, "{resource}");
        }
    }

    #[test]
    fn principals_are_people_accounts_and_roles() {
        let session = Caller::Principal("arn:aws:sts::111122223333:assumed-role/app/x");
        for (element, caller, expected) in [
            (json!("*"), Caller::Anonymous, true),
            (json!({"AWS": "*"}), Caller::Anonymous, true),
            (json!({"AWS": "111122223333"}), Caller::Anonymous, false),
            (json!({"AWS": ["arn:aws:iam::111122223333:root"]}), session, true),
            (json!({"AWS": "arn:aws:iam::111122223333:role/app"}), session, true),
            (json!({"AWS": "arn:aws:iam::111122223333:role/other"}), session, false),
            (json!({"AWS": "111122223333"}), session, true),
            (json!({"Service": "apigateway.amazonaws.com"}), session, false),
        ] {
            assert_eq!(names(&element, caller), expected, "{element}");
        }
    }
}
