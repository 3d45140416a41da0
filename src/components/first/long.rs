//! Lists that may be long: of thousands of rows, those around the shown one are drawn, and more where they are asked
//! for. A page that draws all of them stands still for seconds.

use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;

use crate::page::Page;

/// So many rows are drawn as they are, and so many more each time that more are asked for.
const DRAWN: usize = 200;

/// So many names are offered to choose from or suggested. Whoever has more types the name.
pub const OFFERED: usize = 500;

/// Draws a row, from 0.
type Row = Rc<dyn Fn(usize) -> Html>;

/// What stands around the button that shows more rows.
pub type Frame = fn(Html) -> Html;

/// A line of a list.
pub fn in_list(button: Html) -> Html {
    html! { <li class="more">{ button }</li> }
}

/// A row of a table.
pub fn in_table(button: Html) -> Html {
    html! { <tr class="more"><td colspan="9">{ button }</td></tr> }
}

/// Nothing: a line of a form.
pub fn alone(button: Html) -> Html {
    html! { <div class="more">{ button }</div> }
}

/// So many rows, of which one is shown; both from 0.
pub fn rows(
    page: &Page,
    count: usize,
    shown: usize,
    frame: Frame,
    row: impl Fn(&Page, usize) -> Html + 'static,
) -> Html {
    if count <= DRAWN {
        return html! { <>{ for (0..count).map(|index| row(page, index)) }</> };
    }
    let (page, words) = (page.clone(), page.clone());
    let row: Row = Rc::new(move |index| row(&page, index));
    html! { <Long page={ByWords(words)} {count} {shown} {frame} {row} /> }
}

/// What the words come from.
#[derive(Clone)]
struct ByWords(Page);

impl PartialEq for ByWords {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

#[derive(Clone, Properties)]
struct LongProps {
    page: ByWords,
    count: usize,
    shown: usize,
    frame: Frame,
    row: Row,
}

/// Rows are drawn of what the page is then.
impl PartialEq for LongProps {
    fn eq(&self, other: &Self) -> bool {
        self.page == other.page
    }
}

#[component]
fn Long(props: &LongProps) -> Html {
    let asked = use_state(|| around(props.shown, props.count));
    let is_in = asked.contains(&props.shown) && asked.end <= props.count;
    let range = if is_in { (*asked).clone() } else { around(props.shown, props.count) };
    let more = |left: usize, key: &str, wider: Range<usize>| {
        let asked = asked.clone();
        let onclick = Callback::from(move |_: MouseEvent| asked.set(wider.clone()));
        let label = props.page.0.fill(key, &[("count", left.to_string())]);
        (props.frame)(html! { <button type="button" class="quiet" {onclick}>{ label }</button> })
    };
    html! {
        <>
            if range.start > 0 {
                { more(range.start, "list.before", range.start.saturating_sub(DRAWN)..range.end) }
            }
            { for range.clone().map(|index| (props.row)(index)) }
            if range.end < props.count {
                { more(props.count - range.end, "list.after", range.start..(range.end + DRAWN).min(props.count)) }
            }
        </>
    }
}

/// The rows around one of them.
fn around(shown: usize, count: usize) -> Range<usize> {
    let start = shown.saturating_sub(DRAWN / 2).min(count.saturating_sub(DRAWN));
    start..(start + DRAWN).min(count)
}
