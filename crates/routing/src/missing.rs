//! What a trace was missing of the systems and features that many scenarios do without: see [`crate::extension`].

/// What a trace was missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// A system.
    pub systems: bool,
    /// Functions at CloudFront's edge.
    pub edge_functions: bool,
}

impl Missing {
    /// What either is missing.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { systems: self.systems || other.systems, edge_functions: self.edge_functions || other.edge_functions }
    }

    /// Whether there is something.
    pub const fn any(self) -> bool {
        self.systems || self.edge_functions
    }
}
