//! `hopscope link` and `hopscope unlink`: scenarios as links, and back.

use hopscope_locale::reason;
use hopscope_scenario::{LinkError, Scenario};

use crate::{Context, Output, input};

/// Prints the link of a file.
///
/// # Errors
/// With the output to end with, when the file cannot be used, or nobody could open the link.
pub fn link(context: &Context<'_>, file: &str, site: Option<&str>) -> Result<Output, Output> {
    let (scenario, notes) = input::scenario(context, file)?;
    let link = of(&scenario, site).map_err(|error| {
        let told = reason::link_error(&context.texts, &error);
        Output::unusable(&format!("{}: {told}", input::shown(context, file)))
    })?;
    Ok(Output { out: link + "\n", err: notes, ..Output::default() })
}

/// Prints the file of a link; `-` reads the link from standard input.
///
/// # Errors
/// With the output to end with, when it is no link or a broken one.
pub fn unlink(context: &Context<'_>, link: &str) -> Result<Output, Output> {
    let texts = &context.texts;
    let text = match link {
        "-" => input::text(context, "-")?,
        _ => link.to_owned(),
    };
    let scenario = Scenario::from_link(&text).map_err(|error| Output::unusable(&reason::link_error(texts, &error)))?;
    Ok(Output::done(scenario.to_json_pretty()))
}

/// The link of a scenario: behind the address of a page, or the fragment alone.
///
/// # Errors
/// When nobody could open it, because the scenario is too large for a link.
pub fn of(scenario: &Scenario, site: Option<&str>) -> Result<String, LinkError> {
    Ok(format!("{}#{}", site.unwrap_or_default(), scenario.to_readable_link()?))
}
