//! Fixes as Terraform: exactly the resources that they touch, as the AWS provider spells them.
//!
//! | module | writes |
//! | --- | --- |
//! | `distribution` | distributions, policies, functions |
//! | `rest_api`, `http_api` | APIs with resources, routes, stages, deployments |
//! | `domain_name` | custom domain names with mappings and rules, DNS records |
//! | `grants` | Lambda permissions, function URLs, buckets |
//! | `edits` | which part each edit is of, and whether it has been written |
//!
//! A scenario holds what decides the way of a request, not everything that Terraform asks for. So a resource that is
//! there already is shown as a fragment, with a remark where its other arguments stay as they are; names of resources
//! are made from the scenario's own. What no module writes is named at the end.

mod distribution;
mod domain_name;
mod edits;
mod grants;
mod http_api;
mod rest_api;

use hopscope_scenario::Scenario;

use super::Fix;
use edits::Edits;
use hopscope_hcl::Block;

/// The remark that stands for the arguments that are not shown.
const UNCHANGED: &str = "… the other arguments stay as they are";

/// The Terraform of a fix, for a scenario as it was before. Empty: the fix changes nothing that is deployed.
pub fn terraform(before: &Scenario, fix: &Fix) -> String {
    let edits = Edits::new(&fix.edits);
    let (before, after) = (before, &fix.scenario);
    let mut blocks = Vec::new();
    domain_name::write(before, after, &edits, &mut blocks);
    http_api::write(after, &edits, &mut blocks);
    rest_api::write(before, after, &edits, &mut blocks);
    distribution::write(after, &edits, &mut blocks);
    grants::write(before, after, &edits, &mut blocks);
    let mut distinct: Vec<Block> = Vec::new();
    for block in blocks {
        if !distinct.iter().any(|each| each.head() == block.head()) {
            distinct.push(block);
        }
    }
    let mut text = String::new();
    for (index, block) in distinct.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        block.write(0, &mut text);
    }
    for place in edits.unwritten() {
        text.push_str(&format!("# Not written here: {place}\n"));
    }
    text
}
