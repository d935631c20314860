use super::runtime;

/// ConfigurationCheckStep
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConfigurationCheckStep {
    /// `connection`
    Connection,
    /// `temp_schema`
    TempSchema,
    /// `schema_download`
    SchemaDownload,
    /// `lineage_download`
    LineageDownload,
    /// A member that this version of the crate does not know.
    Unknown(String),
}

runtime::string_enum! { ConfigurationCheckStep {
    Connection = "connection",
    TempSchema = "temp_schema",
    SchemaDownload = "schema_download",
    LineageDownload = "lineage_download",
} }
