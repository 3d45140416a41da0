//! What could be changed, layer by layer. Candidates are proposals: whether one works is for the engine to say.
//!
//! | module | proposes |
//! | --- | --- |
//! | [`path`] | other paths to the origin: functions (their text is in [`function_code`]), origin paths, behaviours |
//! | [`distribution`] | names, methods, schemes, policies, error pages |
//! | [`rest_api`], [`http_api`] | resources, stages, deployments, who may call |
//! | [`domain_name`] | a custom domain in front of the API |
//! | [`lambda`] | permissions, function URLs |
//! | [`s3`] | grants, objects |
//! | [`settings`] | how long CloudFront waits, what a mock is given, whom a bucket and its key let in |
//! | [`function`] | edge functions that CloudFront can go on with |
//! | [`client`], [`url`] | another request |
//! | [`host`] | who gets to know the viewer's `Host`, and by which name origins are asked |
//! | [`preflight`] | who answers preflights |

use super::Change;
use super::situation::Situation;

mod client;
mod distribution;
mod domain_name;
mod function;
mod function_code;
mod host;
mod http_api;
mod lambda;
mod path;
mod preflight;
mod rest_api;
mod s3;
mod settings;
mod url;

/// Every proposal for a situation. `is_first`: nothing has been changed yet, so that what starts over is proposed too.
pub(super) fn all(at: &Situation<'_>, is_first: bool) -> Vec<Change> {
    let mut found = Vec::new();
    distribution::propose(at, &mut found);
    path::propose(at, is_first, &mut found);
    function::propose(at, &mut found);
    host::propose(at, &mut found);
    preflight::propose(at, &mut found);
    rest_api::propose(at, &mut found);
    http_api::propose(at, is_first, &mut found);
    domain_name::propose(at, &mut found);
    lambda::propose(at, &mut found);
    s3::propose(at, &mut found);
    settings::propose(at, &mut found);
    client::propose(at, is_first, &mut found);
    if is_first {
        url::propose(at, &mut found);
    }
    found
}
