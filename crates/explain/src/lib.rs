//! The curl reader: from a pasted answer to the hop that gave it, the possible causes and what to run next.
//!
//! ```
//! let pasted = "$ curl -i https://abc123.execute-api.us-east-1.amazonaws.com/api/hello
//! HTTP/2 403
//! content-type: application/json
//! x-amzn-errortype: ForbiddenException
//! x-amz-apigw-id: UbC3dE4fG5hI6jK=
//!
//! {\"message\":\"Forbidden\"}";
//! let explanation = hopscope_explain::explain(pasted).unwrap();
//! assert_eq!(explanation.causes.causes[0].id, "stage_missing");
//! ```
//!
//! | module | holds |
//! | --- | --- |
//! | [`read`](mod@read), [`error`] | pasted text into [`exchange`]s |
//! | [`host_name`], [`arn`], [`clues`] | what stands in them |
//! | [`fingerprint`](mod@fingerprint), [`evidence`] | which hop answered, and by which evidence |
//! | [`table`], [`cause`], [`fact`] | the causes that an answer can have |
//! | [`probe`] | what to run next |
//! | [`prefill`](mod@prefill), [`secret`] | a scenario filled with what could be read, without what is secret |
//! | [`words`], [`report`](mod@report), [`explanation`](mod@explanation) | all of it in the words of a language |
//!
//! *Invariants.* Any text gives an explanation or says what to paste. What the text does not tell is unknown, never
//! guessed silently. Nothing secret that was pasted goes into a scenario.

pub mod arn;
pub mod cause;
pub mod clues;
pub mod error;
pub mod evidence;
pub mod exchange;
pub mod explanation;
pub mod fact;
pub mod fingerprint;
pub mod host_name;
pub mod prefill;
pub mod probe;
pub mod read;
pub mod report;
pub mod secret;
pub mod table;
pub mod words;

pub use error::ReadError;
pub use explanation::explanation;
pub use report::report;

use clues::Clues;
use exchange::Exchange;
use fingerprint::Fingerprint;
use prefill::Prefill;
use probe::Probe;
use table::Causes;

/// What a pasted text is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Every request and answer that the text tells of.
    pub exchanges: Vec<Exchange>,
    /// Which of them is explained.
    pub chosen: usize,
    /// Which hop answered.
    pub fingerprint: Fingerprint,
    /// What can be behind it.
    pub causes: Causes,
    /// What to run next.
    pub probes: Vec<Probe>,
    /// A scenario filled with what could be read.
    pub prefill: Prefill,
}

/// Explains a pasted text: of several exchanges the first that went wrong, else the last.
///
/// # Errors
/// When there is no answer in it.
pub fn explain(text: &str) -> Result<Explanation, ReadError> {
    let exchanges = read::read(text)?;
    let chosen = exchanges.iter().position(Exchange::failed).unwrap_or(exchanges.len().saturating_sub(1));
    explain_one(exchanges, chosen).ok_or(ReadError::NothingFound)
}

/// Explains one of the exchanges that [`read::read`] found. None: there are not so many.
pub fn explain_one(exchanges: Vec<Exchange>, chosen: usize) -> Option<Explanation> {
    let exchange = exchanges.get(chosen)?;
    let clues = Clues::of(exchange);
    let fingerprint = fingerprint::fingerprint(&clues);
    let causes = table::causes(&clues, &fingerprint);
    let probes = probe::probes(&clues, &fingerprint, &causes.rows);
    let prefill = prefill::prefill(exchange, &clues, &fingerprint, &causes);
    Some(Explanation { fingerprint, causes, probes, prefill, chosen, exchanges })
}
