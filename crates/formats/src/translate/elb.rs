//! Application load balancers.

use super::To::{Apart, Block, Name};
use super::{Field, Part, fields, object};
use crate::resource::Resource;
use crate::value::{Entry, Kind, Object, Value};

pub(super) const TARGET_GROUP: &[Field] =
    &[Field("TargetGroupArn", Name("arn")), Field("TargetGroupName", Name("name")), Field("Tags", Apart)];

/// A load balancer. `Scheme` is Terraform's `internal`.
pub(super) fn load_balancer(part: &Part<'_>, kind: &str) -> Vec<Resource> {
    const LOAD_BALANCER: &[Field] = &[
        Field("Type", Name("load_balancer_type")),
        Field("LoadBalancerArn", Name("arn")),
        Field("LoadBalancerName", Name("name")),
        Field("DNSName", Name("dns_name")),
        Field("CanonicalHostedZoneId", Name("zone_id")),
        Field("Scheme", Apart),
        Field("Tags", Apart),
    ];
    let mut attributes = fields(part.properties, LOAD_BALANCER);
    let internal = part.get("Scheme").map(|scheme| {
        scheme.clone().each_branch(&mut |scheme| match scheme.as_known() {
            Some(known) => Value::new(Kind::Bool(known == "internal"), scheme.span),
            None => scheme,
        })
    });
    if let (Kind::Object(object), Some(internal)) = (&mut attributes.kind, internal) {
        object.set("internal", internal.span, internal);
    }
    vec![part.resource(kind, attributes)]
}

const ACTION: &[Field] = &[
    Field("FixedResponseConfig", Block("fixed_response", &[])),
    Field("RedirectConfig", Block("redirect", &[])),
    Field(
        "ForwardConfig",
        Block(
            "forward",
            &[
                Field("TargetGroups", Block("target_group", &[Field("TargetGroupArn", Name("arn"))])),
                Field("TargetGroupStickinessConfig", Block("stickiness", &[])),
            ],
        ),
    ),
    Field("AuthenticateCognitoConfig", Block("authenticate_cognito", &[])),
    Field("AuthenticateOidcConfig", Block("authenticate_oidc", &[])),
];

/// A listener. Its first certificate is Terraform's `certificate_arn`.
pub(super) fn listener(part: &Part<'_>, kind: &str) -> Vec<Resource> {
    const LISTENER: &[Field] = &[
        Field("ListenerArn", Name("arn")),
        Field("DefaultActions", Block("default_action", ACTION)),
        Field("Certificates", Apart),
        Field("MutualAuthentication", Block("mutual_authentication", &[])),
    ];
    let mut attributes = fields(part.properties, LISTENER);
    let certificates = part.get("Certificates").map(Value::items).unwrap_or_default();
    if let (Kind::Object(object), Some(first)) = (&mut attributes.kind, certificates.first()) {
        let arn = super::get(first, "CertificateArn").unwrap_or(first).clone();
        object.set("certificate_arn", first.span, arn);
    }
    vec![part.resource(kind, attributes)]
}

/// Further certificates of a listener, a resource each.
pub(super) fn certificates(part: &Part<'_>, kind: &str) -> Vec<Resource> {
    let certificates = part.get("Certificates").map(Value::items).unwrap_or_default();
    let resource = |(index, certificate): (usize, &Value)| {
        let arn = super::get(certificate, "CertificateArn").unwrap_or(certificate).clone();
        let attributes = object([("listener_arn", part.get("ListenerArn").cloned()), ("certificate_arn", Some(arn))]);
        part.further(&index.to_string(), kind, attributes)
    };
    certificates.iter().enumerate().map(resource).collect()
}

/// A rule of a listener.
pub(super) fn rule(part: &Part<'_>, kind: &str) -> Vec<Resource> {
    const RULE: &[Field] =
        &[Field("RuleArn", Name("arn")), Field("Actions", Block("action", ACTION)), Field("Conditions", Apart)];
    let mut attributes = fields(part.properties, RULE);
    if let (Kind::Object(object), Some(conditions)) = (&mut attributes.kind, part.get("Conditions")) {
        let list = conditions.items().iter().map(condition).collect();
        object.set("condition", conditions.span, Value::new(Kind::List(list), conditions.span));
    }
    vec![part.resource(kind, attributes)]
}

/// A condition: `Field` and `Values`, or the field's own `…Config`, are a block with the field's name in Terraform.
fn condition(condition: &Value) -> Value {
    const CONDITION: &[Field] = &[
        Field("HostHeaderConfig", Block("host_header", &[])),
        Field("PathPatternConfig", Block("path_pattern", &[])),
        Field("HttpHeaderConfig", Block("http_header", &[])),
        Field("HttpRequestMethodConfig", Block("http_request_method", &[])),
        Field("QueryStringConfig", Block("query_string", &[])),
        Field("SourceIpConfig", Block("source_ip", &[])),
        Field("Field", Apart),
        Field("Values", Apart),
    ];
    let mut block = fields(condition, CONDITION);
    let field = super::get(condition, "Field").and_then(Value::as_known).map(|field| field.replace('-', "_"));
    let Kind::Object(object) = &mut block.kind else { return condition.clone() };
    if let (Some(field), Some(values)) = (field, super::get(condition, "Values"))
        && object.get(&field).is_none()
        && !values.items().is_empty()
    {
        let values = Entry { key: "values".to_owned(), at: values.span, value: values.clone() };
        let at = values.at;
        object.set(field, at, Value::new(Kind::Object(Object(vec![values])), at));
    }
    // Terraform has the pairs of a query string as the blocks themselves.
    if let Some(entry) = object.get("query_string").cloned()
        && let Some(values) = super::get(&entry.value, "values")
    {
        let pairs = values.items().iter().map(|pair| fields(pair, &[])).collect();
        object.set("query_string", entry.at, Value::new(Kind::List(pairs), values.span));
    }
    block
}
