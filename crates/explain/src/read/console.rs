//! Lines of consoles: those in which Chrome, Firefox and Python tell of a request, PowerShell's words for an error status.
//!
//! They hold the method, the URL and the status, or the URL and the body, and no header.

use hopscope_scenario::StatusCode;

use super::{body, line};
use crate::exchange::{Answer, Asked, Exchange, Outcome};

/// The request and answer that a console tells of.
pub fn read(text: &str) -> Option<Exchange> {
    let line = || text.lines().find_map(|line| chrome(line).or_else(|| python(line)));
    line().or_else(|| firefox(text)).or_else(|| power_shell(text)).or_else(|| status_and_body(text))
}

fn exchange(method: Option<&str>, url: &str, answer: Answer) -> Exchange {
    let asked = Asked { method: method.map(str::to_owned), url: Some(url.to_owned()), ..Asked::default() };
    Exchange { asked, outcome: Outcome::Answer(answer) }
}

fn with_status(code: &str) -> Option<Answer> {
    let status = StatusCode::new(code.parse().ok()?)?;
    Some(Answer { status: Some(status), ..Answer::default() })
}

/// `GET https://a.example/ 403 (Forbidden)`; behind the name of the file that asked, if any.
fn chrome(line: &str) -> Option<Exchange> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let found = words.windows(3).find_map(|words| match words {
        [method, url, code] if line::is_method(method) && url.contains("://") => {
            Some(exchange(Some(method), url, with_status(code)?))
        }
        _ => None,
    });
    found.filter(|_| line.trim_end().ends_with(')'))
}

/// `403 Client Error: Forbidden for url: https://a.example/`.
fn python(line: &str) -> Option<Exchange> {
    let (before, url) = line.split_once(" for url: ")?;
    let marks = [" Client Error", " Server Error"];
    let (before, _) = marks.iter().find_map(|mark| before.split_once(mark))?;
    Some(exchange(None, url.trim(), with_status(before.rsplit(' ').next()?)?))
}

/// `403 Forbidden` in a line of its own, and the body below.
fn status_and_body(text: &str) -> Option<Exchange> {
    let (first, rest) = text.trim_start().split_once('\n')?;
    let answer = with_status(first.split_whitespace().next()?)?;
    let mut found = body::alone(rest)?;
    if let Outcome::Answer(told) = &mut found.outcome {
        told.status = answer.status;
    }
    Some(found)
}

/// `XHRGET`, the URL and `[HTTP/2 403 Forbidden 120ms]`, each in a line of its own or all in one.
fn firefox(text: &str) -> Option<Exchange> {
    let (before, rest) = text.split_once("[HTTP/")?;
    let code = rest.split(']').next()?.split_whitespace().nth(1)?;
    let mut words = before.split_whitespace().rev();
    let url = words.next().filter(|word| word.contains("://"))?;
    let method = words.next().map(|word| word.trim_start_matches("XHR")).filter(|word| line::is_method(word));
    Some(exchange(method, url, with_status(code)?))
}

/// `Invoke-WebRequest : {"message":"Forbidden"}`.
fn power_shell(text: &str) -> Option<Exchange> {
    let told = ["Invoke-WebRequest : ", "Invoke-RestMethod : ", "curl : ", "iwr : ", "irm : "];
    let (_, said) = told.iter().find_map(|begin| text.split_once(begin))?;
    let mut found = body::alone(said)?;
    let words = text.split_whitespace().map(|word| word.trim_matches(['"', '\'']));
    found.asked.url = words.filter(|word| word.contains("://")).map(str::to_owned).next();
    Some(found)
}
