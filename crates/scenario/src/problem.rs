//! What a scenario reads well with and yet points nowhere, or AWS would refuse. None of it keeps a request from being
//! traced.
//!
//! A check belongs here when the scenario alone decides it. What takes knowledge of AWS's behaviour (managed policies,
//! certificates, caching) is the routing crate's.

mod distribution;
mod domain_name;
mod edge_function;
mod http_api;
mod path_form;
mod request;
mod rest_api;

use std::collections::{BTreeMap, BTreeSet};

use crate::edge_function::EdgeFunction;
use crate::field_path::Place;
use crate::rest_api::{Integration, IntegrationType};
use crate::{FieldPath, Scenario};

pub use path_form::PathForm;

/// Something in a scenario that AWS would refuse, or that points nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field at fault.
    pub path: FieldPath,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What is wrong with a field. Each names what a sentence about it needs besides the field's own value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The value is at an earlier place too, where it may be only once.
    Duplicate {
        /// The earlier place.
        first: FieldPath,
    },
    /// A list is longer than AWS's default quota.
    TooMany {
        /// Its length.
        count: usize,
        /// The quota.
        limit: usize,
    },
    /// An origin path that is not empty must begin with `/` and must not end with one.
    OriginPath,
    /// A default root object must not begin with `/`.
    DefaultRootObject,
    /// The distribution has neither origin nor origin group of this id.
    UnknownOrigin,
    /// An origin group has exactly two members.
    MemberCount {
        /// How many it has.
        count: usize,
    },
    /// The methods are none of the sets that CloudFront offers.
    MethodSet,
    /// Neither the scenario nor AWS has a policy of this name. (Found by the routing crate, which knows those of AWS.)
    UnknownPolicy,
    /// No edge function has this name.
    UnknownEdgeFunction,
    /// The edge function is of the other sort: a CloudFront Function in place of Lambda@Edge, or the reverse.
    EdgeFunctionRuntime {
        /// Its runtime.
        runtime: String,
    },
    /// Only functions of the runtime `cloudfront-js-2.0` have a key-value store.
    KeyValueStoreRuntime,
    /// The key cannot be one of a key-value store.
    KeyLength {
        /// Its length in bytes.
        length: usize,
    },
    /// The value cannot be one of a key-value store.
    KeyValueLength {
        /// Its length in bytes.
        length: usize,
    },
    /// No other request has this name.
    UnknownRequest,
    /// No Lambda function has this name.
    UnknownLambda,
    /// No API has this id.
    UnknownApi,
    /// The API has no stage of this name.
    UnknownStage {
        /// The API's id.
        api: String,
    },
    /// The deployment names a method that the API does not have.
    UnknownMethod,
    /// The deployment names a route that the API does not have.
    UnknownRoute,
    /// The name cannot be a stage's.
    StageName(StageNameForm),
    /// The path cannot be a resource's or a route's.
    Path(PathForm),
    /// A path variable where another resource with the same parent has one of another name.
    SiblingVariable {
        /// The path of the other resource.
        other: String,
    },
    /// A route key is `$default`, or a method or `ANY`, a blank and a path.
    RouteKey,
    /// The URL of a request begins with `http://` or `https://` and names a host.
    RequestUrl,
    /// The name cannot be a header's.
    HeaderName {
        /// The first character that it may not hold; none when it is empty.
        character: Option<char>,
    },
    /// The value cannot be a header's.
    HeaderValue {
        /// The first character that it may not hold.
        character: char,
    },
    /// The text is no IP address.
    IpAddress,
    /// The text is neither an IP address nor a CIDR range.
    IpRange,
}

/// Why a name cannot be a stage's. Source: API Gateway API Reference, `CreateStage`: letters, digits, `-` and `_`, 128
/// at most; HTTP APIs also have `$default`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageNameForm {
    /// It is empty.
    Empty,
    /// It holds a character that no stage name may hold.
    Character {
        /// The first such character.
        character: char,
    },
    /// It is too long.
    TooLong {
        /// Its length in characters.
        length: usize,
    },
}

impl Scenario {
    /// Everything in the scenario that AWS would refuse, or that points nowhere; in the order of the file.
    pub fn problems(&self) -> Vec<Problem> {
        let mut report = Report { names: Names::of(self), found: Vec::new() };
        let root = Place::Root;
        request::check(self, &root, &mut report);
        distribution::check(self, &root, &mut report);
        edge_function::check(self, &root, &mut report);
        rest_api::check(self, &root, &mut report);
        http_api::check(self, &root, &mut report);
        domain_name::check(self, &root, &mut report);
        report.duplicates(&root, "lambdas", "name", self.lambdas.iter().map(|lambda| lambda.name.as_str()));
        report.found
    }
}

/// What a scenario's parts refer to, by name: a list of thousands is looked through once, not once for each of
/// thousands that name something in it.
struct Names<'a> {
    lambdas: BTreeSet<&'a str>,
    edge_functions: BTreeMap<&'a str, &'a EdgeFunction>,
    rest_apis: BTreeMap<&'a str, BTreeSet<&'a str>>,
    http_apis: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Names<'a> {
    fn of(scenario: &'a Scenario) -> Self {
        // Of those that share a name, the first counts: the others are taken before it.
        let functions = scenario.edge_functions.iter().rev();
        let rest_apis = scenario.rest_apis.iter().rev();
        let http_apis = scenario.http_apis.iter().rev();
        Self {
            lambdas: scenario.lambdas.iter().map(|lambda| lambda.name.as_str()).collect(),
            edge_functions: functions.map(|function| (function.name.as_str(), function)).collect(),
            rest_apis: rest_apis
                .map(|api| (api.id.as_str(), api.stages.iter().map(|stage| stage.name.as_str()).collect()))
                .collect(),
            http_apis: http_apis
                .map(|api| (api.id.as_str(), api.stages.iter().map(|stage| stage.name.as_str()).collect()))
                .collect(),
        }
    }
}

/// The problems found so far.
struct Report<'s> {
    names: Names<'s>,
    found: Vec<Problem>,
}

impl Report<'_> {
    fn add(&mut self, at: &Place<'_>, kind: ProblemKind) {
        self.found.push(Problem { path: at.path(), kind });
    }

    /// Reports each value that an earlier item of the list `list` has in its field `field`.
    fn duplicates<'a>(&mut self, at: &Place<'_>, list: &str, field: &str, values: impl Iterator<Item = &'a str>) {
        let mut first_of = BTreeMap::new();
        let items = at.field(list);
        for (index, value) in values.enumerate() {
            let first = *first_of.entry(value).or_insert(index);
            if first != index {
                let first = items.index(first).field(field).path();
                self.add(&items.index(index).field(field), ProblemKind::Duplicate { first });
            }
        }
    }

    fn too_many(&mut self, at: &Place<'_>, count: usize, limit: usize) {
        if count > limit {
            self.add(at, ProblemKind::TooMany { count, limit });
        }
    }

    fn header(&mut self, at: &Place<'_>, name: &str) {
        if name.is_empty() {
            self.add(at, ProblemKind::HeaderName { character: None });
        } else if let Some(character) = name.chars().find(|c| !is_token_character(*c)) {
            self.add(at, ProblemKind::HeaderName { character: Some(character) });
        }
    }

    /// Field values may hold anything but control characters (RFC 9110 section 5.5); a tab is none of those.
    fn header_value(&mut self, at: &Place<'_>, value: &str) {
        if let Some(character) = value.chars().find(|c| c.is_control() && *c != '\t') {
            self.add(at, ProblemKind::HeaderValue { character });
        }
    }

    fn stage_name(&mut self, at: &Place<'_>, name: &str) {
        const MAX_LENGTH: usize = 128;
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let length = name.chars().count();
        let form = if name.is_empty() {
            StageNameForm::Empty
        } else if let Some(character) = name.chars().find(|c| !allowed(*c)) {
            StageNameForm::Character { character }
        } else if length > MAX_LENGTH {
            StageNameForm::TooLong { length }
        } else {
            return;
        };
        self.add(at, ProblemKind::StageName(form));
    }

    /// A proxy integration must name a function. A mapped one may be for another AWS service, and then names none.
    fn integration(&mut self, at: &Place<'_>, integration: &Integration) {
        let needed = match integration.kind {
            IntegrationType::AwsProxy => true,
            IntegrationType::Aws => !integration.lambda.is_empty(),
            IntegrationType::Mock | IntegrationType::HttpProxy | IntegrationType::Http => false,
        };
        if needed && !self.names.lambdas.contains(integration.lambda.as_str()) {
            self.add(&at.field("integration").field("lambda"), ProblemKind::UnknownLambda);
        }
    }
}

/// Whether a character may stand in a header's name: `tchar` of RFC 9110 section 5.6.2.
fn is_token_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}
