//! placeholder
/// A code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// Syntax.
    E0102,
}
impl Code {
    /// What it costs.
    pub fn severity(self) -> super::Severity {
        super::Severity::Fatal
    }
}
