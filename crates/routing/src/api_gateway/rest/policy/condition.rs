//! Whether the conditions of a statement hold.
//!
//! All operators must hold, and under each all keys; of a key's values one is enough. A negated operator holds when
//! no value fits, and when the request lacks the key. `…IfExists` holds when the request lacks the key.
//!
//! Source: IAM User Guide, "IAM JSON policy elements: Condition operators".

use hopscope_scenario::Map;
use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::Value;

use super::Holds;
use super::context::{Context, Known};
use crate::cloudfront::path_pattern::wildcard;

/// How an operator compares a value of the policy with that of the request.
type Compare = fn(&str, &str) -> bool;

/// An operator.
struct Operator {
    compare: Compare,
    is_negated: bool,
}

/// Whether every condition of a statement holds. Those that the scenario does not tell about are added to
/// `not_evaluated`, as `StringEquals aws:PrincipalOrgID`.
pub fn all(
    conditions: &Map<String, Map<String, Value>>,
    context: &Context<'_>,
    not_evaluated: &mut Vec<String>,
) -> Holds {
    let mut result = Holds::Yes;
    for (operator, keys) in conditions {
        for (key, wanted) in keys {
            match one(operator, key, wanted, context) {
                Holds::Yes => {}
                Holds::No => return Holds::No,
                Holds::Unknown => {
                    not_evaluated.push(format!("{operator} {key}"));
                    result = Holds::Unknown;
                }
            }
        }
    }
    result
}

fn one(operator: &str, key: &str, wanted: &Value, context: &Context<'_>) -> Holds {
    let (set, operator) = operator.split_once(':').map_or(("", operator), |(set, operator)| (set, operator));
    let (operator, if_exists) =
        operator.strip_suffix("IfExists").map_or((operator, false), |operator| (operator, true));
    let values = texts(wanted);
    let found = match context.value(key) {
        Known::Unknown => return Holds::Unknown,
        Known::Absent => None,
        Known::Value(value) => Some(value),
    };
    if operator == "Null" {
        return yes(values.iter().any(|value| (value == "true") == found.is_none()));
    }
    let Some(Operator { compare, is_negated }) = operator_of(operator) else { return Holds::Unknown };
    let Some(found) = found else {
        return yes(if_exists || set == "ForAllValues" || (is_negated && set != "ForAnyValue"));
    };
    if values.iter().any(|value| value.contains("${")) {
        return Holds::Unknown;
    }
    yes(values.iter().any(|value| compare(value, &found)) != is_negated)
}

fn operator_of(name: &str) -> Option<Operator> {
    let (is_negated, compare): (bool, Compare) = match name {
        "StringEquals" => (false, |wanted, found| wanted == found),
        "StringNotEquals" => (true, |wanted, found| wanted == found),
        "StringEqualsIgnoreCase" => (false, |wanted, found| wanted.eq_ignore_ascii_case(found)),
        "StringNotEqualsIgnoreCase" => (true, |wanted, found| wanted.eq_ignore_ascii_case(found)),
        "StringLike" => (false, wildcard),
        "StringNotLike" => (true, wildcard),
        "ArnEquals" | "ArnLike" => (false, arn),
        "ArnNotEquals" | "ArnNotLike" => (true, arn),
        "IpAddress" => (false, contains),
        "NotIpAddress" => (true, contains),
        "Bool" => (false, |wanted, found| wanted.eq_ignore_ascii_case(found)),
        _ => return None,
    };
    Some(Operator { compare, is_negated })
}

/// Whether an ARN fits a pattern, part by part: `*` does not reach over a colon.
fn arn(pattern: &str, arn: &str) -> bool {
    let (mut wanted, mut found) = (pattern.splitn(6, ':'), arn.splitn(6, ':'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(wanted), Some(found)) if wildcard(wanted, found) => {}
            _ => return false,
        }
    }
}

/// Whether an address is in a range such as `198.51.100.0/24`, or is the address itself.
pub fn contains(range: &str, address: &str) -> bool {
    let Ok(address) = address.trim().parse::<IpAddr>() else { return false };
    let range = range.trim();
    match range.parse::<IpNet>() {
        Ok(range) => range.contains(&address),
        Err(_) => range.parse() == Ok(address),
    }
}

/// The values of a condition: one or several, numbers and flags as text.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Bool(flag) => vec![flag.to_string()],
        Value::Number(number) => vec![number.to_string()],
        Value::Null | Value::Object(_) => Vec::new(),
    }
}

fn yes(holds: bool) -> Holds {
    if holds { Holds::Yes } else { Holds::No }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Caller;
    use super::*;
    use crate::header::Headers;

    #[test]
    fn operators_compare_as_iam_does() {
        let headers = Headers::from_iter([("referer", "https://www.example.com/a")]);
        let context = Context {
            caller: Caller::Principal("arn:aws:iam::111122223333:role/app"),
            resource: String::new(),
            ip: "203.0.113.9",
            vpce: None,
            headers: &headers,
        };
        for (operator, key, wanted, expected) in [
            ("IpAddress", "aws:SourceIp", json!("203.0.113.0/24"), Holds::Yes),
            ("IpAddress", "AWS:SOURCEIP", json!(["2001:db8::/32", "203.0.113.9"]), Holds::Yes),
            ("NotIpAddress", "aws:SourceIp", json!(["203.0.113.0/24"]), Holds::No),
            ("IpAddress", "aws:VpcSourceIp", json!("0.0.0.0/0"), Holds::No),
            ("StringEquals", "aws:SourceVpce", json!("vpce-1"), Holds::No),
            ("StringNotEquals", "aws:SourceVpce", json!("vpce-1"), Holds::Yes),
            ("StringEqualsIfExists", "aws:SourceVpce", json!("vpce-1"), Holds::Yes),
            ("ForAnyValue:StringNotEquals", "aws:SourceVpce", json!("vpce-1"), Holds::No),
            ("StringLike", "aws:Referer", json!("https://*.example.com/*"), Holds::Yes),
            ("StringEqualsIgnoreCase", "aws:Referer", json!("HTTPS://www.example.com/A"), Holds::Yes),
            ("ArnLike", "aws:PrincipalArn", json!("arn:aws:iam::*:role/*"), Holds::Yes),
            ("ArnNotEquals", "aws:PrincipalArn", json!("arn:aws:iam::111122223333:role/app"), Holds::No),
            ("StringEquals", "aws:PrincipalAccount", json!(111_122_223_333_u64), Holds::Yes),
            ("Bool", "aws:SecureTransport", json!(false), Holds::No),
            ("Null", "aws:SourceVpce", json!("true"), Holds::Yes),
            ("Null", "aws:SourceIp", json!(true), Holds::No),
            ("StringEquals", "aws:PrincipalOrgID", json!("o-1"), Holds::Unknown),
            ("DateGreaterThan", "aws:SourceIp", json!("2025-01-01"), Holds::Unknown),
        ] {
            assert_eq!(one(operator, key, &wanted, &context), expected, "{operator} {key} {wanted}");
        }
    }

    #[test]
    fn an_arns_star_stays_in_its_part() {
        assert!(arn("arn:aws:iam::*:role/*", "arn:aws:iam::1:role/a/b"));
        assert!(!arn("arn:aws:iam*:role/a", "arn:aws:iam::1:role/a"));
    }
}
