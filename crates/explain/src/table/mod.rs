//! From a fingerprint to its causes: a table, read from top to bottom, of which the first row that fits is taken.
//!
//! | module | holds |
//! | --- | --- |
//! | this one | [`AnswerRow`], [`causes`] |
//! | [`mark`] | [`Mark`]: what a row asks of an answer |
//! | [`client`], [`cloudfront`], [`rest_api`], [`http_api`], [`function_url`], [`s3`], [`backend`], [`bare`] | the rows |
//!
//! Rows that stand in front of all others, [`OVERLAYS`], add to the first that fits: an error page and a cache can hide
//! any answer.

pub mod backend;
pub mod bare;
pub mod client;
pub mod cloudfront;
pub mod function_url;
pub mod http_api;
pub mod mark;
pub mod rest_api;
pub mod s3;

use super::cause::{self, PossibleCause};
use super::clues::Clues;
use super::fingerprint::Fingerprint;
use mark::Mark;

/// A row: what an answer looks like, and what can be behind it.
#[derive(Debug)]
pub struct AnswerRow {
    /// Its id, for tests and links.
    pub id: &'static str,
    /// What the answer looks like; all must fit.
    pub marks: &'static [Mark],
    /// The causes, likeliest first.
    pub causes: &'static [&'static PossibleCause],
    /// Where it is documented or recorded.
    pub sources: &'static [&'static str],
}

/// The tables in the order in which they are read.
pub static TABLES: &[&[AnswerRow]] = &[
    client::ROWS,
    cloudfront::ROWS,
    rest_api::ROWS,
    http_api::ROWS,
    function_url::ROWS,
    s3::ROWS,
    backend::ROWS,
    bare::ROWS,
];

/// What can hide any other answer.
pub static OVERLAYS: &[AnswerRow] = &[
    AnswerRow {
        // CAPTCHA and challenge name themselves, wherever the web ACL stands.
        id: "waf_action",
        marks: &[Mark::Field("x-amzn-waf-action")],
        causes: &[&cause::WEB_ACL_DISTRIBUTION, &cause::WEB_ACL_STAGE, &cause::LB_WEB_ACL],
        sources: &["https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html"],
    },
    AnswerRow {
        id: "masked_error",
        marks: &[Mark::Masked],
        causes: &[&cause::ERROR_PAGE],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html",
        ],
    },
    AnswerRow {
        id: "cached_error",
        marks: &[Mark::StatusFrom(400), Mark::Cached],
        causes: &[&cause::CACHED_ERROR],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html"],
    },
];

/// What can have replaced an error, or its body.
pub static AFTERTHOUGHTS: &[AnswerRow] = &[
    AnswerRow {
        id: "rewritten",
        marks: &[Mark::Rewritten],
        causes: &[&cause::GATEWAY_RESPONSE],
        sources: &[
            "Public capture of a customised gateway response: 404 that still names MissingAuthenticationTokenException",
        ],
    },
    AnswerRow {
        id: "error_page",
        marks: &[Mark::StatusFrom(400), Mark::Relayed, Mark::NotAwsJson],
        causes: &[&cause::ERROR_PAGE, &cause::ERROR_PAGE_UNAVAILABLE],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html"],
    },
];

/// The causes of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causes {
    /// The ids of the rows that fit.
    pub rows: Vec<&'static str>,
    /// The causes in order of likelihood.
    pub causes: Vec<&'static PossibleCause>,
    /// Where all this is documented or recorded.
    pub sources: Vec<&'static str>,
}

/// What can be behind an answer, likeliest first.
pub fn causes(clues: &Clues<'_>, found: &Fingerprint) -> Causes {
    let fits = |row: &&AnswerRow| row.marks.iter().all(|mark| mark.fits(clues, found));
    let before = OVERLAYS.iter().filter(fits);
    let main = TABLES.iter().flat_map(|table| table.iter()).find(fits);
    let after = AFTERTHOUGHTS.iter().filter(fits);
    let mut all = Causes::default();
    for row in before.chain(main).chain(after) {
        all.rows.push(row.id);
        for source in row.sources {
            if !all.sources.contains(source) {
                all.sources.push(source);
            }
        }
        let possible: Vec<&'static PossibleCause> =
            row.causes.iter().copied().filter(|cause| cause.is_possible(clues, found)).collect();
        let (likelier, others): (Vec<_>, Vec<_>) =
            possible.into_iter().partition(|cause| cause.is_likelier(clues, found));
        for cause in likelier.into_iter().chain(others) {
            if !all.causes.contains(&cause) {
                all.causes.push(cause);
            }
        }
    }
    all
}

/// Every row.
pub fn rows() -> impl Iterator<Item = &'static AnswerRow> {
    OVERLAYS.iter().chain(TABLES.iter().flat_map(|table| table.iter())).chain(AFTERTHOUGHTS)
}
