//! API Gateway custom domain names.

use crate::Map;

use crate::record::{choice, record};
use crate::rest_api::EndpointType;

record! {
    /// A custom domain name. Source of names and defaults: Terraform `aws_api_gateway_domain_name`.
    pub struct DomainName {
        /// The name, as `api.example.com`; `*.example.com` stands for its first-level subdomains.
        pub domain_name: String,
        /// How it is reached.
        pub endpoint_type: EndpointType,
        /// The name that its DNS record leads to.
        pub target_domain_name: String,
        /// The base path mappings.
        pub base_path_mappings: Vec<BasePathMapping>,
        /// The routing rules.
        pub routing_rules: Vec<RoutingRule>,
        /// Which of the two are used.
        pub routing_mode: RoutingMode,
    }
}

record! {
    /// A base path mapping.
    pub struct BasePathMapping {
        /// The base path without slashes at its ends. Empty: the mapping of every path that no other matches.
        pub base_path: String,
        /// The id of the REST or HTTP API.
        pub api: String,
        /// The stage. Empty: the next segment of the path names it.
        pub stage: String,
    }
}

record! {
    /// A routing rule.
    pub struct RoutingRule {
        /// The lowest goes first.
        pub priority: u32 = 1,
        /// What a request must meet; all of it.
        pub conditions: RoutingConditions,
        /// The id of the REST API.
        pub api: String,
        /// The stage.
        pub stage: String,
        /// Whether the base path that matched is taken off.
        pub strip_base_path: bool,
    }
}

record! {
    /// What a request must meet for a routing rule. Nothing: every request does.
    pub struct RoutingConditions {
        /// The base paths, of which one must match.
        pub base_paths: Vec<String>,
        /// The headers, each with a value that may begin and end in `*`.
        pub headers: Map<String, String>,
    }
}

choice! {
    /// Which of a domain's routing rules and base path mappings are used.
    pub enum RoutingMode {
        /// Base path mappings.
        #[default]
        BasePathMappingOnly = "BASE_PATH_MAPPING_ONLY",
        /// Routing rules.
        RoutingRuleOnly = "ROUTING_RULE_ONLY",
        /// Routing rules, then base path mappings.
        RoutingRuleThenBasePathMapping = "ROUTING_RULE_THEN_BASE_PATH_MAPPING",
    }
}
