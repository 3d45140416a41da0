//! The commands, a module each.

use std::borrow::Cow;

use hopscope_diagram::rule_book;
use hopscope_locale::visible;
use hopscope_report::Report;

use crate::arguments::{ExportFormat, Form, Format, Request};
use crate::{Context, Output};

pub mod advise;
pub mod check;
pub mod collect;
pub mod compare;
pub mod explain;
pub mod export;
pub mod import;
pub mod link;
pub mod lint;
pub mod routes;
pub mod trace;

/// How an output is made safe to look at: a terminal and the log of a build act on what is in a stranger's file.
type Safe = fn(&str) -> Cow<'_, str>;

/// Runs what the user asked for.
pub fn run(context: &Context<'_>, request: Request) -> Output {
    let (safe_out, safe_err) = (safe(&request), safe_err(&request));
    let output = result(context, request);
    Output { out: safe_out(&output.out).into_owned(), err: safe_err(&output.err).into_owned(), ..output }
}

fn safe(request: &Request) -> Safe {
    match request {
        Request::Trace(arguments) => match arguments.format {
            Format::Json => visible::json,
            Format::Svg => visible::xml,
            Format::Text | Format::Curl | Format::Mermaid => visible::lines,
        },
        Request::Export { to: ExportFormat::Svg, .. } => visible::xml,
        Request::Advise { form: Form::Json, .. }
        | Request::Explain { form: Form::Json, .. }
        | Request::Lint { form: Form::Json, .. }
        | Request::Routes { form: Form::Json, .. }
        | Request::Compare { form: Form::Json, .. }
        | Request::Import { .. }
        | Request::Unlink { .. } => visible::json,
        // A script of our own: it says what it is asked to fetch, and nothing of a file.
        Request::Collect { .. } => |script| Cow::Borrowed(script),
        Request::Rules { html: true, .. } => visible::xml,
        _ => visible::lines,
    }
}

fn safe_err(request: &Request) -> Safe {
    match request {
        // The report of an import goes there: the scenario has the other stream.
        Request::Import { form: Form::Json, .. } => visible::json,
        _ => visible::lines,
    }
}

fn result(context: &Context<'_>, request: Request) -> Output {
    let result = match request {
        Request::Help => Ok(Output::done(context.texts.text("cli.help"))),
        Request::Version => Ok(Output::done(format!("hopscope {}\n", env!("CARGO_PKG_VERSION")))),
        Request::Trace(arguments) => trace::run(context, &arguments),
        Request::Check { files, site } => Ok(check::run(context, &files, site.as_deref())),
        Request::Advise { file, line, form } => advise::run(context, &file, line.as_ref(), form),
        Request::Explain { file, form } => explain::run(context, &file, form),
        Request::Lint { files, form } => Ok(lint::run(context, &files, form)),
        Request::Routes { file, method, form } => routes::run(context, &file, &method, form),
        Request::Compare { before, after, method, form } => compare::run(context, [&before, &after], &method, form),
        Request::Rules { html: false, .. } => Ok(Output::done(rule_book::text(&context.texts))),
        Request::Rules { html: true, language } => Ok(Output::done(rule_book::html(&context.texts, language))),
        Request::Export { file, to, site } => export::run(context, &file, to, site.as_deref()),
        Request::Import { paths, out, form } => import::run(context, &paths, out.as_deref(), form),
        Request::Collect { target, mask } => collect::run(context, &target, mask),
        Request::Link { file, site } => link::link(context, &file, site.as_deref()),
        Request::Unlink { link } => link::unlink(context, &link),
    };
    result.unwrap_or_else(|output| output)
}

/// The last line over several files. None where no file could be read: noughts would look as if all was well.
fn summary(context: &Context<'_>, key: &str, counts: &[(&str, String)], unread: usize, files: &[String]) -> String {
    if unread == files.len() {
        return String::new();
    }
    let summary = context.texts.fill(key, counts);
    match unread {
        0 => summary + "\n",
        _ => format!("{summary}; {}\n", context.texts.fill("cli.unread", &[("count", unread.to_string())])),
    }
}

/// A report in a form.
fn report(report: &Report, form: Form) -> String {
    match form {
        Form::Text => report.to_text(),
        Form::Json => report.to_json() + "\n",
    }
}
