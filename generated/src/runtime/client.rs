//! The client: what all calls share, and how it is set up.
//!
//! One setter a security scheme, and one accessor a group of operations, are added where the API is
//! known, in inherent impls beside these. Names that they cannot have: on `Client`, `builder`; on
//! `ClientBuilder`, `new`, `base_url`, `server`, `address`, `timeout`, `connect_timeout`,
//! `user_agent`, `default_header`, `max_response_body`, `http_client`, `transport`, `credential`,
//! `build`.

use super::build_error::BuildError;
use super::call::pair;
use super::reqwest;
use super::secret::Secret;
use super::security::{Credentials, Scheme};
use super::transport::Transport;
use http::{HeaderMap, HeaderValue};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What a crate knows of its API before anybody sets anything.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// Where it is, unless the builder is told otherwise; `None` if its document does not say.
    pub base_url: Option<&'static str>,
    /// The crate, as `name/version`.
    pub user_agent: &'static str,
    /// The ways to prove who is calling, where an operation states none of its own.
    pub security: &'static [&'static [Scheme]],
}

/// A client of the API. Cheap to clone: all clones share one pool of connections.
#[derive(Clone)]
pub struct Client {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) base_url: String,
    /// Whether operations that have a server of their own go to the base URL too.
    pub(super) is_told: bool,
    pub(super) user_agent: HeaderValue,
    pub(super) headers: HeaderMap,
    pub(super) credentials: Credentials,
    pub(super) security: &'static [&'static [Scheme]],
    pub(super) timeout: Option<Duration>,
    pub(super) max_response_body: usize,
    pub(super) transport: Arc<dyn Transport>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither headers nor credentials: either may be secret.
        f.debug_struct("Client")
            .field("base_url", &self.inner.base_url)
            .field("timeout", &self.inner.timeout)
            .finish_non_exhaustive()
    }
}

/// How a [`Client`] is set up.
#[must_use = "a client is made by `build`"]
pub struct ClientBuilder {
    api: Api,
    pub(super) base_url: Option<Result<String, BuildError>>,
    /// Whether the address is one of the caller's own.
    pub(super) is_told: bool,
    user_agent: Option<String>,
    headers: Vec<(String, String)>,
    credentials: Credentials,
    timeout: Option<Duration>,
    connect_timeout: Duration,
    max_response_body: usize,
    transport: Option<Arc<dyn Transport>>,
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self.base_url.as_ref().and_then(|url| url.as_ref().ok());
        f.debug_struct("ClientBuilder").field("base_url", &base_url).finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// The defaults for an API.
    pub fn new(api: Api) -> Self {
        Self {
            api,
            base_url: None,
            is_told: false,
            user_agent: None,
            headers: Vec::new(),
            credentials: Credentials::default(),
            timeout: None,
            connect_timeout: Duration::from_secs(10),
            max_response_body: 64 << 20,
            transport: None,
        }
    }

    /// Where the API is: scheme, host, and the path that all its paths begin with. Operations that
    /// have a server of their own are sent here too.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(Ok(url.into()));
        self.is_told = true;
        self
    }

    /// The time in which a call must end, its response included. None unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The time in which a connection must be made: 10 seconds unless set. A client or transport
    /// that is handed in has its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// What the client calls itself, in place of this crate's name and version.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// A header of every call that does not set it itself.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The longest body of a response that is read, in bytes: 64 MiB unless set.
    pub fn max_response_body(mut self, bytes: usize) -> Self {
        self.max_response_body = bytes;
        self
    }

    /// Sends through a client of yours. Build it with `redirect::Policy::none()`: redirects are
    /// followed here, where it is known what may not go to another host.
    pub fn http_client(self, client: ::reqwest::Client) -> Self {
        self.transport(client)
    }

    /// Sends through anything.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the credential of a scheme.
    pub fn credential(mut self, scheme: Scheme, secret: impl Into<Secret>) -> Self {
        self.credentials.set(scheme, secret.into());
        self
    }

    /// The client, or what was wrong with a setting.
    pub fn build(self) -> Result<Client, BuildError> {
        let base_url = self.base_url.or(self.api.base_url.map(|url| Ok(url.to_owned())));
        let base_url = base_url.ok_or_else(|| BuildError("no base URL is set".into()))??;
        let (_, user_agent) = pair("user-agent", self.user_agent.as_deref().unwrap_or(self.api.user_agent))?;
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let (name, value) = pair(name, value)?;
            headers.insert(name, value);
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(
                reqwest::client(self.connect_timeout)
                    .map_err(|error| BuildError(format!("no HTTP client: {error}")))?,
            ),
        };
        Ok(Client {
            inner: Arc::new(Inner {
                base_url: checked(&base_url)?,
                is_told: self.is_told,
                user_agent,
                headers,
                credentials: self.credentials,
                security: self.api.security,
                timeout: self.timeout,
                max_response_body: self.max_response_body,
                transport,
            }),
        })
    }
}

/// The base of all addresses, without the slash that every path begins with.
fn checked(base_url: &str) -> Result<String, BuildError> {
    let refused = |why| BuildError(format!("the base URL {why}"));
    let url = ::reqwest::Url::parse(base_url).map_err(|error| refused(format!("is not valid: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused("is neither http nor https".into()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("holds a user or password; set a credential instead".into()));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refused("has a query or fragment".into()));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}
