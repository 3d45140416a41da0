//! Which answers a document holds, told by its command or by its shape.

use super::Command;
use crate::translate::get;
use crate::value::{Kind, Value};

/// A part that an answer tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    Distribution,
    CachePolicy,
    OriginRequestPolicy,
    ResponseHeadersPolicy,
    OriginAccessControl,
    OriginAccessIdentity,
    EdgeFunction,
    KeyValue,
    KeyGroup,
    VpcOrigin,
    RestApi,
    RestResource,
    RestStage,
    RestAuthorizer,
    GatewayResponse,
    RestDomain,
    BasePathMapping,
    ApiKey,
    UsagePlan,
    UsagePlanKey,
    RequestValidator,
    Model,
    HttpApi,
    Route,
    Integration,
    HttpStage,
    HttpAuthorizer,
    HttpDomain,
    ApiMapping,
    RoutingRule,
    Function,
    FunctionCode,
    FunctionUrl,
    Policy,
    Website,
    BucketCors,
    Encryption,
    PublicAccessBlock,
    Bucket,
    Object,
    LoadBalancer,
    Listener,
    Rule,
    TargetGroup,
    Record,
    WebAcl,
    Certificate,
}

/// A part, as it stands in a document.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// What it is.
    pub thing: Thing,
    /// Its object.
    pub value: &'a Value,
    /// The object around it, which may have its id: `{"Id": …, "DistributionConfig": {…}}`.
    pub around: &'a Value,
}

/// What a document holds.
pub fn answers<'a>(value: &'a Value, command: Option<&Command>) -> impl Iterator<Item = Answer<'a>> {
    let mut found = Vec::new();
    // `aws s3api get-bucket-website` and `get-bucket-policy` look like much else.
    collect(value, value, command, 0, &mut found);
    found.into_iter()
}

fn collect<'a>(
    value: &'a Value,
    around: &'a Value,
    command: Option<&Command>,
    depth: usize,
    found: &mut Vec<Answer<'a>>,
) {
    if depth > 4 {
        return;
    }
    match &value.kind {
        Kind::List(items) => items.iter().for_each(|item| collect(item, item, command, depth + 1, found)),
        Kind::Object(object) => {
            if let Some(thing) = thing(value, command) {
                found.push(Answer { thing, value, around });
                return;
            }
            for entry in &object.0 {
                // Wrappers: `{"Distribution": …}`, `{"DistributionList": {"Items": […]}}`, `{"items": […]}`.
                if WRAPPERS.contains(&entry.key.as_str()) {
                    collect(&entry.value, value, command, depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

const WRAPPERS: &[&str] = &[
    "Items",
    "items",
    "item",
    "Distribution",
    "DistributionList",
    "DistributionSummary",
    "CachePolicyList",
    "CachePolicy",
    "OriginRequestPolicyList",
    "OriginRequestPolicy",
    "ResponseHeadersPolicyList",
    "ResponseHeadersPolicy",
    "OriginAccessControlList",
    "OriginAccessControl",
    "CloudFrontOriginAccessIdentityList",
    "CloudFrontOriginAccessIdentity",
    "FunctionList",
    "FunctionSummary",
    "KeyGroupList",
    "KeyGroup",
    "VpcOrigin",
    "VpcOriginList",
    "Configuration",
    "Functions",
    "FunctionUrlConfigs",
    "LoadBalancers",
    "Listeners",
    "Rules",
    "TargetGroups",
    "ResourceRecordSets",
    "WebACL",
    "RoutingRules",
    "Contents",
    "Certificate",
];

/// What an object is. Its command decides where its shape would not.
fn thing(value: &Value, command: Option<&Command>) -> Option<Thing> {
    let has = |name: &str| exactly(value, name);
    let all = |names: &[&str]| names.iter().all(|name| has(name));
    let operation = command.map_or("", |command| command.operation.as_str());
    let service = command.map_or("", |command| command.service.as_str());
    let by_command = match operation {
        "get-bucket-website" if has("IndexDocument") || has("RedirectAllRequestsTo") => Some(Thing::Website),
        "get-bucket-location" if has("LocationConstraint") => Some(Thing::Bucket),
        "get-routes" if has("RouteKey") => Some(Thing::Route),
        "get-base-path-mappings" | "get-base-path-mapping" if has("restApiId") => Some(Thing::BasePathMapping),
        "get-rest-api" if has("id") => Some(Thing::RestApi),
        "get-rest-apis" if all(&["id", "name"]) => Some(Thing::RestApi),
        "get-function" if service == "cloudfront" && has("FunctionCode") => Some(Thing::FunctionCode),
        "get-api-keys" if all(&["id", "stageKeys"]) => Some(Thing::ApiKey),
        "get-web-acl" if has("DefaultAction") => Some(Thing::WebAcl),
        "get-usage-plan-keys" if all(&["id", "type"]) => Some(Thing::UsagePlanKey),
        _ => None,
    };
    if by_command.is_some() {
        return by_command;
    }
    let first = SHAPES.iter().find(|(names, _)| all(names));
    first.map(|(_, thing)| *thing)
}

/// What all of these names in an object mean; the first line that fits counts.
static SHAPES: &[(&[&str], Thing)] = &[
    (&["DistributionConfig"], Thing::Distribution),
    (&["Origins", "DefaultCacheBehavior"], Thing::Distribution),
    (&["CachePolicyConfig"], Thing::CachePolicy),
    (&["ParametersInCacheKeyAndForwardedToOrigin", "Name"], Thing::CachePolicy),
    (&["OriginRequestPolicyConfig"], Thing::OriginRequestPolicy),
    (&["ResponseHeadersPolicyConfig"], Thing::ResponseHeadersPolicy),
    (&["OriginAccessControlConfig"], Thing::OriginAccessControl),
    (&["SigningBehavior", "SigningProtocol", "Id"], Thing::OriginAccessControl),
    (&["S3CanonicalUserId", "Id"], Thing::OriginAccessIdentity),
    (&["FunctionMetadata", "FunctionConfig"], Thing::EdgeFunction),
    (&["KeyGroupConfig"], Thing::KeyGroup),
    (&["VpcOriginEndpointConfig"], Thing::VpcOrigin),
    (&["FunctionName", "Runtime", "FunctionCode"], Thing::FunctionCode),
    (&["Key", "Value"], Thing::KeyValue),
    (&["id", "path", "resourceMethods"], Thing::RestResource),
    (&["id", "path", "pathPart"], Thing::RestResource),
    (&["id", "path"], Thing::RestResource),
    (&["stageName", "deploymentId"], Thing::RestStage),
    (&["id", "name", "type", "authorizerUri"], Thing::RestAuthorizer),
    (&["id", "name", "type", "providerARNs"], Thing::RestAuthorizer),
    (&["responseType"], Thing::GatewayResponse),
    (&["domainName", "endpointConfiguration"], Thing::RestDomain),
    (&["domainName", "regionalDomainName"], Thing::RestDomain),
    (&["domainName", "distributionDomainName"], Thing::RestDomain),
    (&["basePath", "restApiId"], Thing::BasePathMapping),
    (&["id", "name", "apiStages"], Thing::UsagePlan),
    (&["id", "type", "value", "name"], Thing::UsagePlanKey),
    (&["id", "name", "validateRequestBody", "validateRequestParameters"], Thing::RequestValidator),
    (&["id", "name", "schema", "contentType"], Thing::Model),
    (&["id", "stageKeys"], Thing::ApiKey),
    (&["id", "name", "endpointConfiguration"], Thing::RestApi),
    (&["id", "name", "createdDate", "apiKeySource"], Thing::RestApi),
    (&["ApiMappingId", "ApiId"], Thing::ApiMapping),
    (&["RoutingRuleArn", "Actions"], Thing::RoutingRule),
    (&["ApiId", "ProtocolType"], Thing::HttpApi),
    (&["RouteId", "RouteKey"], Thing::Route),
    (&["IntegrationId", "IntegrationType"], Thing::Integration),
    (&["AuthorizerId", "AuthorizerType"], Thing::HttpAuthorizer),
    (&["DomainName", "DomainNameConfigurations"], Thing::HttpDomain),
    (&["StageName", "RouteSettings"], Thing::HttpStage),
    (&["StageName", "AutoDeploy"], Thing::HttpStage),
    (&["StageName", "DefaultRouteSettings"], Thing::HttpStage),
    (&["StageName", "CreatedDate"], Thing::HttpStage),
    (&["FunctionUrl", "AuthType"], Thing::FunctionUrl),
    (&["FunctionName", "FunctionArn"], Thing::Function),
    (&["Policy"], Thing::Policy),
    (&["PublicAccessBlockConfiguration"], Thing::PublicAccessBlock),
    (&["CORSRules"], Thing::BucketCors),
    (&["ServerSideEncryptionConfiguration"], Thing::Encryption),
    (&["IndexDocument"], Thing::Website),
    (&["RedirectAllRequestsTo"], Thing::Website),
    (&["Key", "LastModified"], Thing::Object),
    (&["LoadBalancerArn", "DNSName"], Thing::LoadBalancer),
    (&["ListenerArn", "Port"], Thing::Listener),
    (&["RuleArn", "Actions"], Thing::Rule),
    (&["TargetGroupArn", "TargetGroupName"], Thing::TargetGroup),
    (&["Name", "Type", "ResourceRecords"], Thing::Record),
    (&["Name", "Type", "AliasTarget"], Thing::Record),
    (&["DefaultAction", "VisibilityConfig", "ARN"], Thing::WebAcl),
    (&["CertificateArn", "DomainName", "SubjectAlternativeNames"], Thing::Certificate),
];

/// Whether an object has a name, in this very letter case: `id` is REST's, `Id` CloudFront's.
fn exactly(value: &Value, name: &str) -> bool {
    let Kind::Object(object) = &value.kind else { return false };
    object.0.iter().any(|entry| entry.key == name)
}

/// A text of an object.
pub fn text(value: &Value, name: &str) -> Option<String> {
    get(value, name)?.as_known()
}
