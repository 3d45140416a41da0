//! Everything that an explanation can say has words in every language, and every cause has its rules and sources.
#![allow(clippy::unwrap_used, missing_docs)]

use hopscope_explain::evidence::Says;
use hopscope_explain::prefill::Unknown;
use hopscope_explain::{ReadError, cause, explain, probe, report, table, words};
use hopscope_locale::{Catalog, Language};

#[test]
fn every_cause_probe_and_piece_of_evidence_has_words() {
    for language in Language::ALL {
        let texts = Catalog::embedded(*language);
        let has = |key: String| assert_ne!(texts.text(&key), key, "{language:?}");
        for cause in cause::ALL {
            has(format!("explain.cause.{}", cause.id));
            has(format!("explain.check.{}", cause.id));
        }
        for id in probe::ALL {
            has(format!("explain.probe.{id}"));
            has(format!("explain.tells.{id}"));
        }
        Says::ALL.iter().for_each(|says| has(format!("explain.says.{}", says.key())));
        Unknown::ALL.iter().for_each(|what| has(format!("explain.unknown.{}", what.key())));
        for error in [
            ReadError::Empty,
            ReadError::TooLarge { limit: 1 },
            ReadError::NoAnswer { url: None },
            ReadError::NoAnswer { url: Some("https://a.example/".to_owned()) },
            ReadError::Json { line: 1, column: 2 },
            ReadError::NoEntries,
            ReadError::NothingFound,
        ] {
            assert!(!words::read_error(&texts, &error).contains("explain."), "{error:?}");
        }
    }
}

#[test]
fn causes_name_rules_of_the_book_and_are_used() {
    for cause in cause::ALL {
        let is_used = table::rows().any(|row| row.causes.iter().any(|each| each.id == cause.id));
        assert!(is_used, "{} is in no row", cause.id);
        assert_eq!(cause::find(cause.id).map(|found| found.id), Some(cause.id));
    }
}

#[test]
fn rows_have_ids_of_their_own_and_sources() {
    let mut seen = std::collections::BTreeSet::new();
    for row in table::rows() {
        assert!(seen.insert(row.id), "{} stands twice", row.id);
        assert!(!row.causes.is_empty() && !row.sources.is_empty() && !row.marks.is_empty(), "{}", row.id);
        assert!(row.sources.iter().all(|source| source.len() > 10), "{}", row.id);
    }
}

/// The recorded 403 of the article, pasted with its command.
const PASTED: &str = include_str!("article-cloudfront.txt");

#[test]
fn the_report_of_the_article_s_refusal() {
    for language in Language::ALL {
        let texts = Catalog::embedded(*language);
        let report = report(&texts, &explain(PASTED).unwrap());
        insta::assert_snapshot!(format!("article_{}", language.tag()), report.to_text());
    }
}
