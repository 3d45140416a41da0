//! How much a run may use.

/// How much one run may use. The defaults are far above what AWS grants, so that code that works there is never cut
/// short here; what they stop is code that would not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Instructions of the engine's virtual machine.
    pub instructions: usize,
    /// Calls of functions inside one another.
    pub recursion: usize,
    /// The longest string that code may make, in UTF-16 units.
    pub string_length: usize,
    /// The longest array that a built-in function will walk through or make.
    pub array_length: usize,
    /// How much the built-in functions and operators may handle in sum: characters of strings, items of arrays.
    pub work: u64,
    /// Bytes of the largest buffer; the nth buffer of a run may have an nth of it.
    pub buffer: u64,
    /// How long timers may make a run wait, in milliseconds of the run's own time, which no clock tells.
    pub waiting: u64,
    /// Wall-clock time in milliseconds, kept natively only. In a browser the page ends the worker instead. A net below
    /// the other limits: it decides nothing that they would decide.
    pub milliseconds: u64,
}

impl Limits {
    /// For a CloudFront Function, which on AWS has less than a millisecond and 2 MB of memory (AWS documentation,
    /// "Quotas on CloudFront Functions").
    pub const CLOUDFRONT_FUNCTION: Self = Self {
        instructions: 1_000_000,
        recursion: 512,
        string_length: 1 << 20,
        array_length: 100_000,
        work: 16_000_000,
        buffer: 2 << 20,
        waiting: 0,
        milliseconds: 20_000,
    };

    /// For Lambda@Edge, which on AWS has up to 30 seconds and 128 MB or more; 5 seconds at the events of the viewer, see
    /// [`LIMIT_OF_VIEWER_EVENTS`].
    pub const LAMBDA_AT_EDGE: Self = Self {
        instructions: 5_000_000,
        recursion: 1_024,
        string_length: 4 << 20,
        array_length: 200_000,
        work: 64_000_000,
        buffer: 8 << 20,
        waiting: 30_000,
        milliseconds: 60_000,
    };

    /// The limits for a runtime's name.
    pub fn for_runtime(runtime: &str) -> Self {
        if runtime.starts_with("cloudfront-js") { Self::CLOUDFRONT_FUNCTION } else { Self::LAMBDA_AT_EDGE }
    }
}

/// How long a Lambda@Edge function may run at an event of the viewer, in milliseconds; at one of the origin it has the
/// 30 seconds of [`Limits::waiting`] (AWS documentation, "Quotas on Lambda@Edge").
pub const LIMIT_OF_VIEWER_EVENTS: u64 = 5_000;

/// The largest CloudFront Function, in bytes (AWS documentation, "Quotas on CloudFront Functions").
pub const CLOUDFRONT_FUNCTION_SIZE: usize = 10 * 1024;

/// The largest Lambda@Edge source text that is run here, in bytes. AWS allows 50 MB; the parser's depth grows with
/// the text, so a bound is needed, and a handler written by hand stays far below it.
pub const LAMBDA_SOURCE_SIZE: usize = 96 * 1024;

/// The deepest nesting of brackets in code, counted as [`crate::source::deepest_nesting`] does.
///
/// A browser gives a worker about 1 MB of stack, which some forty round brackets use up; natively a run's thread has
/// more.
pub const CODE_NESTING: usize = if cfg!(target_family = "wasm") { 128 } else { 800 };

/// The deepest nesting of values: of JSON text, of arrays that are flattened, of calls of built-in functions within
/// one another.
pub const NESTING: usize = 120;

/// How many bytes of `console` output are kept: CloudFront Functions cut their logs at 10 KB (AWS documentation,
/// "Restrictions on CloudFront Functions").
pub const LOG_SIZE: usize = 10 * 1024;

/// The instant at which every run takes place: `Date` is frozen at 2026-01-01T00:00:00Z.
///
/// On CloudFront Functions `Date` stands still during a run as well. A fixed instant makes equal calls have equal
/// answers.
pub const NOW_MILLISECONDS: i64 = 1_767_225_600_000;
