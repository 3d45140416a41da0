//! `cargo xtask bench`: how long the core takes, against its budgets.
//!
//! | module | holds |
//! | --- | --- |
//! | [`terraform`] | a large configuration to import |
//! | [`scenarios`] | what is measured on: the article's scenario and a large one |
//! | [`tasks`] | what is measured, and how long it may take |
//! | [`stopwatch`] | one measurement |
//! | [`links`] | how long links are |
//! | [`report`] | the table, and the report file |
//!
//! Every time is that of one call, the median of many. No test looks at these times: they are a machine's, and a
//! reader's to judge.

mod links;
mod report;
mod scenarios;
mod stopwatch;
mod tasks;
mod terraform;

use std::error::Error;
use std::path::PathBuf;

use lexopt::prelude::*;

const HELP: &str = "\
usage: hopscope-bench [--only WORD] [--report FILE] [--print-inputs] [--links FOLDER]

  --only WORD     only the measurements whose name holds the word
  --report FILE   also writes the table to a file, with machine and date
  --print-inputs  prints the large scenario and an import of Terraform as JSON, for the browser, and measures nothing
  --links FOLDER  how long the links of a folder's scenarios are, in place of times
";

/// What the command line asks for.
#[derive(Default)]
struct Wanted {
    only: String,
    report: Option<PathBuf>,
    print_inputs: bool,
    links: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Some(wanted) = arguments()? else {
        print!("{HELP}");
        return Ok(());
    };
    if wanted.print_inputs {
        let large: serde_json::Value = serde_json::from_str(&scenarios::large()?.to_json())?;
        println!("{}", serde_json::json!({"large": large, "import": terraform::message()}));
        return Ok(());
    }
    if let Some(folder) = wanted.links {
        print!("{}", links::table(&folder)?);
        return Ok(());
    }
    let rows = tasks::measure(&wanted.only)?;
    if let Some(file) = wanted.report {
        std::fs::write(&file, report::page(&rows))?;
        println!("\nwrote {}", file.display());
    }
    Ok(())
}

/// None: help is asked for.
fn arguments() -> Result<Option<Wanted>, Box<dyn Error>> {
    let mut wanted = Wanted::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("only") => wanted.only = parser.value()?.string()?,
            Long("report") => wanted.report = Some(parser.value()?.into()),
            Long("links") => wanted.links = Some(parser.value()?.into()),
            Long("print-inputs") => wanted.print_inputs = true,
            Long("help") | Short('h') => return Ok(None),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Some(wanted))
}
