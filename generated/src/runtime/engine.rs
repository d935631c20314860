//! Sends a call: out goes the request, redirects are followed, the body is read.

use super::call::Call;
use super::error::{Error, Failure};
use super::operation::Response;
use super::redirect;
use bytes::Bytes;
use std::time::Instant;

/// A whole response, whatever its status.
pub(super) async fn send(call: Call) -> Result<Response<Bytes>, Failure> {
    let client = call.client.clone();
    let follows = call.follows;
    // A time beyond what the clock can tell is no limit.
    let deadline = call.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let mut request = call.request().map_err(Error::Build)?;
    for _ in 0..=redirect::LIMIT {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return Err(Error::Timeout("no time was left".into()));
        }
        let response = client.inner.transport.send(request.clone(), left).await?;
        let next = if follows { redirect::next(&request, &response) } else { Ok(None) };
        if let Some(next) = next.map_err(Error::Redirect)? {
            request = next;
            continue;
        }
        let limit = client.inner.max_response_body;
        let (head, body) = response.into_parts();
        let body = body.collect(limit).await?.ok_or(Error::TooLarge { limit })?;
        return Ok(Response { status: head.status, headers: head.headers, body });
    }
    Err(Error::Redirect("too often"))
}
