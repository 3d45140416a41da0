//! Why a function did not finish.

use serde::{Deserialize, Serialize};

/// A place in the user's source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CodePosition {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

/// Why a function did not finish. AWS answers 503 to all of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeFailure {
    /// The code threw, or its promise was rejected.
    Threw {
        /// The error's class, such as `TypeError`; empty when what was thrown is no error object.
        name: String,
        /// The error's message, or the thrown value as text.
        message: String,
        /// Where it was thrown, where that is known.
        position: Option<CodePosition>,
    },
    /// The runtime cannot read the code. AWS accepts such code when it is published and fails at each request.
    Syntax {
        /// What is wrong, in the words of the runtime where they are known.
        message: String,
        /// Where.
        position: Option<CodePosition>,
        /// The language feature that this runtime lacks; `None` where no runtime would read the code.
        feature: Option<JsFeature>,
    },
    /// The code defines no `handler`.
    NoHandler,
    /// The handler's promise never settles, or its callback is never called.
    NeverSettled,
    /// The code ran into a limit.
    Limit(EdgeLimit),
}

/// A limit that ended a run. All but `CodeSize` are this model's own stand-ins for AWS's limits on time and memory,
/// and more generous than those.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeLimit {
    /// The source text is larger than a CloudFront Function may be.
    CodeSize {
        /// Its size in bytes.
        size: u64,
        /// The largest size allowed, in bytes.
        limit: u64,
    },
    /// Too many instructions, or too much work inside the built-in functions: an endless loop, most likely.
    Instructions,
    /// Calls nested too deeply.
    Recursion,
    /// Too much memory: a string, an array or a buffer too large.
    Memory,
    /// Too long by the clock.
    Time,
}

/// A language feature that the CloudFront Functions runtimes lack, all of them or the older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JsFeature {
    /// `const` and `let`, which came with runtime 2.0.
    LexicalDeclaration,
    /// `async` and `await`, which came with runtime 2.0.
    Async,
    /// `import`, which came with runtime 2.0, and there only takes `cf` from `cloudfront`.
    Import,
    /// `export`.
    Export,
    /// `1_000`, which came with runtime 2.0.
    NumericSeparator,
    /// `await` among the arguments of a call.
    AwaitInArguments,
    /// `for (… of …)`.
    ForOf,
    /// `[a, b] = …`, `{a, b} = …`, and the same as parameters.
    Destructuring,
    /// A parameter with a default value.
    DefaultParameter,
    /// `…values` in a call, an array or an object.
    Spread,
    /// `a?.b`.
    OptionalChaining,
    /// `catch { }` without a parameter.
    OptionalCatchBinding,
    /// `class`.
    Class,
    /// `function*` and `yield`.
    Generator,
    /// `a ||= b`, `a &&= b`, `a ??= b`.
    LogicalAssignment,
    /// `10n`.
    BigInt,
}

impl JsFeature {
    /// Whether the refusal was seen on AWS or is documented by AWS. For the others it follows from the feature's
    /// absence from AWS's list of what the runtime has.
    pub const fn is_certain(self) -> bool {
        match self {
            // AWS documentation, "JavaScript runtime 1.0 features" and "2.0 features".
            Self::LexicalDeclaration | Self::Async | Self::Import | Self::NumericSeparator => true,
            // Reported from real distributions in public repositories, 2025 and 2026.
            Self::AwaitInArguments
            | Self::ForOf
            | Self::Destructuring
            | Self::OptionalChaining
            | Self::OptionalCatchBinding => true,
            Self::Export
            | Self::DefaultParameter
            | Self::Spread
            | Self::Class
            | Self::Generator
            | Self::LogicalAssignment
            | Self::BigInt => false,
        }
    }
}
