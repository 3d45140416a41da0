//! The parts of a scenario as resources, a module each.

mod authorizer;
mod bucket;
mod distribution;
mod dns;
mod domain_name;
mod edge_function;
mod http_api;
mod integration;
mod lambda;
mod load_balancer;
mod policy;
mod rest_api;
mod rest_method;
mod server;
mod web_acl;

use crate::plan::Plan;

/// Adds all parts, in an order in which a file is read well: what viewers meet first comes first.
pub fn add(plan: &mut Plan<'_>) {
    distribution::add(plan);
    edge_function::add(plan);
    policy::add(plan);
    rest_api::add(plan);
    http_api::add(plan);
    domain_name::add(plan);
    lambda::add(plan);
    bucket::add(plan);
    load_balancer::add(plan);
    dns::add(plan);
    server::add(plan);
}
