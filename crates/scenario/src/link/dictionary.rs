//! What a link of version 1 need not spell out: text that the compressor may refer back to from the first byte on.

/// The dictionary of version 1: what scenarios are most likely to hold, the likeliest at the end, where references
/// are shortest.
///
/// *It may never change*, or every link of version 1 would read as damaged. A better one is a new version.
pub(super) const VERSION_1: &[u8] = include_bytes!("dictionary-1.txt");
