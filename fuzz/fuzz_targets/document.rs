//! `cargo xtask fuzz document`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hopscope_fuzz::document(bytes);
});
