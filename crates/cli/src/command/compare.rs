//! `hopscope compare`: what two scenarios do differently.

use hopscope_advice::compare::compare;
use hopscope_advice::report;
use hopscope_advice::route_map::Paths;
use hopscope_edge_code::RunAtOnce;

use crate::arguments::Form;
use crate::{Context, Output, input};

/// Compares two scenarios, each a file or a link.
///
/// # Errors
/// With the output to end with, when one of them cannot be used.
pub fn run(context: &Context<'_>, [first, second]: [&str; 2], method: &str, form: Form) -> Result<Output, Output> {
    let (before, mut notes) = input::scenario_or_link(context, first)?;
    let (after, further) = input::scenario_or_link(context, second)?;
    notes.push_str(&further);
    let found = compare(&before, &after, method, Paths::Normal, &RunAtOnce::default());
    let report = report::comparison(&context.texts, method, [&before.title, &after.title], &found);
    Ok(Output { out: super::report(&report, form), err: notes, ..Output::default() })
}
