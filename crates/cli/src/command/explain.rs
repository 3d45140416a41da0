//! `hopscope explain`: which hop gave a recorded answer, and why it may have.

use hopscope_advice::explain::{explain, report, words};

use crate::arguments::Form;
use crate::{Context, Output, input};

/// Explains the output of `curl -i` or `-v` in a file.
///
/// # Errors
/// With the output to end with, when the file cannot be read or holds no answer.
pub fn run(context: &Context<'_>, file: &str, form: Form) -> Result<Output, Output> {
    let text = input::text(context, file)?;
    let explanation = explain(&text).map_err(|error| {
        let told = words::read_error(&context.texts, &error);
        Output::unusable(&format!("{}: {told}", input::shown(context, file)))
    })?;
    Ok(Output::done(super::report(&report(&context.texts, &explanation), form)))
}
