//! `hopscope collect`: the script that asks AWS how a distribution or a domain is set up.

use hopscope_formats::collector;

use crate::{Context, Output};

/// Prints the script.
///
/// # Errors
/// With the output to end with, when the target is neither a distribution's id nor a domain name.
pub fn run(context: &Context<'_>, target: &str, mask: bool) -> Result<Output, Output> {
    let script = collector::script(target, mask);
    script
        .map(Output::done)
        .map_err(|_| Output::unusable(&context.texts.fill("cli.error.target", &[("value", target)])))
}
