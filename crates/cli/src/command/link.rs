//! `hopscope link` and `hopscope unlink`: scenarios as links, and back.

use hopscope_locale::reason;
use hopscope_scenario::Scenario;

use crate::{Context, Output, input};

/// Prints the link of a file.
///
/// # Errors
/// With the output to end with, when the file cannot be used.
pub fn link(context: &Context<'_>, file: &str, site: Option<&str>) -> Result<Output, Output> {
    let (scenario, notes) = input::scenario(context, file)?;
    Ok(Output { out: of(&scenario, site) + "\n", err: notes, ..Output::default() })
}

/// Prints the file of a link; `-` reads the link from standard input.
///
/// # Errors
/// With the output to end with, when it is no link or a broken one.
pub fn unlink(context: &Context<'_>, link: &str) -> Result<Output, Output> {
    let texts = &context.texts;
    let text = match link {
        "-" => context.io.read("-").map_err(|error| {
            Output::unusable(
                &texts.fill("cli.error.read", &[("file", texts.text("cli.stdin")), ("detail", error.to_string())]),
            )
        })?,
        _ => link.to_owned(),
    };
    let scenario = Scenario::from_link(&text).map_err(|error| Output::unusable(&reason::link_error(texts, &error)))?;
    Ok(Output::done(scenario.to_json_pretty()))
}

/// The link of a scenario: behind the address of a page, or the fragment alone.
pub fn of(scenario: &Scenario, site: Option<&str>) -> String {
    format!("{}#{}", site.unwrap_or_default(), scenario.to_link())
}
