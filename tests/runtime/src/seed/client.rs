//! The client: where the API is, who is calling, and its groups of operations.

use super::api;
use super::runtime::{Api, Client, ClientBuilder, Scheme, Secret};

const API: Api = Api {
    base_url: Some("https://app.datafold.com"),
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    security: &[&[API_KEY]],
};

const API_KEY: Scheme = Scheme::header("ApiKeyAuth", "Authorization", "Key ");

impl Client {
    /// Starts a client of `https://app.datafold.com`.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new(API)
    }

    /// Data sources
    pub fn data_sources(&self) -> api::DataSources {
        api::DataSources(self.clone())
    }
}

impl ClientBuilder {
    /// Use the 'Authorization' header with the format 'Key \<api-key\>'
    ///
    /// The bare key: `Key ` is put before it.
    pub fn api_key(self, key: impl Into<Secret>) -> Self {
        self.credential(API_KEY, key)
    }
}
