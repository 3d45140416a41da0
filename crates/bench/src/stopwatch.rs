//! One measurement.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How many samples are taken, at least; more while there is time.
const SAMPLES: usize = 15;
/// How long a sample lasts, at least: short calls are made many times in a row, so that the clock does not count.
const SAMPLE: Duration = Duration::from_millis(2);
/// How long a measurement goes on, about.
const PATIENCE: Duration = Duration::from_millis(700);

/// The times of one call, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Of half the samples it was less.
    pub median: f64,
    /// The least.
    pub least: f64,
}

/// Measures how long `run` takes.
pub fn time<T>(mut run: impl FnMut() -> T) -> Times {
    let calls = calls_a_sample(&mut run);
    let began = Instant::now();
    let mut samples = Vec::new();
    while samples.len() < SAMPLES || began.elapsed() < PATIENCE {
        samples.push(sample(&mut run, calls).as_secs_f64() / f64::from(calls));
    }
    samples.sort_by(f64::total_cmp);
    let at = |index: usize| samples.get(index).copied().unwrap_or_default();
    Times { median: at(samples.len() / 2), least: at(0) }
}

/// How many calls fill a sample. Finding out warms the caches.
fn calls_a_sample<T>(run: &mut impl FnMut() -> T) -> u32 {
    let mut calls = 1;
    while sample(run, calls) < SAMPLE {
        calls *= 2;
    }
    calls
}

fn sample<T>(run: &mut impl FnMut() -> T, calls: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        black_box(run());
    }
    start.elapsed()
}
