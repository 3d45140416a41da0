//! `cargo xtask fuzz plan`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hopscope_fuzz::plan(bytes);
});
