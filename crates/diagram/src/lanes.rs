//! Several stories on the same lanes: those of requests that came one after another, where the later one may have been
//! answered from what the earlier one left in a cache.

use hopscope_routing::trace::Component;

use crate::story::{Stop, StopState, Story};

/// What a lane is known by: its stop, and which of several alike.
type Lane = (Component, String, usize);

/// Gives stories the stops of each other, in one order, so that each stop has the same lane in all of them. A stop that
/// one of them never came to is unreached there.
pub fn share(stories: &mut [&mut Story]) {
    let mut all: Vec<(Lane, Stop)> = Vec::new();
    for story in stories.iter() {
        let mut before = 0;
        for (lane, stop) in lanes(story).into_iter().zip(&story.stops) {
            let at = all.iter().position(|(each, _)| *each == lane).unwrap_or_else(|| {
                all.insert(before, (lane, unreached(stop)));
                before
            });
            before = at + 1;
        }
    }
    for story in stories.iter_mut() {
        spread(story, &all);
    }
}

fn lanes(story: &Story) -> Vec<Lane> {
    let alike = |one: &Stop, other: &Stop| one.component == other.component && one.sub == other.sub;
    let before = |at: usize, stop: &Stop| story.stops.iter().take(at).filter(|each| alike(each, stop)).count();
    story.stops.iter().enumerate().map(|(at, stop)| (stop.component, stop.sub.clone(), before(at, stop))).collect()
}

/// A stop that a request never came to.
fn unreached(stop: &Stop) -> Stop {
    Stop {
        state: StopState::Unreached,
        request_rows: Vec::new(),
        answer_rows: Vec::new(),
        hop: None,
        unsure: false,
        ..stop.clone()
    }
}

/// Puts the stops of a story into the lanes of all.
fn spread(story: &mut Story, all: &[(Lane, Stop)]) {
    let own = lanes(story);
    let place = |stop: usize| {
        let lane = own.get(stop);
        all.iter().position(|(each, _)| Some(each) == lane).unwrap_or(stop)
    };
    for each in &mut story.moves {
        (each.from, each.to) = (place(each.from), place(each.to));
    }
    let mut stops: Vec<Stop> = all.iter().map(|(_, stop)| stop.clone()).collect();
    for (at, stop) in std::mem::take(&mut story.stops).into_iter().enumerate() {
        if let Some(lane) = stops.get_mut(place(at)) {
            *lane = stop;
        }
    }
    story.stops = stops;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::story::Move;
    use hopscope_routing::trace::Leg;

    fn story(names: &[&str]) -> Story {
        let stop = |name: &&str| Stop {
            component: Component::Server,
            name: (*name).to_owned(),
            sub: (*name).to_owned(),
            state: StopState::Passed,
            request_rows: Vec::new(),
            answer_rows: Vec::new(),
            hop: Some(0),
            unsure: false,
        };
        let sent = |from: usize| Move {
            from,
            to: from + 1,
            leg: Leg::Request,
            pieces: Vec::new(),
            added: Vec::new(),
            removed: Vec::new(),
            bad: false,
            rows_before: 0,
            spoken: String::new(),
        };
        let moves = (0..names.len().saturating_sub(1)).map(sent).collect();
        Story { stops: names.iter().map(stop).collect(), moves }
    }

    fn names(story: &Story) -> Vec<String> {
        let mark = |stop: &Stop| if stop.state == StopState::Unreached { "-" } else { "" };
        story.stops.iter().map(|stop| format!("{}{}", mark(stop), stop.name)).collect()
    }

    #[test]
    fn a_stop_has_the_same_lane_in_all() {
        let (mut first, mut second) = (story(&["client", "cache", "api", "function"]), story(&["client", "cache"]));
        let mut third = story(&["client", "cache", "bucket", "bucket"]);
        share(&mut [&mut first, &mut second, &mut third]);
        assert_eq!(names(&first), ["client", "cache", "-bucket", "-bucket", "api", "function"]);
        assert_eq!(names(&second), ["client", "cache", "-bucket", "-bucket", "-api", "-function"]);
        assert_eq!(names(&third), ["client", "cache", "bucket", "bucket", "-api", "-function"]);
        // What went from stop to stop goes between the same ones.
        let ways: Vec<(usize, usize)> = first.moves.iter().map(|each| (each.from, each.to)).collect();
        assert_eq!(ways, [(0, 1), (1, 4), (4, 5)]);
        assert_eq!((third.moves[2].from, third.moves[2].to), (2, 3));
    }
}
