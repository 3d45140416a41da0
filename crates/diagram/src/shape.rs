//! Shapes in place: what a drawing is made of. Lengths are px of an unscaled drawing.

use hopscope_routing::RuleId;

/// A finished drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// The heads of its lanes, from its top down.
    pub heads: Vec<Shape>,
    /// The height that they take. A page keeps them in sight while the rest scrolls.
    pub head_height: f32,
    /// Its other shapes, the lowest first.
    pub shapes: Vec<Shape>,
    /// What it shows, in a sentence.
    pub label: String,
}

impl Drawing {
    /// The same to look at alone: its steps cannot be opened.
    #[must_use]
    pub fn still(mut self) -> Self {
        for shape in &mut self.shapes {
            if let Shape::Group { class, subject, .. } = shape
                && *subject != Subject::Nothing
            {
                (*class, *subject) = ("told", Subject::Nothing);
            }
        }
        self
    }
}

/// A shape. Classes name roles, which a style sheet gives colours.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle.
    Rect {
        /// Left edge.
        x: f32,
        /// Top edge.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Radius of the corners.
        radius: f32,
        /// Class.
        class: &'static str,
    },
    /// A straight line.
    Line {
        /// Start.
        x1: f32,
        /// Start.
        y1: f32,
        /// End.
        x2: f32,
        /// End.
        y2: f32,
        /// Class.
        class: &'static str,
        /// Whether its end is an arrow head.
        arrow: bool,
    },
    /// A line of text.
    Text {
        /// Where `anchor` is.
        x: f32,
        /// Baseline.
        y: f32,
        /// Which part of the text is at `x`.
        anchor: Anchor,
        /// Class.
        class: &'static str,
        /// The text as it fits.
        text: String,
        /// The whole text, where it did not fit.
        title: Option<String>,
    },
    /// Shapes that belong together.
    Group {
        /// Class.
        class: &'static str,
        /// What they stand for.
        subject: Subject,
        /// What they say, in a sentence.
        label: String,
        /// The shapes.
        children: Vec<Shape>,
    },
}

/// What a group of shapes stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Nothing that can be opened.
    Nothing,
    /// A step.
    Step(StepRef),
    /// Steps of this stop that were folded.
    Folded(usize),
}

/// Which part of a text is at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Anchor {
    /// As SVG's `text-anchor` spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A step of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StepRef {
    /// The hop, from 0.
    pub hop: usize,
    /// The step of the hop, from 0.
    pub step: usize,
    /// The id of its rule.
    pub rule: RuleId,
}
