//! Whether a drawing holds together: everything is inside it, and no box or text lies on another.

use hopscope_diagram::metrics::columns;
use hopscope_diagram::shape::{Anchor, Drawing, Shape};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// A rectangle on the drawing, and what it is.
#[derive(Clone, Debug)]
struct Area {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
    what: String,
}

impl Area {
    fn overlaps(&self, other: &Self) -> bool {
        let apart = self.right <= other.left
            || other.right <= self.left
            || self.bottom <= other.top
            || other.bottom <= self.top;
        !apart
    }
}

/// The place of a text, by the widths that the layout counts with (a hint's and a head's letters are smaller).
fn text_area(shape: &Shape) -> Option<Area> {
    let Shape::Text { x, y, anchor, class, text, .. } = shape else { return None };
    let column = match class.split(' ').next() {
        Some("hint") => 5.9,
        Some("lane-sub") => 6.3,
        Some("lane-name") => 7.6,
        Some("value" | "piece") => 7.25,
        _ => 6.8,
    };
    let width = column * columns(text) as f32;
    let left = match anchor {
        Anchor::Start => *x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Some(Area { left, top: y - 10.0, right: left + width, bottom: y + 3.0, what: text.clone() })
}

fn collect(shapes: &[Shape], texts: &mut Vec<Area>, boxes: &mut Vec<Area>) {
    for shape in shapes {
        match shape {
            Shape::Group { children, .. } => collect(children, texts, boxes),
            Shape::Rect { x, y, width, height, class, .. } => {
                if class.starts_with("box") || class.starts_with("chip") || class.starts_with("lane") {
                    let what = (*class).to_owned();
                    boxes.push(Area { left: *x, top: *y, right: x + width, bottom: y + height, what });
                }
            }
            Shape::Text { .. } => texts.extend(text_area(shape)),
            Shape::Line { .. } => {}
        }
    }
}

/// Holds a drawing to it.
pub fn check(drawing: &Drawing) -> Result<(), TestCaseError> {
    let (mut texts, mut boxes) = (Vec::new(), Vec::new());
    collect(&drawing.heads, &mut texts, &mut boxes);
    collect(&drawing.shapes, &mut texts, &mut boxes);
    for area in texts.iter().chain(&boxes) {
        let inside =
            area.left >= -0.5 && area.top >= 0.0 && area.right <= drawing.width + 0.5 && area.bottom <= drawing.height;
        prop_assert!(inside, "{area:?} leaves {} × {}", drawing.width, drawing.height);
    }
    for (list, kind) in [(&texts, "texts"), (&boxes, "boxes")] {
        for (index, one) in list.iter().enumerate() {
            for other in list.iter().skip(index + 1) {
                prop_assert!(!one.overlaps(other), "{kind} overlap: {one:?} {other:?}");
            }
        }
    }
    Ok(())
}

/// The texts of a drawing.
pub fn texts(drawing: &Drawing) -> Vec<String> {
    let (mut texts, mut boxes) = (Vec::new(), Vec::new());
    collect(&drawing.heads, &mut texts, &mut boxes);
    collect(&drawing.shapes, &mut texts, &mut boxes);
    texts.into_iter().map(|area| area.what).collect()
}
