//! The field of the scenario that a rule with one cause alone looks at.

use hopscope_scenario::FieldPath;

use super::cause::Case;

/// The field at fault: the first that decided and is no request's. None: the request alone decided, or nothing that a
/// scenario holds.
pub fn of(case: &Case<'_>) -> Option<FieldPath> {
    let deployed = case.deciding.step.fields().iter().find(|field| !field.is_of_request());
    deployed.map(|field| field.path())
}
