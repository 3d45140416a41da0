//! The commands, a module each.

use hopscope_diagram::rule_book;

use crate::arguments::Request;
use crate::{Context, Output};

pub mod check;
pub mod link;
pub mod trace;

/// Runs what the user asked for.
pub fn run(context: &Context<'_>, request: Request) -> Output {
    let result = match request {
        Request::Help => Ok(Output::done(context.texts.text("cli.help"))),
        Request::Version => Ok(Output::done(format!("hopscope {}\n", env!("CARGO_PKG_VERSION")))),
        Request::Trace(arguments) => trace::run(context, &arguments),
        Request::Check { files } => Ok(check::run(context, &files)),
        Request::Rules { html: false, .. } => Ok(Output::done(rule_book::text(&context.texts))),
        Request::Rules { html: true, language } => Ok(Output::done(rule_book::html(&context.texts, language))),
        Request::Link { file, site } => link::link(context, &file, site.as_deref()),
        Request::Unlink { link } => link::unlink(context, &link),
    };
    result.unwrap_or_else(|output| output)
}
