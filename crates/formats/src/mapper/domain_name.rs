//! API Gateway custom domain names, with what they lead to.

use hopscope_scenario::Map;

use hopscope_scenario::FieldPath;
use hopscope_scenario::domain_name::{BasePathMapping, DomainName, RoutingConditions, RoutingMode, RoutingRule};
use hopscope_scenario::rest_api::EndpointType;

use super::node::Node;
use super::{Mapper, item};

const KINDS: &[&str] = &["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"];
/// Certificates and the like: whose name a domain bears does not say where it leads.
const IGNORED: &[&str] = &[
    "certificate_arn",
    "regional_certificate_arn",
    "certificate_name",
    "certificate_body",
    "certificate_chain",
    "certificate_private_key",
    "security_policy",
    "ownership_verification_certificate_arn",
    "domain_name_configuration",
    "cloudfront_domain_name",
    "cloudfront_zone_id",
    "regional_domain_name",
    "regional_zone_id",
    "domain_name_id",
    "certificate_upload_date",
    "endpoint_access_mode",
    "api_mapping_selection_expression",
];

impl<'a> Mapper<'a> {
    /// Maps all custom domain names.
    pub fn map_domain_names(&mut self) {
        for node in self.of_kinds(KINDS) {
            let path = item("domain_names", self.scenario.domain_names.len());
            let domain = self.domain_name(&node, &path);
            self.scenario.domain_names.push(domain);
            self.mapped(&node, &path);
        }
    }

    fn domain_name(&mut self, node: &Node<'a>, path: &FieldPath) -> DomainName {
        let mut out = DomainName::default();
        let name = self.text(node, "domain_name", Some(&path.field("domain_name")));
        out.domain_name = name.unwrap_or_default();
        out.endpoint_type = self.domain_endpoint(node, &path.field("endpoint_type"));
        out.target_domain_name = self.target_domain(node, out.endpoint_type);
        if let Some(mode) = self.word(node, "routing_mode", &path.field("routing_mode"), RoutingMode::from_word) {
            out.routing_mode = mode;
        }
        let name = self.id_of(node);
        let mut mappings = self.belonging("aws_api_gateway_base_path_mapping", "domain_name", &name);
        mappings.extend(self.belonging("aws_apigatewayv2_api_mapping", "domain_name", &name));
        if name != out.domain_name {
            mappings.extend(self.belonging("aws_api_gateway_base_path_mapping", "domain_name", &out.domain_name));
            mappings.extend(self.belonging("aws_apigatewayv2_api_mapping", "domain_name", &out.domain_name));
        }
        for mapping in mappings {
            let at = path.field("base_path_mappings").index(out.base_path_mappings.len());
            let mapped = self.base_path_mapping(&mapping, &at);
            out.base_path_mappings.push(mapped);
            self.mapped(&mapping, &at);
        }
        let mut rules = self.belonging("aws_apigatewayv2_routing_rule", "domain_name", &out.domain_name);
        // CloudFormation names the domain by its ARN.
        let arn = self.attribute_of(node, "arn");
        rules.extend(self.belonging("aws_apigatewayv2_routing_rule", "domain_name_arn", &arn));
        for rule in rules {
            let at = path.field("routing_rules").index(out.routing_rules.len());
            let mapped = self.routing_rule(&rule, &at);
            out.routing_rules.push(mapped);
            self.mapped(&rule, &at);
        }
        self.finish(node, IGNORED);
        out
    }

    /// Domains of HTTP APIs are always regional; the others say it, or say it by the certificate that they have.
    fn domain_endpoint(&mut self, node: &Node<'a>, path: &FieldPath) -> EndpointType {
        if node.resource.kind == "aws_apigatewayv2_domain_name" {
            return EndpointType::Regional;
        }
        if let Some(config) = self.node(node, "endpoint_configuration")
            && let Some(kind) = self.endpoint_type(&config, "types", path)
        {
            return kind;
        }
        if node.is_set("regional_certificate_arn") && !node.is_set("certificate_arn") {
            return EndpointType::Regional;
        }
        EndpointType::Edge
    }

    fn target_domain(&self, node: &Node<'a>, kind: EndpointType) -> String {
        if node.resource.kind == "aws_apigatewayv2_domain_name" {
            let resource = node.resource;
            let config = crate::computed::read(
                &resource.kind,
                &resource.address,
                &resource.attributes,
                "domain_name_configuration",
            );
            let target = config.items().first().and_then(|block| block.get("target_domain_name"));
            return target.and_then(|target| self.letters_of(target)).unwrap_or_default();
        }
        let name = if kind == EndpointType::Edge { "cloudfront_domain_name" } else { "regional_domain_name" };
        self.attribute_of(node, name)
    }

    fn base_path_mapping(&mut self, node: &Node<'a>, path: &FieldPath) -> BasePathMapping {
        let mut out = BasePathMapping::default();
        let at = path.field("base_path");
        let base =
            self.filled(node, "base_path", Some(&at)).or_else(|| self.filled(node, "api_mapping_key", Some(&at)));
        // The command line writes the empty one as `(none)`.
        out.base_path = base.filter(|base| base != "(none)").unwrap_or_default();
        out.api = self.text(node, "api_id", Some(&path.field("api"))).unwrap_or_default();
        let at = path.field("stage");
        let stage = self.filled(node, "stage_name", Some(&at)).or_else(|| self.filled(node, "stage", Some(&at)));
        out.stage = stage.map(|stage| stage_in(&stage, &out.api)).unwrap_or_default();
        self.finish(node, &["api_mapping_id"]);
        out
    }

    fn routing_rule(&mut self, node: &Node<'a>, path: &FieldPath) -> RoutingRule {
        let mut out = RoutingRule::default();
        if let Some(priority) = self.whole(node, "priority", Some(&path.field("priority"))) {
            out.priority = priority;
        }
        let mut conditions = RoutingConditions::default();
        let blocks = [self.nodes(node, "conditions"), self.nodes(node, "condition")].concat_nodes();
        for condition in blocks {
            if let Some(base) = self.node(&condition, "match_base_paths") {
                let at = path.field("conditions").field("base_paths");
                conditions.base_paths.extend(self.texts(&base, "any_of", Some(&at)).unwrap_or_default());
            }
            if let Some(headers) = self.node(&condition, "match_headers") {
                conditions.headers.extend(self.header_globs(&headers));
            }
        }
        out.conditions = conditions;
        let actions = [self.nodes(node, "actions"), self.nodes(node, "action")].concat_nodes();
        for action in actions {
            let Some(invoke) = self.node(&action, "invoke_api") else { continue };
            out.api = self.text(&invoke, "api_id", Some(&path.field("api"))).unwrap_or_default();
            let stage = self.text(&invoke, "stage", Some(&path.field("stage"))).unwrap_or_default();
            out.stage = stage_in(&stage, &out.api);
            let strip = self.flag(&invoke, "strip_base_path", Some(&path.field("strip_base_path")));
            out.strip_base_path = strip.unwrap_or_default();
        }
        out
    }

    fn header_globs(&mut self, node: &Node<'a>) -> Map<String, String> {
        let mut out = Map::new();
        for header in self.nodes(node, "any_of") {
            let name = self.text(&header, "header", None).unwrap_or_default();
            out.insert(name, self.text(&header, "value_glob", None).unwrap_or_default());
        }
        out
    }
}

/// The stage's name, where its id was given: Terraform's is `ags-API-STAGE`.
fn stage_in(text: &str, api: &str) -> String {
    text.strip_prefix("ags-")
        .and_then(|rest| rest.strip_prefix(api))
        .and_then(|rest| rest.strip_prefix('-'))
        .unwrap_or(text)
        .to_owned()
}

/// Several lists of blocks as one.
trait ConcatNodes<'a> {
    fn concat_nodes(self) -> Vec<Node<'a>>;
}

impl<'a, const N: usize> ConcatNodes<'a> for [Vec<Node<'a>>; N] {
    fn concat_nodes(self) -> Vec<Node<'a>> {
        self.into_iter().flatten().collect()
    }
}
