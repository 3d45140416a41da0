//! The parts that answers tell of, combined by their ids.

use std::collections::BTreeMap;

use super::Command;
use super::shape::{Answer, Thing, text};
use crate::import::Reason;
use crate::reading::Reading;
use crate::resource::Resource;
use crate::source::Span;
use crate::translate::{self, Part, get};
use crate::value::{Entry, Kind, Object, Text, Unknown, Value, Why};

/// The parts so far.
#[derive(Debug, Default)]
pub struct Store {
    resources: Vec<Resource>,
    places: BTreeMap<(String, String), usize>,
    /// Parts whose owner is not named: the attribute that names it, and the type of the owner.
    ownerless: Vec<(usize, &'static str, &'static str)>,
    /// Objects of buckets, and pairs of stores, that no command names.
    objects: Vec<(Option<String>, Value)>,
    pairs: Vec<(Option<String>, Value, Value)>,
}

/// CloudFormation's type of each thing, whose table translates it, and the names of its id.
fn kind(thing: Thing) -> (&'static str, &'static [&'static str]) {
    match thing {
        Thing::Distribution => ("AWS::CloudFront::Distribution", &["Id"]),
        Thing::CachePolicy => ("AWS::CloudFront::CachePolicy", &["Id"]),
        Thing::OriginRequestPolicy => ("AWS::CloudFront::OriginRequestPolicy", &["Id"]),
        Thing::ResponseHeadersPolicy => ("AWS::CloudFront::ResponseHeadersPolicy", &["Id"]),
        Thing::OriginAccessControl => ("AWS::CloudFront::OriginAccessControl", &["Id"]),
        Thing::OriginAccessIdentity => ("AWS::CloudFront::CloudFrontOriginAccessIdentity", &["Id"]),
        Thing::EdgeFunction | Thing::FunctionCode => ("AWS::CloudFront::Function", &["Name"]),
        Thing::KeyGroup => ("AWS::CloudFront::KeyGroup", &["Id"]),
        Thing::VpcOrigin => ("AWS::CloudFront::VpcOrigin", &["Id"]),
        Thing::RestApi => ("AWS::ApiGateway::RestApi", &["id"]),
        Thing::RestResource => ("AWS::ApiGateway::Resource", &["id"]),
        Thing::RestStage => ("AWS::ApiGateway::Stage", &["stageName"]),
        Thing::RestAuthorizer => ("AWS::ApiGateway::Authorizer", &["id"]),
        Thing::GatewayResponse => ("AWS::ApiGateway::GatewayResponse", &["responseType"]),
        Thing::RestDomain => ("AWS::ApiGateway::DomainName", &["domainName"]),
        Thing::BasePathMapping => ("AWS::ApiGateway::BasePathMapping", &["basePath"]),
        Thing::ApiKey => ("AWS::ApiGateway::ApiKey", &["id"]),
        Thing::UsagePlan => ("AWS::ApiGateway::UsagePlan", &["id"]),
        Thing::UsagePlanKey => ("AWS::ApiGateway::UsagePlanKey", &["id"]),
        Thing::RequestValidator => ("AWS::ApiGateway::RequestValidator", &["id"]),
        Thing::Model => ("AWS::ApiGateway::Model", &["id"]),
        Thing::Certificate => ("AWS::CertificateManager::Certificate", &["CertificateArn"]),
        Thing::HttpApi => ("AWS::ApiGatewayV2::Api", &["ApiId"]),
        Thing::Route => ("AWS::ApiGatewayV2::Route", &["RouteId", "RouteKey"]),
        Thing::Integration => ("AWS::ApiGatewayV2::Integration", &["IntegrationId"]),
        Thing::HttpStage => ("AWS::ApiGatewayV2::Stage", &["StageName"]),
        Thing::HttpAuthorizer => ("AWS::ApiGatewayV2::Authorizer", &["AuthorizerId"]),
        Thing::HttpDomain => ("AWS::ApiGatewayV2::DomainName", &["DomainName"]),
        Thing::ApiMapping => ("AWS::ApiGatewayV2::ApiMapping", &["ApiMappingId"]),
        Thing::RoutingRule => ("AWS::ApiGatewayV2::RoutingRule", &["RoutingRuleArn"]),
        Thing::Function => ("AWS::Lambda::Function", &["FunctionName"]),
        Thing::FunctionUrl => ("AWS::Lambda::Url", &["FunctionUrl"]),
        Thing::LoadBalancer => ("AWS::ElasticLoadBalancingV2::LoadBalancer", &["LoadBalancerArn"]),
        Thing::Listener => ("AWS::ElasticLoadBalancingV2::Listener", &["ListenerArn"]),
        Thing::Rule => ("AWS::ElasticLoadBalancingV2::ListenerRule", &["RuleArn"]),
        Thing::TargetGroup => ("AWS::ElasticLoadBalancingV2::TargetGroup", &["TargetGroupArn"]),
        Thing::Record => ("AWS::Route53::RecordSet", &["Name"]),
        Thing::WebAcl => ("AWS::WAFv2::WebACL", &["ARN", "Id"]),
        Thing::Policy
        | Thing::Website
        | Thing::BucketCors
        | Thing::Encryption
        | Thing::PublicAccessBlock
        | Thing::Bucket
        | Thing::Object
        | Thing::KeyValue => ("AWS::S3::Bucket", &[]),
    }
}

/// The owner of a thing that does not name it: the attribute, the command's option, the owner's type.
fn owner(thing: Thing) -> Option<(&'static str, &'static str, &'static str)> {
    match thing {
        Thing::RestResource
        | Thing::RestStage
        | Thing::RestAuthorizer
        | Thing::GatewayResponse
        | Thing::RequestValidator
        | Thing::Model => Some(("rest_api_id", "rest-api-id", "aws_api_gateway_rest_api")),
        Thing::UsagePlanKey => Some(("usage_plan_id", "usage-plan-id", "aws_api_gateway_usage_plan")),
        Thing::Route | Thing::Integration | Thing::HttpStage | Thing::HttpAuthorizer => {
            Some(("api_id", "api-id", "aws_apigatewayv2_api"))
        }
        Thing::BasePathMapping => Some(("domain_name", "domain-name", "aws_api_gateway_domain_name")),
        Thing::ApiMapping | Thing::RoutingRule => Some(("domain_name", "domain-name", "aws_apigatewayv2_domain_name")),
        _ => None,
    }
}

impl Store {
    /// Takes an answer in.
    pub fn take(&mut self, answer: &Answer<'_>, command: Option<&Command>) {
        match answer.thing {
            Thing::Policy => self.policy(answer.value, command),
            Thing::Website | Thing::BucketCors | Thing::Encryption | Thing::PublicAccessBlock | Thing::Bucket => {
                self.bucket(answer, command);
            }
            Thing::Object => {
                if let Some(key) = get(answer.value, "Key") {
                    let bucket = command.and_then(|command| command.option("bucket")).map(str::to_owned);
                    self.objects.push((bucket, key.clone()));
                }
            }
            Thing::KeyValue => {
                if let (Some(key), Some(value)) = (get(answer.value, "Key"), get(answer.value, "Value")) {
                    let store = command.and_then(|command| command.option("kvs-arn")).map(str::to_owned);
                    self.pairs.push((store, key.clone(), value.clone()));
                }
            }
            Thing::FunctionCode => self.function_code(answer.value),
            _ => self.part(answer, command),
        }
    }

    /// A part that CloudFormation's table translates.
    fn part(&mut self, answer: &Answer<'_>, command: Option<&Command>) {
        let (kind, ids) = kind(answer.thing);
        let properties = match answer.thing {
            Thing::Distribution => flat(answer, "DistributionConfig"),
            Thing::CachePolicy => flat(answer, "CachePolicyConfig"),
            Thing::EdgeFunction => flat(answer, "FunctionMetadata"),
            _ => answer.value.clone(),
        };
        let id = ids.iter().find_map(|id| text(&properties, id)).or_else(|| {
            let option = match answer.thing {
                Thing::Distribution
                | Thing::CachePolicy
                | Thing::OriginRequestPolicy
                | Thing::ResponseHeadersPolicy => "id",
                Thing::EdgeFunction | Thing::WebAcl => "name",
                _ => return None,
            };
            command.and_then(|command| command.option(option)).map(str::to_owned)
        });
        let owner = owner(answer.thing).map(|(attribute, option, kind)| {
            let named = command.and_then(|command| command.option(option)).map(str::to_owned);
            (attribute, named, kind)
        });
        let number = self.resources.len();
        let name = id.clone().unwrap_or_else(|| format!("{}-{number}", short(kind)));
        let address = match (&owner, answer.thing) {
            (Some((_, Some(owner), _)), _) => format!("{owner}/{}/{name}", short(kind)),
            (Some(_), _) => format!("{}/{name}", short(kind)),
            // Records of one name differ by type.
            (None, Thing::Record) => format!(
                "{name} {} {}",
                text(&properties, "Type").unwrap_or_default(),
                text(&properties, "SetIdentifier").unwrap_or_default()
            )
            .trim()
            .to_owned(),
            (None, _) => name,
        };
        if answer.thing == Thing::RestResource {
            self.methods(&properties, owner.as_ref().and_then(|(_, named, _)| named.as_deref()));
        }
        let part = Part { address: &address, properties: &properties, span: answer.value.span, repeated: None };
        for mut resource in translate::part(kind, &part) {
            if let Kind::Object(attributes) = &mut resource.attributes.kind {
                let own = if answer.thing == Thing::HttpAuthorizer { "authorizer_id" } else { "" };
                attributes.0.retain(|entry| entry.key != own && !BESIDE.contains(&entry.key.as_str()));
                if let (Some(region), true) =
                    (command.and_then(|command| command.option("region")), has_region(answer.thing))
                {
                    attributes.set("region", None, Value::text(region, answer.value.span));
                }
                if let (Some(id), true) = (&id, has_own_id(answer.thing)) {
                    let at = ids.iter().find_map(|id| get(&properties, id)).and_then(|id| id.span);
                    attributes.set("id", at, Value::text(id, at));
                }
                if answer.thing == Thing::RestApi {
                    unescape_policy(attributes);
                }
                if answer.thing == Thing::Rule
                    && let Some(listener) = listener_of(attributes)
                {
                    attributes.set("listener_arn", None, listener);
                }
                if answer.thing == Thing::LoadBalancer
                    && let Some(state) = attributes.get("type").cloned()
                {
                    attributes.set("load_balancer_type", state.at, state.value);
                }
            }
            let place = self.add(resource);
            if let Some((attribute, named, kind)) = &owner {
                self.set_owner(place, attribute, named.as_deref(), kind, answer.value.span);
                let region = command.and_then(|command| command.option("region"));
                let owner = named.as_ref().and_then(|named| self.places.get(&((*kind).to_owned(), named.clone())));
                let owner =
                    owner.and_then(|place| self.resources.get_mut(*place)).map(|each| &mut each.attributes.kind);
                if let (Some(region), Some(Kind::Object(attributes))) = (region, owner) {
                    attributes.set("region", None, Value::text(region, answer.value.span));
                }
            }
        }
    }

    /// Says whose a part is, or keeps in mind that nobody says so.
    fn set_owner(
        &mut self,
        place: usize,
        attribute: &'static str,
        named: Option<&str>,
        kind: &'static str,
        span: Option<Span>,
    ) {
        let Some(Kind::Object(attributes)) = self.resources.get_mut(place).map(|each| &mut each.attributes.kind) else {
            return;
        };
        // `apiId` beside a mapping is what it leads to, not what it belongs to.
        if attributes.get(attribute).is_some_and(|entry| entry.value.kind != Kind::Null) {
            return;
        }
        match named {
            Some(named) => {
                attributes.set(attribute, None, Value::text(named, span));
                self.owner(kind, named, span);
            }
            None => self.ownerless.push((place, attribute, kind)),
        }
    }

    /// The owner is there, even if no other answer tells of it.
    fn owner(&mut self, kind: &str, id: &str, span: Option<Span>) {
        if kind.ends_with("domain_name") {
            return;
        }
        let attributes = Object(vec![Entry { key: "id".to_owned(), at: None, value: Value::text(id, span) }]);
        self.add(resource(id, kind, Value::new(Kind::Object(attributes), None), span));
    }

    /// The methods of a REST resource. Without `--embed methods` there is no more than their names.
    fn methods(&mut self, properties: &Value, api: Option<&str>) {
        let (Some(id), Some(methods)) = (text(properties, "id"), get(properties, "resourceMethods")) else { return };
        if text(properties, "path").as_deref() == Some("/")
            && let Some(api) = api
        {
            self.owner("aws_api_gateway_rest_api", api, properties.span);
            if let Some(place) = self.places.get(&("aws_api_gateway_rest_api".to_owned(), api.to_owned())) {
                let attributes = self.resources.get_mut(*place).map(|each| &mut each.attributes.kind);
                if let Some(Kind::Object(attributes)) = attributes {
                    attributes.set("root_resource_id", properties.span, Value::text(&id, properties.span));
                }
            }
        }
        let Kind::Object(methods) = &methods.kind else { return };
        for entry in &methods.0 {
            let mut method = match &entry.value.kind {
                Kind::Object(object) => object.clone(),
                _ => Object::default(),
            };
            let bare = method.0.is_empty();
            method.set("httpMethod", entry.at, Value::text(&entry.key, entry.at));
            method.set("resourceId", entry.at, Value::text(&id, entry.at));
            if let Some(api) = api {
                method.set("restApiId", entry.at, Value::text(api, entry.at));
            }
            if bare {
                let why = Why::Lookup("aws apigateway get-resources --embed methods".to_owned());
                let unknown = || Value::new(Kind::Unknown(Unknown { why: why.clone(), span: entry.at }), entry.at);
                method.set("authorizationType", entry.at, unknown());
                method.set("methodIntegration", entry.at, unknown());
            }
            let address = format!("{}{id}/{}", api.map(|api| format!("{api}/")).unwrap_or_default(), entry.key);
            let properties = Value::new(Kind::Object(method), entry.value.span);
            let part = Part { address: &address, properties: &properties, span: entry.at, repeated: None };
            for resource in translate::part("AWS::ApiGateway::Method", &part) {
                let place = self.add(resource);
                if api.is_none() {
                    self.ownerless.push((place, "rest_api_id", "aws_api_gateway_rest_api"));
                }
            }
        }
    }

    /// A policy: of a Lambda function a permission a statement, else a bucket's.
    fn policy(&mut self, value: &Value, command: Option<&Command>) {
        let Some(policy) = get(value, "Policy") else { return };
        let Some(document) = policy.to_text().and_then(|text| crate::letters::from_json(&text, policy.span)) else {
            return;
        };
        let option = |name: &str| command.and_then(|command| command.option(name)).map(str::to_owned);
        let statements = get(&document, "Statement").map(Value::items).unwrap_or_default();
        let resource_of = |statement: &Value| {
            get(statement, "Resource").and_then(|all| all.items().first()).and_then(Value::as_known).unwrap_or_default()
        };
        let lambda = option("function-name").is_some()
            || statements.iter().any(|statement| resource_of(statement).contains(":lambda:"));
        if !lambda {
            let from_policy = || {
                let arn = statements.iter().map(resource_of).find(|arn| arn.contains(":s3:::"))?;
                Some(arn.rsplit(":::").next()?.split('/').next()?.to_owned())
            };
            let Some(bucket) = option("bucket").or_else(from_policy) else { return };
            let attributes = Value::object([("bucket", Value::text(&bucket, None)), ("policy", policy.clone())]);
            self.add(resource(&format!("{bucket}/policy"), "aws_s3_bucket_policy", attributes, value.span));
            self.bucket_named(&bucket, value.span);
            return;
        }
        for (index, statement) in statements.iter().enumerate() {
            // What is denied is no permission; a policy that Lambda's own calls write only allows.
            if text(statement, "Effect").as_deref() != Some("Allow") {
                continue;
            }
            let arn = resource_of(statement);
            let function = option("function-name").unwrap_or_else(|| function_of(&arn));
            let sid = text(statement, "Sid").unwrap_or_else(|| index.to_string());
            let mut attributes = Object::default();
            let mut set = |name: &str, value: Option<Value>| {
                if let Some(value) = value {
                    attributes.set(name, value.span, value);
                }
            };
            set("statement_id", get(statement, "Sid").cloned());
            set("function_name", Some(Value::text(&function, policy.span)));
            set("action", get(statement, "Action").cloned());
            set("principal", get(statement, "Principal").map(principal));
            let condition = get(statement, "Condition");
            let conditioned = |names: &[&str]| condition.and_then(|condition| conditioned(condition, names));
            set("source_arn", conditioned(&["aws:SourceArn"]));
            set("source_account", conditioned(&["aws:SourceAccount"]));
            set("function_url_auth_type", conditioned(&["lambda:FunctionUrlAuthType"]));
            set("invoked_via_function_url", conditioned(&["lambda:InvokedViaFunctionUrl"]));
            let attributes = Value::new(Kind::Object(attributes), policy.span);
            self.add(resource(&format!("{function}/policy/{sid}"), "aws_lambda_permission", attributes, policy.span));
        }
    }

    /// What is asked of a bucket whose name only the command knows.
    fn bucket(&mut self, answer: &Answer<'_>, command: Option<&Command>) {
        let name = command.and_then(|command| command.option("bucket"));
        let address = name.unwrap_or("bucket").to_owned();
        let properties = match answer.thing {
            Thing::Website => Value::object([("WebsiteConfiguration", answer.value.clone())]),
            Thing::BucketCors | Thing::Encryption | Thing::PublicAccessBlock => answer.value.clone(),
            _ => Value::object::<&str>([]),
        };
        if let Some(name) = name {
            self.bucket_named(name, answer.value.span);
            if let Some(region) = get(answer.value, "LocationConstraint") {
                let known = Value::object([("bucket", Value::text(name, None)), ("region", region.clone())]);
                self.add(resource(name, "aws_s3_bucket", known, answer.value.span));
            }
        }
        let part = Part { address: &address, properties: &properties, span: answer.value.span, repeated: None };
        for mut each in translate::part("AWS::S3::Bucket", &part).into_iter().skip(1) {
            if let (Kind::Object(attributes), Some(name)) = (&mut each.attributes.kind, name) {
                attributes.set("bucket", None, Value::text(name, answer.value.span));
            }
            let place = self.add(each);
            if name.is_none() {
                if let Some(Kind::Object(attributes)) =
                    self.resources.get_mut(place).map(|each| &mut each.attributes.kind)
                {
                    attributes.0.retain(|entry| entry.key != "bucket");
                }
                self.ownerless.push((place, "bucket", "aws_s3_bucket"));
            }
        }
    }

    fn bucket_named(&mut self, name: &str, span: Option<Span>) {
        let attributes = Value::object([("bucket", Value::text(name, span))]);
        self.add(resource(name, "aws_s3_bucket", attributes, span));
    }

    /// The code of an edge function, as the collecting script prints it.
    fn function_code(&mut self, value: &Value) {
        let Some(name) = text(value, "FunctionName") else { return };
        let mut attributes = Object::default();
        for (from, to) in [("FunctionName", "name"), ("Runtime", "runtime"), ("FunctionCode", "code")] {
            if let Some(value) = get(value, from) {
                attributes.set(to, value.span, value.clone());
            }
        }
        let attributes = Value::new(Kind::Object(attributes), value.span);
        self.add(resource(&name, "aws_cloudfront_function", attributes, value.span));
    }

    /// Takes a resource in; what is known of it already is added to.
    fn add(&mut self, resource: Resource) -> usize {
        let key = (resource.kind.clone(), resource.address.clone());
        match self.places.get(&key) {
            Some(place) => {
                if let (Some(Kind::Object(known)), Kind::Object(more)) =
                    (self.resources.get_mut(*place).map(|each| &mut each.attributes.kind), resource.attributes.kind)
                {
                    for entry in more.0 {
                        // The fuller answer counts: a list of all has less than the answer about one.
                        if known
                            .get(&entry.key)
                            .is_none_or(|old| old.value.weight(10_000) <= entry.value.weight(10_000))
                        {
                            known.set(entry.key, entry.at, entry.value);
                        }
                    }
                }
                *place
            }
            None => {
                self.resources.push(resource);
                let place = self.resources.len().saturating_sub(1);
                self.places.insert(key, place);
                place
            }
        }
    }

    /// Gives what names no owner to the only one there is, and everything to the reading.
    pub fn finish(mut self, reading: &mut Reading) {
        self.put_objects_and_pairs();
        let mut made: BTreeMap<&str, Option<(String, bool)>> = BTreeMap::new();
        for (place, attribute, kind) in std::mem::take(&mut self.ownerless) {
            let owner = made.entry(kind).or_insert_with(|| self.only(kind)).clone();
            let Some(part) = self.resources.get(place) else { continue };
            let (address, part_kind, span) = (part.address.clone(), part.kind.clone(), part.span);
            let Some((owner, there)) = owner else {
                reading.lost(&address, &part_kind, Reason::Unattached(attribute.to_owned()), span);
                continue;
            };
            let value = if there { Value::text(&owner, span) } else { Value::handle(&owner, "id") };
            if let Some(Kind::Object(attributes)) = self.resources.get_mut(place).map(|each| &mut each.attributes.kind)
            {
                attributes.set(attribute, None, value);
            }
        }
        // An API that no answer tells of is still an API.
        for (kind, owner) in made {
            let Some((owner, known)) = owner.filter(|_| kind.ends_with("api")) else { continue };
            let there = self
                .resources
                .iter()
                .any(|each| each.kind == kind && text(&each.attributes, "id").as_deref() == Some(&owner));
            if !there {
                let id = known.then(|| ("id", Value::text(&owner, None)));
                self.resources.push(resource(&owner, kind, Value::object(id), None));
            }
        }
        self.put_regions();
        reading.resources.append(&mut self.resources);
    }

    /// The only owner of a type: its id; or a name for one that no answer tells of.
    fn only(&self, kind: &str) -> Option<(String, bool)> {
        let id = |each: &Resource| {
            let name = match kind {
                "aws_s3_bucket" => "bucket",
                _ if kind.ends_with("domain_name") => "domain_name",
                _ => "id",
            };
            text(&each.attributes, name)
        };
        let there: Vec<String> = self.resources.iter().filter(|each| each.kind == kind).filter_map(id).collect();
        match there.as_slice() {
            [only] => Some((only.clone(), true)),
            [] => match self.api_of_an_origin(kind) {
                Some(id) => Some((id, true)),
                None if kind.ends_with("api") => Some((short(kind).to_owned(), false)),
                None => None,
            },
            _ => None,
        }
    }

    /// The id of the only API that an origin leads to.
    fn api_of_an_origin(&self, kind: &str) -> Option<String> {
        if !kind.ends_with("api") {
            return None;
        }
        let distributions = self.resources.iter().filter(|each| each.kind == "aws_cloudfront_distribution");
        let origins = distributions.filter_map(|each| each.attributes.get("origin")).flat_map(Value::items);
        let hosts = origins.filter_map(|origin| origin.get("domain_name")?.as_known());
        let mut ids: Vec<String> =
            hosts.filter_map(|host| Some(host.split_once(".execute-api.")?.0.to_owned())).collect();
        ids.sort();
        ids.dedup();
        if let [only] = ids.as_slice() { Some(only.clone()) } else { None }
    }

    /// The region of an API is in its own host, wherever that stands: in its answer, or as an origin.
    fn put_regions(&mut self) {
        let mut hosts = Vec::new();
        for each in &self.resources {
            let origins = each.attributes.get("origin").map(Value::items).unwrap_or_default();
            hosts.extend(origins.iter().filter_map(|origin| origin.get("domain_name").cloned()));
            hosts.extend(each.attributes.get("api_endpoint").cloned());
        }
        let known: Vec<(String, Option<Span>)> =
            hosts.iter().filter_map(|host| Some((host.as_known()?, host.span))).collect();
        for each in self
            .resources
            .iter_mut()
            .filter(|each| each.kind.ends_with("api") && each.attributes.get("region").is_none())
        {
            let Some(id) = text(&each.attributes, "id") else { continue };
            let mark = format!("{id}.execute-api.");
            let found =
                known.iter().find_map(|(host, span)| Some((host.split_once(&mark)?.1.split('.').next()?, *span)));
            if let (Some((region, span)), Kind::Object(attributes)) = (found, &mut each.attributes.kind) {
                attributes.set("region", span, Value::text(region, span));
            }
        }
    }

    /// Objects belong to buckets, pairs to key value stores.
    fn put_objects_and_pairs(&mut self) {
        let only = self.only("aws_s3_bucket").map(|(name, _)| name);
        for (number, (bucket, key)) in std::mem::take(&mut self.objects).into_iter().enumerate() {
            let Some(bucket) = bucket.or_else(|| only.clone()) else { continue };
            let span = key.span;
            let attributes = Value::object([("bucket", Value::text(&bucket, None)), ("key", key)]);
            self.add(resource(&format!("{bucket}/objects/{number}"), "aws_s3_object", attributes, span));
        }
        for (number, (store, key, value)) in std::mem::take(&mut self.pairs).into_iter().enumerate() {
            let Some(store) = store else { continue };
            let span = key.span;
            let attributes =
                Value::object([("key_value_store_arn", Value::text(&store, None)), ("key", key), ("value", value)]);
            self.add(resource(&format!("{store}/{number}"), "aws_cloudfrontkeyvaluestore_key", attributes, span));
        }
    }
}

/// What answers tell besides: states, times, and ids under names that only answers have.
const BESIDE: &[&str] = &[
    "e_tag",
    "route_id",
    "integration_id",
    "api_mapping_id",
    "routing_rule_id",
    "routing_rule_arn",
    "last_modified_time",
    "last_modified",
    "last_updated_date",
    "created_date",
    "created_time",
    "creation_date",
    "caller_reference",
    "status",
    "in_progress_invalidation_batches",
    "active_trusted_signers",
    "active_trusted_key_groups",
    "alias_icp_recordals",
    "deployment_status",
    "deployment_status_message",
    "last_deployment_status_message",
    "code_size",
    "code_sha256",
    "revision_id",
    "state",
    "api_gateway_managed",
    "creation_time",
    "domain_name_status",
    "domain_name_status_message",
    "availability_zones",
    "vpc_id",
    "security_groups",
];

/// Whether a region decides what the thing's host is.
fn has_region(thing: Thing) -> bool {
    matches!(thing, Thing::RestApi | Thing::HttpApi | Thing::RestDomain | Thing::HttpDomain | Thing::FunctionUrl)
}

/// Whether Terraform's `id` of the thing is the id that the answer has.
fn has_own_id(thing: Thing) -> bool {
    !matches!(
        thing,
        Thing::RestStage
            | Thing::UsagePlanKey
            | Thing::BasePathMapping
            | Thing::GatewayResponse
            | Thing::Record
            | Thing::FunctionUrl
    )
}

fn resource(address: &str, kind: &str, attributes: Value, span: Option<Span>) -> Resource {
    Resource { address: address.to_owned(), kind: kind.to_owned(), attributes, span, calls: Vec::new(), repeated: None }
}

/// The end of a type's name, in small letters.
fn short(kind: &str) -> String {
    kind.rsplit("::").next().map(|name| translate::snake_case(name).replace('_', "-")).unwrap_or_default()
}

/// The object with the fields of one of its objects beside its own, and those of the object around it that has its id.
fn flat(answer: &Answer<'_>, inner: &str) -> Value {
    let mut all = Object::default();
    for value in [Some(answer.value), get(answer.value, inner)].into_iter().flatten() {
        if let Kind::Object(object) = &value.kind {
            for entry in object.0.iter().filter(|entry| entry.key != inner) {
                all.set(&entry.key, entry.at, entry.value.clone());
            }
        }
    }
    let config =
        Entry { key: inner.to_owned(), at: answer.value.span, value: Value::new(Kind::Object(all), answer.value.span) };
    let mut around = Object::default();
    if let Some(id) = get(answer.value, "Id").or_else(|| get(answer.around, "Id")) {
        around.set("Id", id.span, id.clone());
    }
    around.0.push(config);
    if inner == "FunctionMetadata" {
        return around.0.pop().map(|entry| entry.value).unwrap_or_else(Value::null);
    }
    Value::new(Kind::Object(around), answer.value.span)
}

/// The command line prints a REST API's policy with its quotes escaped twice.
fn unescape_policy(attributes: &mut Object) {
    let Some(entry) = attributes.get("policy").cloned() else { return };
    let Some(policy) = entry.value.as_known().filter(|policy| policy.starts_with("{\\\"")) else { return };
    let policy =
        Value::new(Kind::Text(Text::known(policy.replace("\\\"", "\"").replace("\\/", "/"))), entry.value.span);
    attributes.set("policy", entry.at, policy);
}

/// `{"Service": "apigateway.amazonaws.com"}` as the name alone.
fn principal(value: &Value) -> Value {
    match &value.kind {
        Kind::Object(object) => object.0.first().map_or_else(Value::null, |entry| entry.value.clone()),
        _ => value.clone(),
    }
}

/// The value of a condition's key, under whichever operator.
fn conditioned(condition: &Value, names: &[&str]) -> Option<Value> {
    let Kind::Object(operators) = &condition.kind else { return None };
    operators.0.iter().find_map(|operator| names.iter().find_map(|name| get(&operator.value, name).cloned()))
}

/// The listener of a rule, which is in the rule's own ARN: `…:listener-rule/app/NAME/ID/LISTENER/RULE`.
fn listener_of(rule: &Object) -> Option<Value> {
    let entry = rule.get("arn")?;
    let arn = entry.value.as_known()?;
    let (listener, _) = arn.rsplit_once('/').filter(|_| arn.contains(":listener-rule/"))?;
    Some(Value::text(listener.replace(":listener-rule/", ":listener/"), entry.value.span))
}

/// The name of the function of an ARN.
fn function_of(arn: &str) -> String {
    arn.split(":function:").nth(1).and_then(|rest| rest.split(':').next()).unwrap_or(arn).to_owned()
}
