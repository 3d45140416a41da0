//! `cargo xtask fuzz archive`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hopscope_fuzz::archive(bytes);
});
