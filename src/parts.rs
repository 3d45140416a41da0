//! The parts of the program that a first visit does without.
//!
//! A part is a function that gives what is in it, mostly functions. What can be reached through it alone, the release
//! build cuts out of the program into a file of its own (xtask/src/wrapped.rs), which is fetched at the first call. A
//! development build has everything in one piece.

use std::fmt::Debug;

use hopscope_app::Action;
use hopscope_app::advice::{Question, Topic};
use yew::prelude::*;

use crate::components::advice::{advice_dialog, shown};
use crate::components::set_up::set_up;
use crate::effects::advice::ask;
use crate::page::Page;

/// A part did not arrive. It may be asked for again.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

macro_rules! part {
    ($(#[$meta:meta])* $name:ident: $type:ty = $value:expr) => {
        $(#[$meta])*
        // Functions of a part are found by their names in the linker's table: the attribute makes the name.
        #[cfg_attr(feature = "parts", allow(unsafe_code), wasm_split_helpers::wasm_split($name, fallible))]
        #[cfg(feature = "parts")]
        pub fn $name() -> Result<$type, Missing> {
            Ok($value)
        }

        $(#[$meta])*
        #[cfg(not(feature = "parts"))]
        pub async fn $name() -> Result<$type, Missing> {
            Ok($value)
        }
    };
}

#[cfg(feature = "parts")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// The column of forms.
#[derive(Clone, Copy)]
pub struct Forms {
    /// Draws it.
    pub set_up: fn(&Page) -> Html,
}

part!(
    /// The column of forms.
    forms: Forms = Forms { set_up }
);

/// Advice: asking for it, and what shows it.
#[derive(Clone, Copy)]
pub struct Advice {
    /// Asks a question, and sends the answer.
    pub ask: fn(Question, Callback<Action>),
    /// Draws what was given on a topic.
    pub shown: fn(&Page, Topic) -> Html,
    /// Draws the dialog of a topic.
    pub dialog: fn(&Page, Topic) -> Html,
}

part!(
    /// Advice: asking for it, and what shows it.
    advice: Advice = Advice { ask, shown, dialog: advice_dialog }
);
