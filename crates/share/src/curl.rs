//! A script that sends every request of a scenario and holds each answer against the trace's.

use hopscope_locale::{Catalog, visible};
use hopscope_routing::Trace;
use hopscope_scenario::request::Request;

/// The script's own part: sends a request, prints what came of it, and counts what differs.
const HEAD: &str = r#"set -u
body=$(mktemp)
trap 'rm -f "$body"' EXIT
differ=0

# check NAME STATUS TEXT CURL-ARGUMENTS...
check() {
  name=$1 status=$2 text=$3
  shift 3
  got=$(curl -sS -o "$body" -w '%{http_code}' "$@") || true
  if [ "$got" != "$status" ]; then
    printf 'differs  %s: %s, not %s\n' "$name" "$got" "$status"
    differ=1
  elif [ -n "$text" ] && ! grep -qF -- "$text" "$body"; then
    printf 'differs  %s: %s, without %s in the body\n' "$name" "$got" "$text"
    differ=1
  else
    printf 'as told  %s: %s\n' "$name" "$got"
  fi
}
"#;

/// The script for requests and their traces. Lines that only a person reads are in the words of a language.
pub fn script(title: &str, requests: &[(&Request, &Trace)], texts: &Catalog) -> String {
    let mut out = String::from("#!/bin/sh\n");
    for line in [title, texts.text("share.script.head").as_str()] {
        if !line.is_empty() {
            out.push_str(&format!("# {}\n", visible::line(line)));
        }
    }
    out.push_str(HEAD);
    for (request, trace) in requests {
        out.push('\n');
        out.push_str(&check(request, trace, texts));
    }
    out.push_str("\nexit $differ\n");
    out
}

/// One request, as an argument a line.
fn check(request: &Request, trace: &Trace, texts: &Catalog) -> String {
    let name =
        if request.name.is_empty() { format!("{} {}", request.method, request.url) } else { request.name.clone() };
    // Where no answer comes, curl prints this for a status.
    let status = trace.response.as_ref().map_or("000".to_owned(), |response| response.status.to_string());
    let body = trace.response.as_ref().map_or("", |response| response.body.as_ref());
    let mut out = String::new();
    let told = body.lines().next().unwrap_or_default();
    let answer = format!("{status} {told}");
    out.push_str(&format!(
        "# {}\n",
        visible::line(&texts.fill("share.script.expected", &[("answer", answer.trim_end())]))
    ));
    if let Some(sigv4) = &request.sigv4 {
        let line = texts.fill("share.script.signed", &[("principal", sigv4.principal.as_str())]);
        out.push_str(&format!("# {}\n", visible::line(&line)));
    }
    out.push_str(&format!("check {} {status} {}", quote(&name), quote(telling(body))));
    let mut arguments = Vec::new();
    match request.method.as_str() {
        "GET" if request.body.is_empty() => {}
        "HEAD" => arguments.push("--head".to_owned()),
        method => arguments.push(format!("--request {}", quote(method))),
    }
    // A name is a token: with `@` in front, curl would take it for a file to read.
    let is_token = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.!#$%&'*+^`|~".contains(&b))
    };
    for (name, values) in request.headers.iter().filter(|(name, _)| is_token(name)) {
        for value in values.iter() {
            // curl sends a field without a value only where a semicolon stands for the colon.
            let field = if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") };
            arguments.push(format!("--header {}", quote(&field)));
        }
    }
    if !request.body.is_empty() {
        arguments.push(format!("--data-raw {}", quote(&request.body)));
    }
    // The path goes as it is written, dots and all.
    arguments.push("--path-as-is".to_owned());
    arguments.push(format!("--url {}", quote(&request.url)));
    for argument in arguments {
        out.push_str(&format!(" \\\n  {argument}"));
    }
    out.push('\n');
    out
}

/// The part of an answer by which it is known, where that is the same each time: the message of an error in JSON.
fn telling(body: &str) -> &str {
    for name in ["\"message\":\"", "\"Message\":\""] {
        if let Some((_, rest)) = body.split_once(name)
            && let Some((message, _)) = rest.split_once('"')
            && !message.contains('\\')
        {
            return message;
        }
    }
    ""
}

/// A word that a shell reads as it is.
fn quote(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| "''".to_owned(), std::borrow::Cow::into_owned)
}
