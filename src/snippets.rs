//! Code to begin an edge function with.

/// A piece of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Its name: the key of its title is `edge_code.snippet.<name>`.
    pub name: &'static str,
    /// Whether it is for Lambda@Edge; else it is a CloudFront Function.
    pub at_edge: bool,
    /// The code.
    pub code: &'static str,
}

macro_rules! snippets {
    ($($at_edge:literal: [$($name:literal),* $(,)?]),* $(,)?) => {
        /// Every snippet, in the order of the menu.
        pub const ALL: &[Snippet] = &[$($(Snippet {
            name: $name,
            at_edge: $at_edge,
            code: include_str!(concat!("../snippets/", $name, ".js")),
        }),*),*];
    };
}

snippets! {
    false: ["strip_prefix", "index_html", "www_to_apex", "spa_fallback", "header_auth", "ab_by_cookie"],
    true: ["origin_request", "security_headers"],
}
