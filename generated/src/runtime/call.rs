//! One request in the making.
//!
//! In: the pieces, as an operation's builder gives them. Out: an `http::Request`, or the first
//! thing that was wrong with a piece. Nothing generic but the body, so that a thousand operations
//! compile one engine.

use super::build_error::BuildError;
use super::client::Client;
use super::encode::Encode;
use super::param::Param;
use super::security::{Place, Scheme};
use super::style::Style;
use super::{json, percent};
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use std::fmt;
use std::time::Duration;

/// One request in the making.
#[derive(Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct Call {
    pub(super) client: Client,
    pub(super) timeout: Option<Duration>,
    /// Whether redirects are followed.
    pub(super) follows: bool,
    method: Method,
    template: &'static str,
    server: Option<&'static str>,
    path: String,
    /// Pairs of the query, encoded but for the name.
    query: Vec<(String, String)>,
    /// Pairs of the cookie header, as they are written.
    cookies: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
    security: &'static [&'static [Scheme]],
    problem: Option<BuildError>,
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The template, not the values: they may be secret.
        write!(f, "{} {}", self.method, self.template)
    }
}

macro_rules! methods {
    ($($name:ident $METHOD:ident),*) => {$(
        #[doc = concat!("A `", stringify!($METHOD), "` of a path template.")]
        pub fn $name(client: &Client, template: &'static str) -> Self {
            Self::new(client, Method::$METHOD, template)
        }
    )*};
}

impl Call {
    methods! { get GET, put PUT, post POST, delete DELETE, options OPTIONS, head HEAD, patch PATCH, trace TRACE }

    /// A request of any method for a path template, as `/jobs/{id}`.
    pub fn new(client: &Client, method: Method, template: &'static str) -> Self {
        Self {
            client: client.clone(),
            timeout: client.inner.timeout,
            follows: true,
            method,
            template,
            server: None,
            path: template.to_owned(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            security: client.inner.security,
            problem: None,
        }
    }

    /// A request of a method by its name (OpenAPI 3.2, `additionalOperations`).
    pub fn of(client: &Client, method: &'static str, template: &'static str) -> Self {
        match Method::from_bytes(method.as_bytes()) {
            Ok(method) => Self::new(client, method, template),
            Err(_) => Self::new(client, Method::GET, template).refuse(|| format!("{method:?} is no method")),
        }
    }

    /// A server of its own, unless the client is told an address.
    pub fn server(mut self, address: &'static str) -> Self {
        self.server = Some(address).filter(|_| !self.client.inner.is_told);
        self
    }

    /// Gives a redirect to the caller, for whom it is what was asked for.
    pub fn unfollowed(mut self) -> Self {
        self.follows = false;
        self
    }

    /// Other ways to prove who is calling than the API's usual ones.
    pub fn security(mut self, alternatives: &'static [&'static [Scheme]]) -> Self {
        self.security = alternatives;
        self
    }

    /// Fills in a path parameter by simple expansion (RFC 6570, 3.2.2), a list by commas.
    pub fn path(mut self, name: &'static str, value: &dyn Param) -> Self {
        let mut text = String::new();
        if let Err(error) = join(value, &mut text, percent::push) {
            return self.refuse(|| unwritten("path parameter", name, &error));
        }
        if text.is_empty() {
            return self.refuse(|| format!("the path parameter `{name}` is empty"));
        }
        self.path = self.path.replace(&format!("{{{name}}}"), &text);
        self
    }

    /// Sets a parameter of the query, a list by repeating it (`form`, exploded).
    pub fn query(self, name: &str, value: &dyn Param) -> Self {
        self.query_as(name, value, Style::Repeated)
    }

    /// Sets a parameter of the query, a list in a style of its own.
    pub fn query_as(mut self, name: &str, value: &dyn Param, style: Style) -> Self {
        self.query.retain(|(known, _)| known != name);
        self.add_query(name, value, style)
    }

    /// Sets a parameter of the query whose reserved characters stay as they are (`allowReserved`).
    pub fn query_reserved(mut self, name: &str, value: &dyn Param, style: Style) -> Self {
        self.query.retain(|(known, _)| known != name);
        self.push_query(name, value, style, percent::push_reserved)
    }

    /// Adds to the query, whatever it says of that name already.
    pub fn add_query(self, name: &str, value: &dyn Param, style: Style) -> Self {
        self.push_query(name, value, style, percent::push)
    }

    fn push_query(
        mut self,
        name: &str,
        value: &dyn Param,
        style: Style,
        push: fn(&mut String, &str),
    ) -> Self {
        let start = self.query.len();
        let written = value.texts(&mut |text| match (style.separator(), self.query.get_mut(start)) {
            (Some(separator), Some((_, list))) => {
                list.push_str(separator);
                push(list, text);
            }
            _ => {
                let mut encoded = String::new();
                push(&mut encoded, text);
                self.query.push((name.to_owned(), encoded));
            }
        });
        match written {
            Ok(()) => self,
            Err(error) => self.refuse(|| unwritten("query parameter", name, &error)),
        }
    }

    /// Sets a header, a list by commas. What a header cannot hold is refused before anything is sent.
    pub fn header(mut self, name: &str, value: &dyn Param) -> Self {
        let mut text = String::new();
        let mut is_there = false;
        let written = join(value, &mut text, |text, item| {
            is_there = true;
            text.push_str(item);
        });
        if let Err(error) = written {
            return self.refuse(|| unwritten("header", name, &error));
        }
        match (is_there, pair(name, &text)) {
            (false, _) => {
                self.headers.remove(name);
                self
            }
            (true, Ok((name, value))) => {
                self.headers.insert(name, value);
                self
            }
            (true, Err(error)) => self.refuse(|| error.0),
        }
    }

    /// Sets a cookie, a list by commas (`form`).
    pub fn cookie(self, name: &str, value: &dyn Param) -> Self {
        self.push_cookie(name, value, percent::push)
    }

    /// Sets a cookie to a text that is encoded already, if it must be (`style: cookie`).
    pub fn cookie_as_is(self, name: &str, value: &dyn Param) -> Self {
        self.push_cookie(name, value, String::push_str)
    }

    fn push_cookie(mut self, name: &str, value: &dyn Param, push: fn(&mut String, &str)) -> Self {
        let mut text = String::new();
        let mut is_there = false;
        let written = join(value, &mut text, |text, item| {
            is_there = true;
            push(text, item);
        });
        if let Err(error) = written {
            return self.refuse(|| unwritten("cookie", name, &error));
        }
        self.cookies.retain(|(known, _)| known != name);
        if is_there {
            self.cookies.push((name.to_owned(), text));
        }
        self
    }

    /// Says what kinds of content can be read; JSON if nobody does.
    pub fn accept(mut self, kinds: &'static str) -> Self {
        self.headers.insert(ACCEPT, HeaderValue::from_static(kinds));
        self
    }

    /// Sends a value as JSON.
    pub fn json<T: Encode + ?Sized>(self, value: &T) -> Self {
        match json::encode(value) {
            Ok(text) => self.bytes("application/json", text),
            Err(error) => self.refuse(|| format!("the body cannot be written: {error}")),
        }
    }

    /// Sends a value as JSON of a kind of its own, as `application/merge-patch+json`.
    pub fn json_as<T: Encode + ?Sized>(self, kind: &'static str, value: &T) -> Self {
        let call = self.json(value);
        call.header("content-type", &kind)
    }

    /// Sends bytes, or a text, of a kind.
    pub fn bytes(mut self, kind: &'static str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        self
    }

    /// Ends this call, its redirects and its response included, within a time.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Keeps the first problem; `send` reports it.
    fn refuse(mut self, message: impl FnOnce() -> String) -> Self {
        self.problem.get_or_insert_with(|| BuildError(message()));
        self
    }

    /// The whole request, with credentials.
    pub(super) fn request(mut self) -> Result<http::Request<Bytes>, BuildError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let inner = &self.client.inner;
        if self.path.contains('{') {
            return Err(BuildError(format!("a path parameter of `{}` has no value", self.template)));
        }
        // Every reader of the address would take them for steps up the path, encoded or not (WHATWG
        // URL, 4.4), so such a value cannot be said.
        if self.path.split(['/', '?']).any(|segment| matches!(segment, "." | "..")) {
            return Err(BuildError(format!("a path parameter of `{}` is `.` or `..`", self.template)));
        }
        for (place, secret) in inner.credentials.choose(self.security) {
            match place {
                Place::Header(name, _) => add_secret(&mut self.headers, name, &secret)?,
                Place::Basic => add_secret(&mut self.headers, AUTHORIZATION.as_str(), &secret)?,
                // As a header does, what the caller set for this call alone stays.
                Place::Query(name) if self.query.iter().any(|(known, _)| known == name) => {}
                Place::Query(name) => push_query(&mut self.query, name, &secret),
                Place::Cookie(name) if self.cookies.iter().any(|(known, _)| known == name) => {}
                Place::Cookie(name) => self.cookies.push((name.to_owned(), secret)),
            }
        }
        if !self.cookies.is_empty() {
            let pairs: Result<Vec<_>, _> = self.cookies.iter().map(cookie_pair).collect();
            add_secret(&mut self.headers, COOKIE.as_str(), &pairs?.join("; "))?;
        }
        for (name, value) in &inner.headers {
            if !self.headers.contains_key(name) {
                self.headers.insert(name.clone(), value.clone());
            }
        }
        // RFC 9110, 8.6: where content means something, none of it is said too. Some services answer
        // 411 without.
        if self.body.is_empty() && matches!(self.method, Method::POST | Method::PUT | Method::PATCH) {
            self.headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static("application/json"));
        self.headers.entry(USER_AGENT).or_insert_with(|| inner.user_agent.clone());

        let base_url = self.server.unwrap_or(&inner.base_url);
        let mut address = format!("{base_url}{}", self.path);
        for (name, text) in &self.query {
            // A template may hold a query of its own; no value can, being encoded.
            address.push(if address.contains('?') { '&' } else { '?' });
            percent::push(&mut address, name);
            address.push('=');
            address.push_str(text);
        }
        let mut request = http::Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = address.parse().map_err(|_| BuildError("the address is not valid".into()))?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// Writes the items of a value with commas between them.
fn join(
    value: &dyn Param,
    out: &mut String,
    mut push: impl FnMut(&mut String, &str),
) -> Result<(), BuildError> {
    let mut is_first = true;
    value.texts(&mut |text| {
        if !std::mem::replace(&mut is_first, false) {
            out.push(',');
        }
        push(out, text);
    })
}

#[cold]
fn unwritten(place: &str, name: &str, error: &BuildError) -> String {
    format!("the {place} `{name}` cannot be written: {error}")
}

fn push_query(query: &mut Vec<(String, String)>, name: &str, text: &str) {
    let mut encoded = String::new();
    percent::push(&mut encoded, text);
    query.push((name.to_owned(), encoded));
}

/// A pair of the cookie header (RFC 6265, 4.2.1). What does not fit any header is found when the
/// header is made; here what would make a pair of its own.
fn cookie_pair((name, value): &(String, String)) -> Result<String, BuildError> {
    if HeaderName::try_from(name).is_err() {
        return Err(BuildError(format!("{name:?} is no name of a cookie")));
    }
    if value.contains(';') {
        return Err(BuildError(format!("the cookie {name:?} cannot hold its value")));
    }
    Ok(format!("{name}={value}"))
}

/// A header; the message of a refusal does not hold the value.
pub(super) fn pair(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), BuildError> {
    let refused = || BuildError(format!("the header {name:?} cannot hold its value"));
    let value = HeaderValue::from_str(value).map_err(|_| refused())?;
    let name =
        HeaderName::try_from(name).map_err(|_| BuildError(format!("{name:?} is no name of a header")))?;
    Ok((name, value))
}

/// A header that nobody shows. One that the caller set for this call alone stays.
fn add_secret(headers: &mut HeaderMap, name: &str, secret: &str) -> Result<(), BuildError> {
    let (name, mut value) = pair(name, secret)?;
    value.set_sensitive(true);
    headers.entry(name).or_insert(value);
    Ok(())
}
