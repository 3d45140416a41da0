//! Servers that are not AWS's: the file leads to them and does not make them.

use crate::note::NoteKind;
use crate::plan::Plan;

pub(super) fn add(plan: &mut Plan<'_>) {
    let scenario = plan.scenario;
    for server in &scenario.servers {
        plan.note(NoteKind::Server, &server.domain_name);
    }
}

/// Notes a host behind which the scenario has nothing: reading the file back finds somebody there who answers.
pub(super) fn note_host(plan: &mut Plan<'_>, host: &str) {
    let scenario = plan.scenario;
    let is_part = plan.tied(host).as_letters().is_none();
    let is_named = scenario.servers.iter().any(|each| each.domain_name.eq_ignore_ascii_case(host))
        || scenario.dns.iter().any(|each| each.name.eq_ignore_ascii_case(host))
        || scenario.domain_names.iter().any(|each| each.domain_name.eq_ignore_ascii_case(host))
        || scenario.distributions.iter().flat_map(|each| &each.aliases).any(|each| each.eq_ignore_ascii_case(host));
    if !is_part && !is_named {
        plan.note(NoteKind::Host, host);
    }
}
