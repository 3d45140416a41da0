//! `cargo xtask fuzz hcl`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hopscope_fuzz::hcl(bytes);
});
