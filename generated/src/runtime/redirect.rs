//! Where a redirect leads, and what may go there (RFC 9110, 15.4).

use ::reqwest::Url;
use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, USER_AGENT,
};
use http::{HeaderMap, Method, Request, Response, StatusCode};

/// The most redirects that are followed.
pub(super) const LIMIT: usize = 10;

/// The request that a response asks for: none if it is no redirect, or names no place.
pub(super) fn next<B>(
    request: &Request<Bytes>,
    response: &Response<B>,
) -> Result<Option<Request<Bytes>>, &'static str> {
    let status = response.status();
    let (method, body) = match status {
        // What clients do, and RFC 9110, 15.4.2 and 15.4.3, allow.
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND if request.method() == Method::POST => {
            (Method::GET, Bytes::new())
        }
        StatusCode::SEE_OTHER if request.method() == Method::HEAD => (Method::HEAD, Bytes::new()),
        StatusCode::SEE_OTHER => (Method::GET, Bytes::new()),
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::FOUND
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => (request.method().clone(), request.body().clone()),
        _ => return Ok(None),
    };
    let Some(location) = response.headers().get(LOCATION) else {
        return Ok(None);
    };
    let (from, to) = location
        .to_str()
        .ok()
        .and_then(|location| {
            let from = Url::parse(&request.uri().to_string()).ok()?;
            let to = from.join(location).ok()?;
            Some((from, to))
        })
        .ok_or("to an address that is not valid")?;
    if !matches!(to.scheme(), "http" | "https") {
        return Err("to another protocol than HTTP");
    }
    if from.scheme() == "https" && to.scheme() == "http" {
        return Err("from https to http");
    }
    if !to.username().is_empty() || to.password().is_some() {
        return Err("to an address with a user or password");
    }

    let mut headers = request.headers().clone();
    if from.origin() != to.origin() {
        // A body may hold a credential, and only the service that was asked is meant to act.
        if !body.is_empty() {
            return Err("with a body to another origin");
        }
        if !matches!(method, Method::GET | Method::HEAD) {
            return Err("to another origin by a method that changes something");
        }
        headers = harmless(&headers);
    }
    if body.is_empty() {
        // The body went, if there was one, and so does what describes it.
        headers.remove(CONTENT_TYPE);
        headers.remove(CONTENT_LANGUAGE);
    }
    if matches!(method, Method::GET | Method::HEAD) {
        headers.remove(CONTENT_LENGTH);
    }
    let mut next = Request::new(body);
    *next.method_mut() = method;
    *next.headers_mut() = headers;
    *next.uri_mut() = to
        .as_str()
        .split('#')
        .next()
        .and_then(|address| address.parse().ok())
        .ok_or("to an address that is not valid")?;
    Ok(Some(next))
}

/// What another origin may see. A list of what goes, not of what stays: a header of the API's own
/// may well be a credential.
fn harmless(headers: &HeaderMap) -> HeaderMap {
    [ACCEPT, ACCEPT_LANGUAGE, USER_AGENT]
        .into_iter()
        .filter_map(|name| headers.get(&name).map(|value| (name.clone(), value.clone())))
        .collect()
}
