//! Where a redirect leads, and what may go there (RFC 9110, 15.4).

use ::reqwest::Url;
use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, Method, Request, Response, StatusCode};

/// The most redirects that are followed.
pub(super) const LIMIT: usize = 10;

/// The request that a response asks for: none if it is no redirect, or names no place.
pub(super) fn next<B>(
    request: &Request<Bytes>,
    response: &Response<B>,
) -> Result<Option<Request<Bytes>>, &'static str> {
    let status = response.status();
    let keeps_method = match status {
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => {
            request.method() == Method::HEAD
        }
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
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

    let mut next = Request::new(Bytes::new());
    *next.headers_mut() = request.headers().clone();
    if from.origin() != to.origin() {
        *next.headers_mut() = harmless(request.headers());
    }
    if keeps_method {
        *next.method_mut() = request.method().clone();
        *next.body_mut() = request.body().clone();
    } else {
        // The body goes, and what describes it.
        next.headers_mut().remove(CONTENT_TYPE);
        next.headers_mut().remove(CONTENT_LANGUAGE);
    }
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
    [
        ACCEPT,
        ACCEPT_LANGUAGE,
        CONTENT_TYPE,
        CONTENT_LANGUAGE,
        USER_AGENT,
    ]
    .into_iter()
    .filter_map(|name| {
        headers
            .get(&name)
            .map(|value| (name.clone(), value.clone()))
    })
    .collect()
}
