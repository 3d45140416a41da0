//! CloudFront distributions and their origins.

use hopscope_scenario::FieldPath;
use hopscope_scenario::distribution::{
    ConnectionMode, CustomErrorResponse, CustomHeader, CustomOriginConfig, Distribution, FailoverCriteria,
    GeoRestriction, GeoRestrictionType, HttpVersion, Origin, OriginAccessControl, OriginGroup, OriginProtocolPolicy,
    SigningBehavior, ViewerCertificate, VpcOriginConfig,
};
use hopscope_scenario::status_code::StatusCode;

use crate::import::Reason;
use crate::value::Value;

use super::node::Node;
use super::{Mapper, item};

/// What of a distribution plays no part in where a request ends.
const IGNORED: &[&str] = &[
    "is_ipv6_enabled",
    "price_class",
    "logging_config",
    "logging_v1_enabled",
    "wait_for_deployment",
    "retain_on_delete",
    "caller_reference",
    "status",
    "in_progress_validation_batches",
    "trusted_signers",
    "trusted_key_groups",
    "anycast_ip_list_id",
];
const IGNORED_OF_ORIGIN: &[&str] =
    &["connection_attempts", "connection_timeout", "origin_shield", "response_completion_timeout"];

impl<'a> Mapper<'a> {
    /// Maps all distributions.
    pub fn map_distributions(&mut self) {
        for node in self.of_kind("aws_cloudfront_distribution") {
            let path = item("distributions", self.scenario.distributions.len());
            let distribution = self.distribution(&node, &path);
            self.scenario.distributions.push(distribution);
            self.mapped(&node, &path);
        }
    }

    fn distribution(&mut self, node: &Node<'a>, path: &FieldPath) -> Distribution {
        let read = |name: &str| crate::computed::read(&node.resource.kind, &node.resource.address, node.value, name);
        let mut out = Distribution {
            id: self.letters_of(&read("id")).unwrap_or_default(),
            domain_name: self.letters_of(&read("domain_name")).unwrap_or_default(),
            ..Distribution::default()
        };
        for name in ["id", "domain_name"] {
            node.entry(name);
        }
        out.aliases = self.texts(node, "aliases", Some(&path.field("aliases"))).unwrap_or_default();
        if let Some(enabled) = self.flag(node, "enabled", Some(&path.field("enabled"))) {
            out.enabled = enabled;
        }
        let root = self.text(node, "default_root_object", Some(&path.field("default_root_object")));
        // CloudFront takes it with a leading slash and then finds nothing; the file says what is deployed.
        out.default_root_object = root.unwrap_or_default();
        let version = |word: &str| HttpVersion::from_word(&word.to_ascii_lowercase());
        if let Some(version) = self.word(node, "http_version", &path.field("http_version"), version) {
            out.http_version = version;
        }
        out.web_acl = self.web_acl_of(node, "web_acl_id", &path.field("web_acl"));
        out.staging = self.flag(node, "staging", Some(&path.field("staging"))).unwrap_or_default();
        let at = path.field("connection_mode");
        out.connection_mode = self.word(node, "connection_mode", &at, ConnectionMode::from_word).unwrap_or_default();
        // Of names that are not known it cannot be said whether the certificate covers them.
        if out.aliases.iter().all(|alias| !alias.contains("${")) {
            out.viewer_certificate = self.viewer_certificate(node, &path.field("viewer_certificate"));
        } else {
            node.entry("viewer_certificate");
        }
        out.geo_restriction = self.geo_restriction(node, &path.field("geo_restriction"));
        for origin in self.nodes(node, "origin") {
            let at = path.field("origin").index(out.origin.len());
            out.origin.push(self.origin(&origin, &at));
        }
        for group in self.nodes(node, "origin_group") {
            let at = path.field("origin_group").index(out.origin_group.len());
            out.origin_group.push(self.origin_group(&group, &at));
        }
        for behavior in self.nodes(node, "ordered_cache_behavior") {
            let at = path.field("ordered_cache_behavior").index(out.ordered_cache_behavior.len());
            if let Some(behavior) = self.ordered_behavior(&behavior, &at) {
                out.ordered_cache_behavior.push(behavior);
            }
        }
        match self.node(node, "default_cache_behavior") {
            Some(behavior) => {
                let at = path.field("default_cache_behavior");
                out.default_cache_behavior = self.behavior(&behavior, &at);
                self.mapped(&behavior, &at);
                self.finish(&behavior, super::behavior::IGNORED);
            }
            None => self.lost(node, "default_cache_behavior", Reason::Unattached("default_cache_behavior".to_owned())),
        }
        for page in self.nodes(node, "custom_error_response") {
            let at = path.field("custom_error_response").index(out.custom_error_response.len());
            if let Some(page) = self.error_page(&page, &at) {
                out.custom_error_response.push(page);
            }
        }
        self.finish(node, IGNORED);
        out
    }

    /// The names of the certificate, where it is in the files and all of them are known.
    fn viewer_certificate(&mut self, node: &Node<'a>, path: &FieldPath) -> Option<ViewerCertificate> {
        let block = self.node(node, "viewer_certificate")?;
        let arn = self.filled(&block, "acm_certificate_arn", Some(path))?;
        let names = self.certificate_names(&arn)?;
        Some(ViewerCertificate { names, ..ViewerCertificate::default() })
    }

    fn geo_restriction(&mut self, node: &Node<'a>, path: &FieldPath) -> GeoRestriction {
        let mut out = GeoRestriction::default();
        let Some(restrictions) = self.node(node, "restrictions") else { return out };
        let Some(geo) = self.node(&restrictions, "geo_restriction") else { return out };
        let kind = self.word(&geo, "restriction_type", &path.field("restriction_type"), GeoRestrictionType::from_word);
        out.restriction_type = kind.unwrap_or_default();
        out.locations = self.texts(&geo, "locations", Some(&path.field("locations"))).unwrap_or_default();
        out
    }

    fn origin(&mut self, node: &Node<'a>, path: &FieldPath) -> Origin {
        let mut out = Origin::default();
        out.domain_name = self.text(node, "domain_name", Some(&path.field("domain_name"))).unwrap_or_default();
        // Terraform asks for the id; its modules and other formats fall back to the host.
        let id = self.filled(node, "origin_id", Some(&path.field("origin_id")));
        out.origin_id = id.unwrap_or_else(|| out.domain_name.clone());
        out.origin_path = self.text(node, "origin_path", Some(&path.field("origin_path"))).unwrap_or_default();
        for header in self.nodes(node, "custom_header") {
            let at = path.field("custom_header").index(out.custom_header.len());
            let name = self.text(&header, "name", Some(&at.field("name"))).unwrap_or_default();
            let value = self.text(&header, "value", Some(&at.field("value"))).unwrap_or_default();
            out.custom_header.push(CustomHeader { name, value, ..CustomHeader::default() });
            self.mapped(&header, &at);
        }
        out.origin_access_control = self.origin_access_control(node, &path.field("origin_access_control"));
        if let Some(s3) = self.node(node, "s3_origin_config") {
            let at = path.field("origin_access_identity");
            let identity = self.filled(&s3, "origin_access_identity", Some(&at));
            out.origin_access_identity = identity.is_some();
        }
        if let Some(custom) = self.node(node, "custom_origin_config") {
            let at = path.field("custom_origin_config");
            out.custom_origin_config = Some(self.custom_origin_config(&custom, &at));
        }
        if let Some(vpc) = self.node(node, "vpc_origin_config") {
            let at = path.field("vpc_origin_config").field("vpc_origin_id");
            let id = self.text(&vpc, "vpc_origin_id", Some(&at)).unwrap_or_default();
            out.vpc_origin_config = Some(VpcOriginConfig { vpc_origin_id: id, ..VpcOriginConfig::default() });
            if let Some(config) = self.vpc_origin(&vpc, &path.field("custom_origin_config")) {
                out.custom_origin_config = Some(config);
            }
        }
        self.mapped(node, path);
        self.finish(node, IGNORED_OF_ORIGIN);
        out
    }

    /// A VPC origin's own resource holds how CloudFront connects; the origin's host says to what.
    fn vpc_origin(&mut self, node: &Node<'a>, path: &FieldPath) -> Option<CustomOriginConfig> {
        let id = node.peek("vpc_origin_id").and_then(|entry| self.letters_of(&entry.value))?;
        let found = self.of_kind("aws_cloudfront_vpc_origin").into_iter().find(|other| self.id_of(other) == id)?;
        self.folded(&found);
        let config = self.node(&found, "vpc_origin_endpoint_config")?;
        Some(self.custom_origin_config(&config, path))
    }

    fn custom_origin_config(&mut self, node: &Node<'a>, path: &FieldPath) -> CustomOriginConfig {
        let mut out = CustomOriginConfig::default();
        if let Some(port) = self.whole(node, "http_port", Some(&path.field("http_port"))) {
            out.http_port = port;
        }
        if let Some(port) = self.whole(node, "https_port", Some(&path.field("https_port"))) {
            out.https_port = port;
        }
        let at = path.field("origin_protocol_policy");
        if let Some(policy) = self.word(node, "origin_protocol_policy", &at, OriginProtocolPolicy::from_word) {
            out.origin_protocol_policy = policy;
        }
        if let Some(seconds) = self.whole(node, "origin_read_timeout", Some(&path.field("origin_read_timeout"))) {
            out.origin_read_timeout = seconds;
        }
        self.mapped(node, path);
        self.finish(node, &["origin_ssl_protocols", "origin_keepalive_timeout", "ip_address_type", "name"]);
        out
    }

    /// An access control, by the resource that its id names. Where the files hold none, it signs always: that is what
    /// every console and module makes.
    fn origin_access_control(&mut self, node: &Node<'a>, path: &FieldPath) -> Option<OriginAccessControl> {
        let id = self.filled(node, "origin_access_control_id", Some(path))?;
        let found =
            self.of_kind("aws_cloudfront_origin_access_control").into_iter().find(|control| self.id_of(control) == id);
        let Some(control) = found else {
            self.assumed(node, Some("origin_access_control_id"), "signing_behavior = always");
            return Some(OriginAccessControl::default());
        };
        let at = path.field("signing_behavior");
        let signing = self.word(&control, "signing_behavior", &at, SigningBehavior::from_word).unwrap_or_default();
        self.folded(&control);
        Some(OriginAccessControl { signing_behavior: signing, ..OriginAccessControl::default() })
    }

    /// The id of a resource as others write it.
    pub fn id_of(&self, node: &Node<'a>) -> String {
        self.attribute_of(node, "id")
    }

    /// An attribute of a resource as others write it.
    pub fn attribute_of(&self, node: &Node<'a>, name: &str) -> String {
        let resource = node.resource;
        let value = crate::computed::read(&resource.kind, &resource.address, &resource.attributes, name);
        self.letters_of(&value).unwrap_or_default()
    }

    fn origin_group(&mut self, node: &Node<'a>, path: &FieldPath) -> OriginGroup {
        let mut out = OriginGroup::default();
        out.origin_id = self.text(node, "origin_id", Some(&path.field("origin_id"))).unwrap_or_default();
        if let Some(criteria) = self.node(node, "failover_criteria") {
            let codes = self.value(&criteria, "status_codes", Some(&path.field("failover_criteria")));
            let codes = codes.map(Value::items).unwrap_or_default();
            let status_codes = codes.iter().filter_map(|code| status(code.to_number()?)).collect();
            out.failover_criteria = FailoverCriteria { status_codes, ..FailoverCriteria::default() };
        }
        for member in self.nodes(node, "member") {
            let at = path.field("member").index(out.member.len());
            out.member.extend(self.text(&member, "origin_id", Some(&at)));
        }
        self.mapped(node, path);
        out
    }

    fn error_page(&mut self, node: &Node<'a>, path: &FieldPath) -> Option<CustomErrorResponse> {
        let code: f64 = self.number(node, "error_code", Some(&path.field("error_code")))?;
        let mut out = CustomErrorResponse { error_code: status(code)?, ..CustomErrorResponse::default() };
        // 0 and "" are how providers write that there is none.
        out.response_code = self.number(node, "response_code", Some(&path.field("response_code"))).and_then(status);
        let page = self.text(node, "response_page_path", Some(&path.field("response_page_path")));
        out.response_page_path = page.unwrap_or_default();
        if let Some(seconds) = self.whole(node, "error_caching_min_ttl", Some(&path.field("error_caching_min_ttl"))) {
            out.error_caching_min_ttl = seconds;
        }
        self.mapped(node, path);
        Some(out)
    }
}

/// A number as a status.
pub(crate) fn status(number: f64) -> Option<StatusCode> {
    (100.0..=599.0).contains(&number).then(|| StatusCode::new(number as u16)).flatten()
}
