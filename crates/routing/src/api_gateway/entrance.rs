//! By which name a request came to an API, and what that name has settled already.

use hopscope_scenario::Part;
use hopscope_scenario::domain_name::DomainName;

use crate::path::Path;
use crate::trace::Detail;

/// By which name a request came to an API, and what that name has settled already: through `execute-api` nothing but
/// the API, through a custom domain its base path and, where the mapping or rule fixes it, the stage.
#[derive(Clone, Debug)]
pub struct Entrance<'s> {
    /// The custom domain. None: the API's own `execute-api` name.
    pub domain: Option<&'s DomainName>,
    /// The stage that the domain's mapping or rule fixes. None: the path names it, as on `execute-api`.
    pub stage: Option<&'s str>,
    /// The base path that was taken off, with its leading slash, as `/orders/v1`. None: nothing was.
    pub base_path: Option<String>,
    /// The path that is left for stage and resource.
    pub path: Path,
    /// The custom domain's mapping or rule that led here. None: the API's own name.
    pub by: Option<Part>,
}

impl<'s> Entrance<'s> {
    /// The entrance by the API's own `execute-api` name.
    pub const fn execute_api(path: Path) -> Self {
        Self { domain: None, stage: None, base_path: None, path, by: None }
    }

    /// What a step says of the stage, with the custom domain whose mapping or rule fixes it, where the path does not name
    /// it.
    pub fn tell_stage(&self, detail: Detail) -> Detail {
        match self.stage.and(self.domain) {
            Some(domain) => detail.with("domain_name", &domain.domain_name),
            None => detail,
        }
    }
}
