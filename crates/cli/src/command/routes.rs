//! `hopscope routes`: where every URL ends.

use hopscope_advice::report;
use hopscope_advice::route_map::{Paths, route_map};

use crate::arguments::Form;
use crate::{Context, Output, input};

/// Prints the route map of a file for requests of a method.
///
/// # Errors
/// With the output to end with, when the file cannot be used.
pub fn run(context: &Context<'_>, file: &str, method: &str, form: Form) -> Result<Output, Output> {
    let (scenario, notes) = input::scenario_to_trace(context, file)?;
    let map = route_map(&scenario, method, Paths::Normal);
    let report = report::routes(&context.texts, &scenario, &map);
    Ok(Output { out: super::report(&report, form), err: notes, ..Output::default() })
}
