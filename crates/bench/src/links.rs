//! How long links are: of both versions, and as others shorten a JSON text for an address.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use data_encoding::BASE64URL_NOPAD;
use hopscope_scenario::Scenario;

/// A way of making a link, and what it makes of a scenario.
struct Way {
    name: &'static str,
    link: fn(&Scenario) -> String,
}

const WAYS: &[Way] = &[
    Way { name: "version 2", link: Scenario::to_link },
    Way { name: "version 1", link: Scenario::to_link_of_version_1 },
    Way { name: "lz-string", link: |scenario| lz_str::compress_to_encoded_uri_component(scenario.to_json().as_str()) },
    Way { name: "`pako:`", link: |scenario| format!("pako:{}", BASE64URL_NOPAD.encode(&deflated(scenario))) },
];

/// As the JavaScript library pako packs a text at its best.
fn deflated(scenario: &Scenario) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(scenario.to_json().as_bytes(), 9)
}

/// The table for the scenarios of a folder, as Markdown: files of one scenario each.
///
/// # Errors
/// When the folder or a file cannot be read, or a file is no scenario.
pub fn table(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut scenarios = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let text = std::fs::read_to_string(&path)?;
        scenarios.push(Scenario::from_json(&text).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    let one_of_each = |scenario: &&Scenario| {
        scenario.distributions.len() == 1 && scenario.rest_apis.len() + scenario.http_apis.len() == 1
    };
    let mut out = String::from(
        "# How long links are\n\nMeasured by `cargo xtask bench --links FOLDER` on scenarios that public projects, and folders of collections, give\nwhen imported. None of them took part in choosing the dictionary.\n",
    );
    let few: Vec<&Scenario> = scenarios.iter().filter(one_of_each).collect();
    for (what, of) in [("all", scenarios.iter().collect()), ("one distribution and one API", few)] {
        writeln!(out, "\n{} scenarios ({what}), characters of a link:\n", of.len())?;
        writeln!(out, "| way | median | 90 % within | longest | longer than in version 1 by over 5 % |")?;
        writeln!(out, "| --- | ---: | ---: | ---: | ---: |")?;
        let first: Vec<usize> = of.iter().map(|scenario| scenario.to_link_of_version_1().len()).collect();
        for way in WAYS {
            let lengths: Vec<usize> = of.iter().map(|scenario| (way.link)(scenario).len()).collect();
            let longer = lengths.iter().zip(&first).filter(|(now, first)| *now * 100 > *first * 105).count();
            let mut sorted = lengths;
            sorted.sort_unstable();
            let at = |share: usize| sorted.get(sorted.len().saturating_sub(1) * share / 100).copied().unwrap_or(0);
            writeln!(out, "| {} | {} | {} | {} | {longer} |", way.name, at(50), at(90), at(100))?;
        }
    }
    Ok(out)
}
