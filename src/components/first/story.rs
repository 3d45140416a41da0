//! The story as a list in the order of time, for screen readers.

use hopscope_diagram::Story;
use hopscope_diagram::story::{Stop, StopState};
use hopscope_routing::trace::Leg;
use yew::prelude::*;

/// The list, with its name.
pub fn story_list(story: &Story, label: String) -> Html {
    html! {
        <ol class="story unseen" aria-label={label}>
            { for lines(story).into_iter().map(|line| html! { <li>{ line }</li> }) }
        </ol>
    }
}

/// Requests with what their receivers did, answers with what their senders did, and at last what was never reached.
fn lines(story: &Story) -> Vec<String> {
    let mut lines = Vec::new();
    let named = |stop: &Stop, spoken: &str| [stop.name.as_str(), ": ", spoken].concat();
    if let Some(client) = story.stops.first() {
        lines.extend(client.request_rows.iter().map(|row| named(client, &row.spoken)));
    }
    for each in &story.moves {
        let (from, to) = (story.stops.get(each.from), story.stops.get(each.to));
        let way = [from, to].into_iter().flatten().map(|stop| stop.name.as_str()).collect::<Vec<_>>().join(" → ");
        let line = [&way, ": ", &each.spoken].concat();
        match each.leg {
            Leg::Request => {
                lines.push(line);
                lines.extend(
                    to.into_iter().flat_map(|stop| stop.request_rows.iter().map(|row| named(stop, &row.spoken))),
                );
            }
            Leg::Response => {
                lines.extend(
                    from.into_iter().flat_map(|stop| stop.answer_rows.iter().map(|row| named(stop, &row.spoken))),
                );
                lines.push(line);
            }
        }
    }
    let unreached = story.stops.iter().filter(|stop| stop.state == StopState::Unreached);
    lines.extend(unreached.map(|stop| [stop.name.as_str(), " ", &stop.sub, " —"].concat()));
    lines
}
