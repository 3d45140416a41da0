//! The script of `hopscope collect`, run by a shell with a stand-in for the AWS command line: what it prints is one
//! paste that an import reads, it calls only what reads, and masks what should not be shown.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::ffi::OsString;
use std::process::Command;

use hopscope_cli::{Exit, Io, run};
use hopscope_formats::{Import, Options, import};

struct Nothing;

impl Io for Nothing {
    fn read(&self, _: &str) -> std::io::Result<Vec<u8>> {
        Err(std::io::ErrorKind::NotFound.into())
    }

    fn environment(&self, _: &str) -> Option<String> {
        None
    }
}

/// What the script prints, and the calls that it made.
fn collected(arguments: &[&str], log: &str) -> (String, Vec<String>) {
    let printed = run(arguments.iter().map(OsString::from), &Nothing);
    assert_eq!(printed.exit, Exit::Done, "{}", printed.err);
    let folder = format!("{}/tests/collect", env!("CARGO_MANIFEST_DIR"));
    let log = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(log);
    let _ = std::fs::remove_file(&log);
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", &printed.out])
        .envs([("PATH", path.as_str()), ("FAKE", folder.as_str()), ("FAKE_LOG", log.to_str().unwrap())])
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let calls = std::fs::read_to_string(log).unwrap().lines().map(str::to_owned).collect();
    (String::from_utf8(output.stdout).unwrap(), calls)
}

fn imported(paste: &str) -> Import {
    import(vec![("paste".to_owned(), paste.as_bytes().to_vec())], &Options::default())
}

#[test]
fn one_paste_holds_the_whole_set_up() {
    for (target, log) in [("www.example.com", "domain.log"), ("E1EXAMPLE", "id.log")] {
        let (paste, calls) = collected(&["collect", target], log);
        for call in &calls {
            let operation = call.split_whitespace().nth(1).unwrap();
            assert!(["get-", "list-", "describe-"].iter().any(|begin| operation.starts_with(begin)), "{call}");
        }
        let scenario = imported(&paste).scenario;
        assert_eq!(scenario.distributions[0].id, "E1EXAMPLE");
        assert_eq!(scenario.rest_apis[0].id, "abc123");
        assert_eq!(scenario.rest_apis[0].stages[0].name, "prod");
        assert_eq!(scenario.rest_apis[0].resources[0].path, "/hello");
        assert_eq!(scenario.lambdas[0].name, "hello");
        assert_eq!(scenario.buckets[0].name, "site");
        let code = "function handler(event) {\n\treturn event.request; // \"as is\" \\\n}\n";
        assert_eq!(scenario.edge_functions[0].code, code);
        assert!(paste.contains("s3cr3t.value") && paste.contains("123456789012"));
    }
}

#[test]
fn accounts_and_secrets_are_masked_on_request() {
    let (paste, _) = collected(&["collect", "E1EXAMPLE", "--mask"], "mask.log");
    assert!(!paste.contains("123456789012") && !paste.contains("s3cr3t"), "{paste}");
    let scenario = imported(&paste).scenario;
    assert_eq!(scenario.distributions[0].origin[0].custom_header[0].value, "masked");
    assert_eq!(scenario.lambdas[0].name, "hello");
}

#[test]
fn what_is_no_target_gives_no_script() {
    let output = run(["collect", "x'; rm -rf /"].map(OsString::from), &Nothing);
    assert_eq!(output.exit, Exit::Unusable);
    assert!(output.err.contains("neither"), "{}", output.err);
}
