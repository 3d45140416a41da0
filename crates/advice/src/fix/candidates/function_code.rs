//! The code of the functions that are offered.

use hopscope_scenario::edge_function::EdgeFunction;

/// A function that does first what it did, then what a new one would. None: it is not written in a form that is known.
pub(super) fn merged(own: &EdgeFunction, new: &str) -> Option<String> {
    const HANDLER: &str = "function handler(";
    if !own.runtime.starts_with("cloudfront-js") || own.code.matches(HANDLER).count() != 1 {
        return None;
    }
    let names = ["earlier", "earlierHandler", "handlerBefore"];
    let name = names.into_iter().find(|name| !own.code.contains(name))?;
    let (before, _) = own.code.split_once(HANDLER)?;
    let is_async = before.trim_end().ends_with("async");
    let (own_async, wait) = if is_async { ("async ", "await ") } else { ("", "") };
    let old = own.code.replacen(HANDLER, &format!("function {name}("), 1);
    let body = new.replacen(
        "function handler(event) {\n  const request = event.request;\n",
        &format!(
            "{own_async}function handler(event) {{\n  const request = {wait}{name}(event);\n  if (request.statusCode) {{\n    \
             return request;\n  }}\n"
        ),
        1,
    );
    let body = if own.runtime == "cloudfront-js-1.0" { body.replace("const ", "var ") } else { body };
    Some(format!("{}\n\n{body}", old.trim_end()))
}

/// A text as JavaScript writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", character as u32)),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

pub(super) fn prefix(from: &str, to: &str) -> String {
    if from.is_empty() {
        let to = quoted(to);
        return format!(
            "// The origin knows its paths below {to}.\nfunction handler(event) {{\n  const request = event.request;\n  \
             request.uri = {to} + request.uri;\n  return request;\n}}\n"
        );
    }
    let rest = format!("request.uri.slice({})", from.encode_utf16().count());
    let value = if to.is_empty() { format!("{rest} || \"/\"") } else { format!("{} + {rest}", quoted(to)) };
    let (from, below) = (quoted(from), quoted(&format!("{from}/")));
    format!(
        "// The origin does not know its paths by {from}, which only CloudFront needs.\nfunction handler(event) {{\n  \
         const request = event.request;\n  if (request.uri === {from} || request.uri.startsWith({below})) {{\n    \
         request.uri = {value};\n  }}\n  return request;\n}}\n"
    )
}

pub(super) fn whole(from: &str, to: &str) -> String {
    let (from, to) = (quoted(from), quoted(to));
    format!(
        "// The origin knows this path by another name.\nfunction handler(event) {{\n  const request = event.request;\n  \
         if (request.uri === {from}) {{\n    request.uri = {to};\n  }}\n  return request;\n}}\n"
    )
}

/// A function that tells the origin by which name the viewer asked.
pub(super) fn forwarded_host() -> String {
    "// The origin sees its own name in Host; this is the viewer's.\nfunction handler(event) {\n  const request = event.request;\n  \
     request.headers[\"x-forwarded-host\"] = { value: request.headers.host.value };\n  return request;\n}\n"
        .to_owned()
}

/// A function that puts the viewer's name into redirects to `own`, the origin's address.
pub(super) fn location(own: &str) -> String {
    let own = quoted(own);
    format!(
        "// The origin redirects to the name by which it was asked; viewers know another.\nfunction handler(event) {{\n  \
         const response = event.response;\n  const location = response.headers.location;\n  \
         if (location && location.value.startsWith({own})) {{\n    \
         location.value = \"https://\" + event.request.headers.host.value + location.value.slice({length});\n  }}\n  \
         return response;\n}}\n",
        length = own.encode_utf16().count().saturating_sub(2),
    )
}

/// A function that asks for the application's page on paths that name no file.
pub(super) fn application(page: &str) -> String {
    let page = quoted(page);
    format!(
        "// The routes of the application are no files: its one page knows them.\nfunction handler(event) {{\n  \
         const request = event.request;\n  const last = request.uri.split(\"/\").pop();\n  \
         if (!last.includes(\".\")) {{\n    request.uri = {page};\n  }}\n  return request;\n}}\n"
    )
}
