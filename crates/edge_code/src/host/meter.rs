//! What a run has used, and what stopped it.

use std::cell::{Cell, RefCell};

use boa_engine::error::{EngineError, RuntimeLimitError};
use boa_engine::{JsError, JsNativeError, JsResult};
use hopscope_scenario::edge_call::{EdgeLimit, OriginDirective};

use crate::limits::{LOG_SIZE, Limits, NESTING};
use crate::source::Dialect;
use crate::watchdog::{MORE_TIME, Over};

/// What a run has used, and what stopped it.
#[derive(Debug)]
pub struct Meter {
    /// How much it may use.
    pub limits: Limits,
    /// Which runtime it is.
    pub dialect: Dialect,
    /// What the code wrote.
    pub logs: RefCell<Vec<String>>,
    /// What the code asked of the origin.
    pub origins: RefCell<Vec<OriginDirective>>,
    log_size: Cell<usize>,
    work: Cell<u64>,
    buffers: Cell<u64>,
    depth: Cell<usize>,
    random: Cell<u64>,
    stopped: Cell<Option<EdgeLimit>>,
    unsupported: RefCell<Option<String>>,
    over: Over,
}

impl Default for Meter {
    fn default() -> Self {
        Self::new(Limits::CLOUDFRONT_FUNCTION, Dialect::CloudFront2, Over::default())
    }
}

impl Meter {
    /// A meter at zero.
    pub fn new(limits: Limits, dialect: Dialect, over: Over) -> Self {
        Self {
            limits,
            dialect,
            logs: RefCell::default(),
            origins: RefCell::default(),
            log_size: Cell::default(),
            work: Cell::default(),
            buffers: Cell::default(),
            depth: Cell::default(),
            random: Cell::new(0x9e37_79b9_7f4a_7c15),
            stopped: Cell::default(),
            unsupported: RefCell::default(),
            over,
        }
    }

    /// The limit that stopped the run.
    pub fn stopped(&self) -> Option<EdgeLimit> {
        self.stopped.get()
    }

    /// What the code needs that cannot be had.
    pub fn unsupported(&self) -> Option<String> {
        self.unsupported.borrow().clone()
    }

    /// Stops the run for good: unlike a thrown error, the code cannot catch this.
    pub fn stop(&self, limit: EdgeLimit) -> JsError {
        if self.stopped.get().is_none() {
            self.stopped.set(Some(limit));
        }
        EngineError::RuntimeLimit(RuntimeLimitError::StackSize).into()
    }

    /// Stops the run because the code needs what cannot be had here.
    pub fn stop_unsupported(&self, what: &str) -> JsError {
        self.unsupported.borrow_mut().get_or_insert_with(|| what.to_owned());
        EngineError::RuntimeLimit(RuntimeLimitError::StackSize).into()
    }

    /// Counts work done outside the virtual machine.
    pub fn charge(&self, amount: u64) -> JsResult<()> {
        if self.over.is_over() {
            return Err(self.stop_unsupported(MORE_TIME));
        }
        let work = self.work.get().saturating_add(amount);
        self.work.set(work);
        if work > self.limits.work { Err(self.stop(EdgeLimit::Instructions)) } else { Ok(()) }
    }

    /// How much work is left.
    pub fn work_left(&self) -> u64 {
        self.limits.work.saturating_sub(self.work.get())
    }

    /// Accepts a string of a length, or stops the run.
    ///
    /// Node.js itself refuses strings of 2^29 - 24 units and more with an error that code can catch.
    pub fn string(&self, length: u64) -> JsResult<()> {
        const NODE_LONGEST: u64 = (1 << 29) - 24;
        if self.dialect == Dialect::Node && length > NODE_LONGEST {
            return Err(JsNativeError::range().with_message("Invalid string length").into());
        }
        if length > self.limits.string_length as u64 {
            return Err(self.stop(EdgeLimit::Memory));
        }
        self.charge(length)
    }

    /// Accepts an array of a length, or stops the run.
    pub fn array(&self, length: u64) -> JsResult<()> {
        if length > self.limits.array_length as u64 {
            return Err(self.stop(EdgeLimit::Memory));
        }
        self.charge(length.saturating_add(1))
    }

    /// The largest buffer that may be made now.
    pub fn next_buffer(&self) -> u64 {
        let buffers = self.buffers.get() + 1;
        self.buffers.set(buffers);
        self.limits.buffer / buffers
    }

    /// Goes one native call deeper; [`Meter::leave`] comes back.
    pub fn enter(&self) -> JsResult<()> {
        let depth = self.depth.get() + 1;
        self.depth.set(depth);
        if depth > NESTING { Err(self.stop(EdgeLimit::Recursion)) } else { Ok(()) }
    }

    /// Comes back from [`Meter::enter`].
    pub fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// Keeps a line of the log, up to the size at which AWS cuts logs.
    pub fn log(&self, mut line: String) {
        let left = LOG_SIZE.saturating_sub(self.log_size.get());
        if left == 0 {
            return;
        }
        if line.len() > left {
            let end = (0..=left).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
            line.truncate(end);
        }
        self.log_size.set(self.log_size.get() + line.len().max(1));
        self.logs.borrow_mut().push(line);
    }

    /// Keeps an origin directive, in place of an earlier one of the same kind.
    pub fn origin(&self, directive: OriginDirective) {
        let mut origins = self.origins.borrow_mut();
        origins.retain(|other| std::mem::discriminant(other) != std::mem::discriminant(&directive));
        origins.push(directive);
    }

    /// The next number of a fixed sequence in 0..1 (xorshift64*, Vigna 2016).
    pub fn random(&self) -> f64 {
        let mut x = self.random.get();
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        self.random.set(x);
        (x.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
