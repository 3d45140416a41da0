//! Everything that advice can say has words in every language.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use hopscope_advice::lint::{LINTS, lint};
use hopscope_advice::proof::{Frame, Invariant, Proof, Refuted, Undecided, Verdict, decide};
use hopscope_advice::words;
use hopscope_locale::{Catalog, Language};
use hopscope_routing::RuleId;
use hopscope_routing::edge::NoAnswers;
use support::example;

fn proof_of(name: &str, frame: Frame) -> Proof {
    let scenario = example(name);
    let request = scenario.requests.iter().find(|request| request.url.ends_with("/api/hello")).unwrap();
    match decide(&scenario, request, request.expect.as_ref().unwrap(), frame, &NoAnswers) {
        Verdict::Impossible(proof) => proof,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_article_s_proof_and_finding_in_words() {
    let mut text = String::new();
    for language in Language::ALL {
        let texts = Catalog::embedded(*language);
        for frame in Frame::ALL {
            text += &format!("{}\n", words::proof(&texts, &proof_of("article-described", *frame)).join("\n"));
        }
        for found in lint(&example("article-described")) {
            let words = words::finding(&texts, &found);
            text += &format!("{}\n{}\n{}\n", words.title, words.why, words.change);
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn every_entry_of_the_book_has_words() {
    for language in Language::ALL {
        let texts = Catalog::embedded(*language);
        for lint in LINTS {
            for part in ["title", "why", "change"] {
                assert!(!texts.templates(&format!("advice.lint.{}.{part}", lint.id)).is_empty(), "{} {part}", lint.id);
            }
        }
    }
}

#[test]
fn every_invariant_has_words() {
    let proof = proof_of("article-described", Frame::Both);
    let text = String::new;
    let invariants = vec![
        Invariant::RefusedBefore { rule: RuleId::S3List },
        Invariant::NoSuchPlace { expected: "x".into() },
        Invariant::LeadsElsewhere { origin_id: "x".into(), domain_name: "y".into() },
        Invariant::ResourceEndsIn { suffix: "/x".into(), expected: "/y".into() },
        Invariant::StageWithout { segment: text(), expected: "y".into() },
        Invariant::ResourceWithout { path: text(), expected: "/y".into() },
        Invariant::PlaceAnswers { rule: RuleId::S3List, origin_path: text() },
        Invariant::OriginGets { origin_id: "x".into(), path: "/y".into(), rule: RuleId::S3Access },
        Invariant::Exhausted { count: 2 },
    ];
    let choices = vec![Refuted { invariants, ..proof.choices[0].clone() }];
    let proof = Proof { choices, ..proof };
    for language in Language::ALL {
        let texts = Catalog::embedded(*language);
        let sentences = words::proof(&texts, &proof);
        assert_eq!(sentences.len(), 11);
        assert!(sentences.iter().all(|sentence| !sentence.contains("advice.")), "{sentences:?}");
        for why in [Undecided::NoDistribution, Undecided::NothingExpected, Undecided::EdgeFunctions(vec!["f".into()])] {
            assert!(!words::undecided(&texts, &why).contains("advice."));
        }
    }
}
