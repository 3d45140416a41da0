//! The custom domain name by which an API was called.

use hopscope_scenario::domain_name::{BasePathMapping, DomainName};
use hopscope_scenario::rest_api::EndpointType;

use super::{Form, Unknown};
use crate::fingerprint::System;
use crate::host_name::HostName;

/// Adds a custom domain where the host is one: no name that AWS gave, and an API answered.
pub(super) fn domain_name(form: &mut Form<'_>) {
    let is_api = matches!(form.found.system, System::RestApi | System::HttpApi | System::GatewayFront);
    let Some(host) = form.host().filter(|_| is_api && form.clues.host == Some(HostName::Other)) else { return };
    form.unknown(Unknown::Mappings);
    let rest = form.scenario.rest_apis.first();
    let http = form.scenario.http_apis.first();
    let mapping = match (rest, http) {
        (Some(api), _) => api.stages.first().map(|stage| (api.id.clone(), stage.name.clone())),
        (None, Some(api)) => api.stages.first().map(|stage| (api.id.clone(), stage.name.clone())),
        (None, None) => None,
    };
    // Without a stage that the answer proves there is no mapping either: both are refused alike.
    let base_path_mappings =
        mapping.map(|(api, stage)| BasePathMapping { api, stage, ..BasePathMapping::default() }).into_iter().collect();
    let endpoint_type = rest.map_or(EndpointType::Regional, |api| api.endpoint_type);
    form.scenario.domain_names.push(DomainName {
        domain_name: host,
        endpoint_type,
        base_path_mappings,
        ..DomainName::default()
    });
}
