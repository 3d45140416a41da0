//! A drawing as an SVG file of its own: no script, no font to load, colours for light and dark.

use std::fmt::Write as _;

use crate::shape::{Drawing, Shape};

/// The colours of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Those of whoever looks at it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

const LIGHT: &str = "--bg:#fff;--panel:#fff;--ink:#16202c;--dim:#5b6876;--line:#dde2e8;--soft:#eef1f5;--wire:#7c8a99;\
    --viewer:#1d5fd6;--viewer-bg:#e3edfd;--origin:#a85a00;--origin-bg:#fdeed6;--edit:#7b2fc9;--edit-bg:#f1e5fc;\
    --ok:#0f7a4f;--ok-bg:#e0f4ea;--bad:#c5221f;--bad-bg:#fde7e6";
const DARK: &str = "--bg:#0e1319;--panel:#161d26;--ink:#e6ebf1;--dim:#94a2b2;--line:#2a3542;--soft:#1d2630;\
    --wire:#94a2b2;--viewer:#8ab8ff;--viewer-bg:#16304f;--origin:#ffb65c;--origin-bg:#43300f;--edit:#cda0ff;\
    --edit-bg:#372150;--ok:#5fd6a0;--ok-bg:#123626;--bad:#ff8a85;--bad-bg:#471a1a";
const RULES: &str = "svg{background:var(--bg)}text{font:12px system-ui,sans-serif;fill:var(--ink)}\
    .value,.piece{font-family:ui-monospace,Menlo,Consolas,monospace}.lane{fill:var(--soft);stroke:var(--line)}\
    .lane-name{font-weight:650;font-size:13px}.lane-sub,.hint{fill:var(--dim);font-size:11px}\
    .frame{fill:var(--soft);opacity:.5}.frame.unsure{fill:url(#hatch);opacity:1}.life{stroke:var(--line);stroke-dasharray:3 4}.ghost{opacity:.5}.wire{stroke:var(--wire);stroke-width:1.6}\
    .head{fill:var(--wire)}.wire.bad{stroke:var(--bad)}.head.bad{fill:var(--bad)}.wire.good{stroke:var(--ok)}\
    .head.good{fill:var(--ok)}.box{fill:var(--panel);stroke:var(--line)}.box.refused{stroke:var(--bad);stroke-width:1.6}\
    .step-area{fill:none}.step-area.unsure{fill:url(#hatch)}.hatch{stroke:var(--line);stroke-width:2}\
    .span{fill:var(--soft);stroke:var(--line)}.span.refused{fill:var(--bad-bg);stroke:var(--bad)}\
    .span.answered{fill:var(--ok-bg);stroke:var(--ok)}.decides{fill:var(--dim)}.decides.refused{fill:var(--bad)}.label{fill:var(--dim)}.mark{font-weight:700}.mark.passed{fill:var(--ok)}\
    .mark.refused,.value.refused{fill:var(--bad)}.mark.changed,.value.changed{fill:var(--origin)}\
    .mark.skipped{fill:var(--dim)}.chip.viewer{fill:var(--viewer-bg)}.piece.viewer{fill:var(--viewer)}\
    .chip.origin{fill:var(--origin-bg)}.piece.origin{fill:var(--origin)}.chip.edit{fill:var(--edit-bg)}\
    .piece.edit{fill:var(--edit)}.chip.bad{fill:var(--bad-bg)}.piece.bad{fill:var(--bad)}\
    .chip.good{fill:var(--ok-bg)}.piece.good{fill:var(--ok)}";

/// The pattern of what is not known for sure.
const HATCH: &str = "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
     patternTransform=\"rotate(45)\"><path d=\"M0 0v6\" class=\"hatch\"/></pattern></defs>\n";

/// Writes a drawing as a file.
pub fn to_svg(drawing: &Drawing, theme: Theme) -> String {
    let Drawing { width, height, heads, shapes, label, .. } = drawing;
    let mut out = String::new();
    let colours = match theme {
        Theme::Light => format!(":root{{{LIGHT}}}"),
        Theme::Dark => format!(":root{{{DARK}}}"),
        Theme::Auto => format!(":root{{{LIGHT}}}@media(prefers-color-scheme:dark){{:root{{{DARK}}}}}"),
    };
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n\
         <style>{colours}{RULES}</style>\n",
        escape(label),
        escape(&description(heads.iter().chain(shapes)))
    );
    out.push_str(HATCH);
    heads.iter().chain(shapes).for_each(|shape| write_shape(&mut out, shape));
    out.push_str("</svg>\n");
    out
}

/// What the drawing says, a sentence a group: for readers who cannot see it.
fn description<'a>(shapes: impl Iterator<Item = &'a Shape>) -> String {
    let labels = shapes.filter_map(|shape| match shape {
        Shape::Group { label, .. } if !label.is_empty() => Some(label.as_str()),
        _ => None,
    });
    labels.collect::<Vec<_>>().join("; ")
}

fn write_shape(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Rect { x, y, width, height, radius, class } => {
            let _ = writeln!(
                out,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" class=\"{class}\"/>"
            );
        }
        Shape::Line { x1, y1, x2, y2, class, arrow } => {
            let _ = writeln!(out, "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" class=\"{class}\"/>");
            if *arrow {
                let _ = writeln!(out, "<path d=\"{}\" class=\"{}\"/>", arrow_head(*x1, *x2, *y2), head_class(class));
            }
        }
        Shape::Text { x, y, anchor, class, text, title } => {
            let title = title.as_deref().map(|title| format!("<title>{}</title>", escape(title))).unwrap_or_default();
            let (anchor, text) = (anchor.as_str(), escape(text));
            let _ = writeln!(
                out,
                "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" class=\"{class}\">{title}{text}</text>"
            );
        }
        Shape::Group { class, label, children, .. } => {
            let _ = writeln!(out, "<g class=\"{class}\" aria-label=\"{}\">", escape(label));
            children.iter().for_each(|child| write_shape(out, child));
            out.push_str("</g>\n");
        }
    }
}

/// A length to hundredths, as attributes hold it. (The library's own formatting knows every float there is, and weighs
/// accordingly in the page.)
pub fn length(length: f32) -> String {
    let hundredths = (length * 100.0).round() as i64;
    let (whole, part) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let sign = if hundredths < 0 { "-" } else { "" };
    match (part, part % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", part / 10),
        _ => format!("{sign}{whole}.{part:02}"),
    }
}

/// The outline of the arrow head at the end of a level wire.
pub fn arrow_head(from_x: f32, to_x: f32, y: f32) -> String {
    let back = if to_x >= from_x { to_x - 8.0 } else { to_x + 8.0 };
    let tip = if to_x >= from_x { to_x + 1.0 } else { to_x - 1.0 };
    let [back, above, tip, y, below] = [back, y - 4.5, tip, y, y + 4.5].map(length);
    format!("M{back} {above} {tip} {y} {back} {below}z")
}

/// The class of a wire's arrow head.
pub fn head_class(wire: &str) -> &'static str {
    match wire {
        "wire bad" => "head bad",
        "wire good" => "head good",
        _ => "head",
    }
}

/// Text for an XML document. Characters that XML has no place for become the replacement character.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            other if other.is_control() || matches!(other, '\u{fffe}' | '\u{ffff}') => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}
