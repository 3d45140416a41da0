//! What a format does not hold.

use hopscope_locale::Catalog;

/// Something of a scenario that the file does not say. Words are in the locale files, by the kind's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind of thing.
    pub kind: NoteKind,
    /// Which one: a name, an id, a host.
    pub what: String,
}

/// A kind of thing that a file does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// A server that is not AWS's, or not the scenario's own.
    Server,
    /// What an HTTP backend answers.
    Backend,
    /// A host that leads to nothing that is deployed.
    Host,
    /// A deployment of earlier: the file deploys the methods or routes as they are now.
    Deployed,
    /// What an authorizer of tokens says, which depends on the token.
    Authorizer,
    /// An answer of a function that is too long for its environment.
    Answer,
    /// A function that is called and is not in the scenario.
    Function,
    /// A function URL made before October 2025, for which one grant is enough.
    Grandfathered,
    /// Objects of a bucket, which CloudFormation cannot make.
    Objects,
    /// The entries of a key-value store, which CloudFormation cannot make.
    KeyValueStore,
    /// A part of another region than the stack's.
    Region,
    /// The names of a certificate.
    Certificate,
    /// Header fields of a load balancer's fixed answer.
    LoadBalancerHeaders,
    /// A status that a load balancer's fixed answer cannot have.
    LoadBalancerStatus,
    /// A policy that neither the scenario nor AWS has.
    Policy,
    /// A behaviour without a cache policy: `CachingDisabled` stands in.
    NoCachePolicy,
    /// An API that a mapping names and that is not there.
    Api,
    /// A rule of a web ACL that depends on what a scenario says of the request.
    WebAclRule,
    /// A second record of one name.
    Record,
    /// A header that a response headers policy may not set.
    ResponseHeader,
    /// A method of another kind of integration than the API takes.
    Integration,
    /// A field that the plan does not read.
    Field,
    /// An account that is not that of whoever deploys.
    Account,
    /// An API key that is shorter than API Gateway takes.
    ApiKey,
}

impl NoteKind {
    /// The name under which the locale files have its words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Backend => "backend",
            Self::Host => "host",
            Self::Deployed => "deployed",
            Self::Authorizer => "authorizer",
            Self::Answer => "answer",
            Self::Function => "function",
            Self::Grandfathered => "grandfathered",
            Self::Objects => "objects",
            Self::KeyValueStore => "key_value_store",
            Self::Region => "region",
            Self::Certificate => "certificate",
            Self::LoadBalancerHeaders => "load_balancer_headers",
            Self::LoadBalancerStatus => "load_balancer_status",
            Self::Policy => "policy",
            Self::NoCachePolicy => "no_cache_policy",
            Self::Api => "api",
            Self::WebAclRule => "web_acl_rule",
            Self::Record => "record",
            Self::ResponseHeader => "response_header",
            Self::Integration => "integration",
            Self::Field => "field",
            Self::Account => "account",
            Self::ApiKey => "api_key",
        }
    }
}

impl Note {
    /// The note in words.
    pub fn words(&self, texts: &Catalog) -> String {
        texts.fill(&format!("export.note.{}", self.kind.as_str()), &[("what", self.what.as_str())])
    }
}
