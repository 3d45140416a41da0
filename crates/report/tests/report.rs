//! Reports as JSON and as text.
#![allow(clippy::unwrap_used)]

use hopscope_report::{Action, Block, Button, Report, Row, Tone};
use proptest::prelude::*;

fn example() -> Report {
    let row = |cells: [&str; 2], action| Row { cells: cells.map(str::to_owned).to_vec(), tone: Tone::Bad, action };
    let request = Action::Request { method: "GET".to_owned(), url: "https://example.com/".to_owned() };
    Report::new(vec![
        Block::heading("Routes"),
        Block::paragraph("All of `/api/*`."),
        Block::Table {
            head: vec!["URL".to_owned(), "Answer".to_owned()],
            rows: vec![row(["`/`", "403"], Some(request)), row(["`/api/hello`", "200"], None)],
        },
        Block::List { ordered: true, items: vec!["one".to_owned(), "two".to_owned()] },
        Block::Card {
            title: "Set the origin path".to_owned(),
            badge: "CloudFront".to_owned(),
            tone: Tone::Good,
            blocks: vec![
                Block::Code { title: "Terraform".to_owned(), text: "a = 1\nb = 2".to_owned() },
                Block::Fold { summary: "More".to_owned(), blocks: vec![Block::toned(Tone::Caution, "Mind this.")] },
            ],
            actions: vec![
                Button { label: "Try".to_owned(), action: Action::Scenario { scenario: "{}".to_owned() } },
                Button { label: "Copy".to_owned(), action: Action::Copy { text: "x".to_owned() } },
                Button { label: "Show".to_owned(), action: Action::Field { path: "requests[0]".to_owned() } },
            ],
        },
    ])
}

#[test]
fn json_and_back() {
    assert_eq!(Report::from_json(&example().to_json()).unwrap(), example());
}

#[test]
fn text_for_a_terminal() {
    let expected = "\
Routes
======
All of `/api/*`.

URL           Answer
------------  ------
`/`           403
`/api/hello`  200

1. one
2. two

* ✓ Set the origin path [CloudFront]
  Terraform:
    a = 1
    b = 2

  More:
    ! Mind this.
";
    assert_eq!(example().to_text(), expected);
}

/// A full-width character takes two columns.
#[test]
fn columns_of_japanese_stand_below_one_another() {
    let row = |cells: [&str; 2]| Row { cells: cells.map(str::to_owned).to_vec(), tone: Tone::Plain, action: None };
    let report = Report::new(vec![
        Block::heading("経路"),
        Block::Table {
            head: vec!["候補".to_owned(), "判定".to_owned()],
            rows: vec![row(["カスタムドメイン", "除外"]), row(["API", "残る"])],
        },
    ]);
    let expected = "\
経路
====
候補              判定
----------------  ----
カスタムドメイン  除外
API               残る
";
    assert_eq!(report.to_text(), expected);
}

proptest! {
    #[test]
    fn any_text_is_a_report_or_none(text in any::<String>()) {
        let _ = Report::from_json(&text);
    }
}
