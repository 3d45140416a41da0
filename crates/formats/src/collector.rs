//! The script that asks AWS how a distribution or a domain is set up, and prints it all as one paste.
//!
//! It calls what only reads: operations that begin with `get`, `list` or `describe`. A test holds it to that, and runs
//! it with a stand-in for the AWS command line.

/// The script, before its target is put in.
const SCRIPT: &str = include_str!("collector.sh");

/// Why no script can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoTarget;

/// The script for the id of a distribution, or for a domain name. With `mask`, account ids and the values of secret
/// headers are masked in what it prints.
///
/// # Errors
/// When the target is neither: nothing else is put into a script that people run.
pub fn script(target: &str, mask: bool) -> Result<String, NoTarget> {
    let target = target.trim().trim_start_matches("https://").trim_start_matches("http://");
    let target = target.split('/').next().unwrap_or_default();
    let letters = target.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
    if target.is_empty() || target.starts_with('-') || !letters {
        return Err(NoTarget);
    }
    Ok(SCRIPT.replace("{target}", target).replace("{mask}", if mask { "yes" } else { "no" }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::string_slice, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn only_calls_that_read_are_made() {
        let script = script("E1EXAMPLE", true).unwrap();
        let mut calls = 0;
        for line in script.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            let mut rest = line;
            while let Some(at) =
                ["call ", "ask ", "aws "].iter().filter_map(|word| Some((rest.find(word)?, word.len()))).min()
            {
                rest = &rest[at.0 + at.1..];
                let words: Vec<&str> = rest.split_whitespace().take(2).collect();
                let [service, operation] = words[..] else { continue };
                if service.starts_with(['"', '-', '$'])
                    || !service.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
                {
                    continue;
                }
                calls += 1;
                let operation = operation.trim_start_matches('"');
                let reads = ["get-", "list-", "describe-", "$what"].iter().any(|begin| operation.starts_with(begin));
                assert!(reads, "{line}");
            }
        }
        assert!(calls > 20, "{calls}");
        for list in script.lines().filter(|line| line.trim().starts_with("for what in")) {
            let words = list.trim().trim_start_matches("for what in ").split(';').next().unwrap();
            assert!(words.split_whitespace().all(|word| word.starts_with("get-")), "{list}");
        }
    }

    #[test]
    fn what_is_no_name_does_not_come_into_the_script() {
        for target in ["", "a b", "$(rm -rf)", "x'; rm", "--help", "a\nb"] {
            assert_eq!(script(target, false), Err(NoTarget), "{target}");
        }
        assert!(script("https://www.example.com/path?x", false).unwrap().contains("target='www.example.com'"));
    }
}
