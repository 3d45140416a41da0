//! `hopscope import`, and the other commands with what import takes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::Mutex;

use hopscope_cli::{Exit, Io, Output, run};

/// A world of files, among them a folder `infra`.
#[derive(Default)]
struct World {
    written: Mutex<BTreeMap<String, String>>,
}

const TEMPLATE: &str = r#"Parameters:
  Stage: {Type: String}
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: {Name: shop}
  Root:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: NONE
      Integration: {Type: MOCK}
  Deployment:
    Type: AWS::ApiGateway::Deployment
    Properties: {RestApiId: !Ref Api, StageName: !Ref Stage}
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        Aliases: [www.example.com]
        Origins:
          - Id: api
            DomainName: !Sub ${Api}.execute-api.${AWS::Region}.amazonaws.com
            OriginPath: /wrong
            CustomOriginConfig: {OriginProtocolPolicy: https-only}
        DefaultCacheBehavior: {TargetOriginId: api, ViewerProtocolPolicy: allow-all}
  Name:
    Type: AWS::Route53::RecordSet
    Properties: {Name: www.example.com, Type: CNAME, ResourceRecords: [!GetAtt Cdn.DomainName]}
"#;

impl Io for World {
    fn read(&self, file: &str) -> std::io::Result<Vec<u8>> {
        match file {
            "template.yaml" | "-" => Ok(TEMPLATE.into()),
            "refused.yaml" => Ok(TEMPLATE.replace("TargetOriginId: api", "TargetOriginId: gone").into()),
            "poem.txt" => Ok("roses are red".into()),
            _ => Err(std::io::ErrorKind::NotFound.into()),
        }
    }

    fn gather(&self, path: &str) -> std::io::Result<Vec<(String, Vec<u8>)>> {
        match path {
            "infra" => Ok(vec![
                ("README.md".to_owned(), b"# infra".to_vec()),
                ("stacks/template.yaml".to_owned(), TEMPLATE.into()),
            ]),
            _ => Ok(vec![(path.to_owned(), self.read(path)?)]),
        }
    }

    fn write(&self, file: &str, text: &str) -> std::io::Result<()> {
        self.written.lock().unwrap().insert(file.to_owned(), text.to_owned());
        Ok(())
    }

    fn environment(&self, _: &str) -> Option<String> {
        None
    }
}

fn hopscope(arguments: &[&str]) -> Output {
    run(arguments.iter().map(OsString::from), &World::default())
}

#[test]
fn the_scenario_goes_out_and_the_notes_go_beside() {
    for path in ["template.yaml", "infra", "-"] {
        let output = hopscope(&["import", path]);
        assert_eq!(output.exit, Exit::Done, "{}", output.err);
        let scenario: serde_json::Value = serde_json::from_str(&output.out).unwrap();
        assert_eq!(scenario["distributions"][0]["origin"][0]["origin_path"], "/wrong");
        assert!(output.err.contains("question: what is `Stage`?"), "{}", output.err);
    }
    assert!(hopscope(&["import", "infra"]).err.contains("stacks/template.yaml:"));
    let given = hopscope(&["import", "template.yaml", "--parameter", "Stage=prod"]);
    assert!(given.out.contains("\"prod\"") && !given.err.contains("`Stage`"), "{}", given.err);
}

/// What a question says is how to answer it, and the answer settles it.
#[test]
fn a_question_says_how_it_is_answered() {
    let asked = hopscope(&["import", "template.yaml"]).err;
    for (id, value) in [("Stage", "prod"), ("region", "eu-west-1")] {
        let way = format!("--answer '{id}=VALUE'");
        assert!(asked.contains(&way), "{asked}");
        let answer = format!("{id}={value}");
        let settled = hopscope(&["import", "template.yaml", "--answer", &answer]);
        assert!(settled.out.contains(value) && !settled.err.contains(&way), "{}", settled.err);
    }
}

#[test]
fn a_file_is_written_on_request() {
    let world = World::default();
    let output = run(["import", "template.yaml", "-o", "out.json"].map(OsString::from), &world);
    assert_eq!((output.out.as_str(), output.exit), ("", Exit::Done));
    assert!(world.written.lock().unwrap()["out.json"].contains("\"hopscope\""));
}

#[test]
fn the_report_as_json_has_a_place_for_every_field() {
    let output = hopscope(&["import", "template.yaml", "--report", "json"]);
    let report: serde_json::Value = serde_json::from_str(&output.err).unwrap();
    let place = &report["sources"]["distributions[0].origin[0].origin_path"]["set_at"];
    assert_eq!((&place["file"], &place["line"]), (&"template.yaml".into(), &27.into()), "{report:#}");
    let mapped =
        report["report"].as_array().unwrap().iter().any(|entry| entry["address"] == "Cdn" && entry["fate"] == "mapped");
    assert!(mapped);
}

#[test]
fn every_command_takes_what_import_takes_and_leads_back_to_the_line() {
    let arguments = ["trace", "infra", "--request", "GET https://www.example.com/", "--parameter", "Stage=prod"];
    let output = hopscope(&arguments);
    assert_eq!(output.exit, Exit::Done, "{}", output.err);
    assert!(output.out.contains("stacks/template.yaml:27"), "{}", output.out);
    let output = hopscope(&[&arguments[..], &["--format", "json"]].concat());
    let traces: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    let steps: Vec<&serde_json::Value> =
        traces[0]["hops"].as_array().unwrap().iter().flat_map(|hop| hop["steps"].as_array().unwrap()).collect();
    assert!(
        steps.iter().all(|step| step["places"].as_array().unwrap().len() == step["fields"].as_array().unwrap().len())
    );
    let origin_path = steps.iter().find(|step| step["rule"] == "cloudfront.origin_path").unwrap();
    assert!(origin_path["places"].as_array().unwrap().iter().any(|place| place["line"] == 27), "{origin_path:#}");
    for command in ["routes", "lint", "advise"] {
        let mut arguments = vec![command, "infra", "--parameter", "Stage=prod"];
        if command == "advise" {
            arguments.extend(["--request", "GET https://www.example.com/"]);
        }
        let output = hopscope(&arguments);
        assert_ne!(output.exit, Exit::Unusable, "{command}: {}", output.err);
    }
}

#[test]
fn a_fix_is_a_change_of_the_file_as_well() {
    let arguments = ["advise", "infra", "--parameter", "Stage=prod", "--request", "GET https://www.example.com/"];
    let changed = "-            OriginPath: /wrong\n+            OriginPath: /prod\n";
    let output = hopscope(&arguments);
    assert!(output.out.contains("In your files"), "{}", output.out);
    // The report is indented.
    let lines: Vec<&str> = output.out.lines().map(str::trim_start).collect();
    assert!(lines.join("\n").contains(changed), "{}", output.out);
    let output = hopscope(&[&arguments[..], &["--format", "json"]].concat());
    let advice: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    let diffs: Vec<&str> =
        advice[0]["fixes"].as_array().unwrap().iter().filter_map(|fix| fix["diff"].as_str()).collect();
    let expected = "--- a/stacks/template.yaml\n+++ b/stacks/template.yaml\n";
    assert!(diffs.iter().any(|diff| diff.starts_with(expected) && diff.contains(changed)), "{diffs:#?}");
}

#[test]
fn a_finding_and_a_trace_name_the_line() {
    let output = hopscope(&["lint", "infra", "--parameter", "Stage=prod"]);
    assert!(output.out.contains("] stacks/template.yaml:"), "{}", output.out);
    let output = hopscope(&["lint", "infra", "--parameter", "Stage=prod", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    let places = found.as_array().unwrap().iter().filter(|each| each["place"]["line"].as_u64().is_some());
    assert!(places.count() > 0, "{found:#}");
    let request = "GET https://www.example.com/";
    let output = hopscope(&["trace", "infra", "--parameter", "Stage=prod", "--request", request]);
    assert!(output.out.contains("Lines behind it (> decides):"), "{}", output.out);
}

#[test]
fn what_aws_would_refuse_names_the_line() {
    let output = hopscope(&["trace", "refused.yaml", "--request", "GET https://www.example.com/"]);
    let told = output.err.lines().find(|line| line.contains("target_origin_id")).unwrap_or_default();
    assert!(told.starts_with("refused.yaml:29: "), "{}", output.err);
}

#[test]
fn what_holds_nothing_says_so() {
    let output = hopscope(&["import", "poem.txt"]);
    assert_eq!(output.exit, Exit::Unusable);
    assert!(output.err.contains("poem.txt: holds nothing that can be imported"), "{}", output.err);
    assert_eq!(hopscope(&["import", "missing"]).exit, Exit::Unusable);
    assert_eq!(hopscope(&["import"]).exit, Exit::Unusable);
    assert!(hopscope(&["import", "template.yaml", "--parameter", "Stage"]).err.contains("NAME=VALUE"));
}
