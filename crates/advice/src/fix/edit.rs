//! The smallest steps of a change: one place of the scenario, or of the request, gets another value.

use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::distribution::{
    CustomErrorResponse, Distribution, DnsRecord, GeoRestriction, Origin, OriginGroup,
};
use hopscope_scenario::domain_name::DomainName;
use hopscope_scenario::edge_function::EdgeFunction;
use hopscope_scenario::http_api::{HttpApi, HttpStage, Route};
use hopscope_scenario::lambda::{FunctionUrl, Permission};
use hopscope_scenario::origin_server::Bucket;
use hopscope_scenario::request::Request;
use hopscope_scenario::resource_policy::ResourcePolicy;
use hopscope_scenario::rest_api::{EndpointType, Method, MethodName, Resource, RestApi, RestStage};
use hopscope_scenario::{FieldPath, Scenario};

/// A place that gets another value. Places in lists are indexes; one past the end is a new item.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// An origin of a distribution.
    Origin {
        /// The distribution.
        distribution: usize,
        /// The origin.
        at: usize,
        /// Its new value.
        origin: Box<Origin>,
        /// The fields that change.
        fields: &'static [&'static str],
    },
    /// A behaviour of a distribution.
    Behavior {
        /// The distribution.
        distribution: usize,
        /// The behaviour's place; none for the default one.
        at: Option<usize>,
        /// Its new value.
        behavior: Box<CacheBehavior>,
        /// The fields that change.
        fields: &'static [&'static str],
    },
    /// A new behaviour in front of a distribution's others.
    FirstBehavior {
        /// The distribution.
        distribution: usize,
        /// The behaviour.
        behavior: Box<CacheBehavior>,
    },
    /// A behaviour of a distribution that is tried earlier.
    MoveBehavior {
        /// The distribution.
        distribution: usize,
        /// Its place among the ordered behaviours.
        from: usize,
        /// The place that it gets, in front of the one that is there.
        to: usize,
    },
    /// An origin group of a distribution.
    OriginGroup {
        /// The distribution.
        distribution: usize,
        /// The group.
        at: usize,
        /// Its new value.
        group: Box<OriginGroup>,
    },
    /// A setting of a distribution.
    Distribution {
        /// The distribution.
        distribution: usize,
        /// The setting.
        setting: DistributionSetting,
    },
    /// An edge function, by its name.
    EdgeFunction(Box<EdgeFunction>),
    /// A method of a REST API, with its resource where that is new.
    Method {
        /// The API.
        api: usize,
        /// The resource's path.
        resource: String,
        /// The method's name.
        name: MethodName,
        /// The method.
        method: Box<Method>,
    },
    /// A stage of a REST API, by its name.
    Stage {
        /// The API.
        api: usize,
        /// The stage.
        stage: Box<RestStage>,
    },
    /// A setting of a REST API.
    RestApi {
        /// The API.
        api: usize,
        /// The setting.
        setting: RestApiSetting,
    },
    /// A route of an HTTP API, by its key.
    Route {
        /// The API.
        api: usize,
        /// The route.
        route: Box<Route>,
    },
    /// A stage of an HTTP API, by its name.
    HttpStage {
        /// The API.
        api: usize,
        /// The stage.
        stage: HttpStage,
    },
    /// Whether an HTTP API's own address is off.
    HttpEndpoint {
        /// The API.
        api: usize,
        /// Whether it is.
        disabled: bool,
    },
    /// A new HTTP API.
    HttpApi(Box<HttpApi>),
    /// A custom domain name, by its name.
    DomainName {
        /// The domain name.
        domain: Box<DomainName>,
        /// The fields that change.
        fields: &'static [&'static str],
    },
    /// A further permission of a Lambda function.
    Permission {
        /// The function.
        lambda: usize,
        /// The permission.
        permission: Permission,
    },
    /// A function URL.
    FunctionUrl {
        /// The function.
        lambda: usize,
        /// The URL.
        url: FunctionUrl,
    },
    /// A DNS record, by its name.
    Dns(DnsRecord),
    /// A bucket.
    Bucket {
        /// The bucket.
        at: usize,
        /// Its new value.
        bucket: Box<Bucket>,
        /// The fields that change.
        fields: &'static [&'static str],
    },
    /// The request itself, or what is expected of it.
    Request {
        /// Its new value.
        request: Box<Request>,
        /// The fields that change.
        fields: &'static [&'static str],
    },
}

/// A setting of a distribution, with its new value.
#[derive(Clone, Debug, PartialEq)]
pub enum DistributionSetting {
    /// The alternate domain names.
    Aliases(Vec<String>),
    /// Whether it answers.
    Enabled(bool),
    /// The default root object.
    DefaultRootObject(String),
    /// The error pages.
    CustomErrorResponse(Vec<CustomErrorResponse>),
    /// The countries.
    GeoRestriction(GeoRestriction),
}

/// A setting of a REST API, with its new value.
#[derive(Clone, Debug, PartialEq)]
pub enum RestApiSetting {
    /// Whether its own address is off.
    DisableExecuteApiEndpoint(bool),
    /// The resource policy.
    Policy(Option<ResourcePolicy>),
    /// How it is reached.
    EndpointType(EndpointType),
    /// The keys that usage plans of its stages know.
    ApiKeys(Vec<String>),
}

/// Puts an item into a list: in the place of the one that is found, else at the end.
fn put<T>(list: &mut Vec<T>, item: T, is_same: impl Fn(&T) -> bool) {
    match list.iter_mut().find(|each| is_same(each)) {
        Some(found) => *found = item,
        None => list.push(item),
    }
}

fn put_at<T>(list: &mut Vec<T>, at: usize, item: T) {
    match list.get_mut(at) {
        Some(found) => *found = item,
        None => list.push(item),
    }
}

impl Edit {
    /// Makes the edit. What it is about and is not there stays away: edits are made for the scenario that they are
    /// applied to.
    pub fn apply(&self, scenario: &mut Scenario, request: &mut Request) {
        match self {
            Self::Origin { distribution, at, origin, .. } => {
                with(scenario, *distribution, |each| put_at(&mut each.origin, *at, Origin::clone(origin)));
            }
            Self::Behavior { distribution, at, behavior, .. } => with(scenario, *distribution, |each| match at {
                None => each.default_cache_behavior = CacheBehavior::clone(behavior),
                Some(at) => put_at(&mut each.ordered_cache_behavior, *at, CacheBehavior::clone(behavior)),
            }),
            Self::FirstBehavior { distribution, behavior } => {
                with(scenario, *distribution, |each| {
                    each.ordered_cache_behavior.insert(0, CacheBehavior::clone(behavior));
                });
            }
            Self::MoveBehavior { distribution, from, to } => with(scenario, *distribution, |each| {
                if *to <= *from
                    && let Some(span) = each.ordered_cache_behavior.get_mut(*to..=*from)
                {
                    span.rotate_right(1);
                }
            }),
            Self::OriginGroup { distribution, at, group } => {
                with(scenario, *distribution, |each| put_at(&mut each.origin_group, *at, OriginGroup::clone(group)));
            }
            Self::Distribution { distribution, setting } => {
                with(scenario, *distribution, |each| setting.clone().apply(each));
            }
            Self::EdgeFunction(function) => {
                put(&mut scenario.edge_functions, EdgeFunction::clone(function), |each| each.name == function.name);
            }
            Self::HttpApi(api) => scenario.http_apis.push(HttpApi::clone(api)),
            Self::DomainName { domain, .. } => {
                put(&mut scenario.domain_names, DomainName::clone(domain), |each| {
                    each.domain_name == domain.domain_name
                });
            }
            Self::Permission { lambda, permission } => at(&mut scenario.lambdas, *lambda, |lambda| {
                lambda.permissions.get_or_insert_default().push(permission.clone());
            }),
            Self::FunctionUrl { lambda, url } => {
                at(&mut scenario.lambdas, *lambda, |lambda| lambda.function_url = Some(url.clone()));
            }
            Self::Dns(record) => put(&mut scenario.dns, record.clone(), |each| each.name == record.name),
            Self::Bucket { at, bucket, .. } => put_at(&mut scenario.buckets, *at, Bucket::clone(bucket)),
            Self::Request { request: changed, .. } => *request = Request::clone(changed),
            Self::Method { api, resource, name, method } => {
                rest_api(scenario, *api, |api| put_method(api, resource, *name, method));
            }
            Self::Stage { api, stage } => rest_api(scenario, *api, |api| {
                put(&mut api.stages, RestStage::clone(stage), |each| each.name == stage.name);
            }),
            Self::RestApi { api, setting } => rest_api(scenario, *api, |api| setting.clone().apply(api)),
            Self::Route { api, route } => http_api(scenario, *api, |api| {
                put(&mut api.routes, Route::clone(route), |each| each.route_key == route.route_key);
            }),
            Self::HttpStage { api, stage } => http_api(scenario, *api, |api| {
                put(&mut api.stages, stage.clone(), |each| each.name == stage.name);
            }),
            Self::HttpEndpoint { api, disabled } => {
                http_api(scenario, *api, |api| api.disable_execute_api_endpoint = *disabled);
            }
        }
    }

    /// The fields that it changes, in the scenario as it is after; for something new, its place or the list that it
    /// goes into. `row` is the request's place.
    pub fn fields(&self, after: &Scenario, row: usize) -> Vec<FieldPath> {
        let root = FieldPath::root();
        let each = |at: FieldPath, fields: &[&str]| fields.iter().map(|field| at.field(field)).collect::<Vec<_>>();
        let distribution_at = |index: &usize| root.field("distributions").index(*index);
        match self {
            Self::Origin { distribution, at, fields, .. } => {
                each(distribution_at(distribution).field("origin").index(*at), fields)
            }
            Self::Behavior { distribution, at, fields, .. } => {
                let distribution = distribution_at(distribution);
                let at = at.map_or_else(
                    || distribution.field("default_cache_behavior"),
                    |at| distribution.field("ordered_cache_behavior").index(at),
                );
                each(at, fields)
            }
            Self::FirstBehavior { distribution, .. } => {
                vec![distribution_at(distribution).field("ordered_cache_behavior").index(0)]
            }
            Self::MoveBehavior { distribution, to, .. } => {
                vec![distribution_at(distribution).field("ordered_cache_behavior").index(*to)]
            }
            Self::OriginGroup { distribution, at, .. } => {
                vec![distribution_at(distribution).field("origin_group").index(*at).field("failover_criteria")]
            }
            Self::Distribution { distribution, setting } => {
                vec![distribution_at(distribution).field(setting.field())]
            }
            Self::EdgeFunction(function) => {
                let at = after.edge_functions.iter().position(|each| each.name == function.name);
                vec![root.field("edge_functions").index(at.unwrap_or_default())]
            }
            Self::Method { api, .. } => vec![root.field("rest_apis").index(*api).field("resources")],
            Self::Stage { api, .. } => vec![root.field("rest_apis").index(*api).field("stages")],
            Self::RestApi { api, setting } => vec![root.field("rest_apis").index(*api).field(setting.field())],
            Self::Route { api, .. } => vec![root.field("http_apis").index(*api).field("routes")],
            Self::HttpStage { api, .. } => vec![root.field("http_apis").index(*api).field("stages")],
            Self::HttpEndpoint { api, .. } => {
                vec![root.field("http_apis").index(*api).field("disable_execute_api_endpoint")]
            }
            Self::HttpApi(api) => {
                let at = after.http_apis.iter().position(|each| each.id == api.id);
                vec![root.field("http_apis").index(at.unwrap_or_default())]
            }
            Self::DomainName { domain, fields } => {
                let at = after.domain_names.iter().position(|each| each.domain_name == domain.domain_name);
                each(root.field("domain_names").index(at.unwrap_or_default()), fields)
            }
            Self::Permission { lambda, .. } => vec![root.field("lambdas").index(*lambda).field("permissions")],
            Self::FunctionUrl { lambda, .. } => vec![root.field("lambdas").index(*lambda).field("function_url")],
            Self::Dns(record) => {
                let at = after.dns.iter().position(|each| each.name == record.name);
                vec![root.field("dns").index(at.unwrap_or_default())]
            }
            Self::Bucket { at, fields, .. } => each(root.field("buckets").index(*at), fields),
            Self::Request { fields, .. } => each(root.field("requests").index(row), fields),
        }
    }
}

/// Edits the item of a list that is there.
fn at<T>(list: &mut [T], index: usize, edit: impl FnOnce(&mut T)) {
    if let Some(item) = list.get_mut(index) {
        edit(item);
    }
}

fn with(scenario: &mut Scenario, distribution: usize, edit: impl FnOnce(&mut Distribution)) {
    at(&mut scenario.distributions, distribution, edit);
}

fn rest_api(scenario: &mut Scenario, api: usize, edit: impl FnOnce(&mut RestApi)) {
    at(&mut scenario.rest_apis, api, edit);
}

fn http_api(scenario: &mut Scenario, api: usize, edit: impl FnOnce(&mut HttpApi)) {
    at(&mut scenario.http_apis, api, edit);
}

/// Puts a method into a resource, which is made where it is new.
fn put_method(api: &mut RestApi, resource: &str, name: MethodName, method: &Method) {
    match api.resources.iter_mut().find(|each| each.path == resource) {
        Some(found) => drop(found.methods.insert(name, method.clone())),
        None => api.resources.push(Resource {
            path: resource.to_owned(),
            methods: [(name, method.clone())].into(),
            ..Resource::default()
        }),
    }
}

impl DistributionSetting {
    fn apply(self, distribution: &mut Distribution) {
        match self {
            Self::Aliases(aliases) => distribution.aliases = aliases,
            Self::Enabled(enabled) => distribution.enabled = enabled,
            Self::DefaultRootObject(object) => distribution.default_root_object = object,
            Self::CustomErrorResponse(pages) => distribution.custom_error_response = pages,
            Self::GeoRestriction(restriction) => distribution.geo_restriction = restriction,
        }
    }

    const fn field(&self) -> &'static str {
        match self {
            Self::Aliases(_) => "aliases",
            Self::Enabled(_) => "enabled",
            Self::DefaultRootObject(_) => "default_root_object",
            Self::CustomErrorResponse(_) => "custom_error_response",
            Self::GeoRestriction(_) => "geo_restriction",
        }
    }
}

impl RestApiSetting {
    fn apply(self, api: &mut RestApi) {
        match self {
            Self::DisableExecuteApiEndpoint(disabled) => api.disable_execute_api_endpoint = disabled,
            Self::Policy(policy) => api.policy = policy,
            Self::EndpointType(endpoint_type) => api.endpoint_type = endpoint_type,
            Self::ApiKeys(keys) => api.api_keys = keys,
        }
    }

    const fn field(&self) -> &'static str {
        match self {
            Self::DisableExecuteApiEndpoint(_) => "disable_execute_api_endpoint",
            Self::Policy(_) => "policy",
            Self::EndpointType(_) => "endpoint_type",
            Self::ApiKeys(_) => "api_keys",
        }
    }
}
