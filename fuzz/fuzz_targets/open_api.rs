//! `cargo xtask fuzz open_api`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hopscope_fuzz::open_api(bytes);
});
