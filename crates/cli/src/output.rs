//! What goes to the streams, and the exit code.

use hopscope_locale::visible;

/// What a command leaves behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// For standard output.
    pub out: String,
    /// For standard error.
    pub err: String,
    /// How it ended.
    pub exit: Exit,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    #[default]
    Done = 0,
    /// An expectation is not met.
    Failed = 1,
    /// The input cannot be used.
    Unusable = 2,
}

impl Output {
    /// A result for standard output.
    pub fn done(out: String) -> Self {
        Self { out, ..Self::default() }
    }

    /// Input that cannot be used, told in one line.
    pub fn unusable(line: &str) -> Self {
        Self { err: format!("hopscope: {}\n", visible::line(line)), exit: Exit::Unusable, ..Self::default() }
    }

    /// Both outputs, the worse exit.
    pub fn and(&mut self, other: Self) {
        self.out.push_str(&other.out);
        self.err.push_str(&other.err);
        if other.exit as u8 > self.exit as u8 {
            self.exit = other.exit;
        }
    }
}
