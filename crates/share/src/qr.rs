//! A link as a QR code.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// The light border that readers need, in modules. Source: ISO/IEC 18004.
const BORDER: i32 = 4;

/// A code: its side in modules, border and all, and the outline of its dark modules as a path of SVG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The side.
    pub side: i32,
    /// The path.
    pub path: String,
}

/// The link as a code. None: it is longer than a code can hold (2,953 bytes).
pub fn code(link: &str) -> Option<Code> {
    let code = QrCode::encode_text(link, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                let _ = write!(path, "M{} {}h{}v1h-{}z", start + BORDER, y + BORDER, x - start, x - start);
            } else {
                x += 1;
            }
        }
    }
    Some(Code { side: code.size() + 2 * BORDER, path })
}

/// The link as an SVG picture, with a title for those who do not see it. None: a code cannot hold it.
pub fn to_svg(link: &str, title: &str) -> Option<String> {
    let Code { side, path } = code(link)?;
    let title = crate::embed::attribute(title);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{title}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_holds_what_fits() {
        let svg = to_svg("https://example.org/#1abc", "a \"link\"").unwrap_or_default();
        assert!(svg.contains("aria-label=\"a &quot;link&quot;\"") && svg.contains("viewBox=\"0 0 33 33\""), "{svg}");
        assert!(to_svg(&"x".repeat(2_953), "").is_some());
        assert!(to_svg(&"x".repeat(2_954), "").is_none());
    }
}
