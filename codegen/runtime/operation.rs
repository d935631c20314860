//! A call under way: sent, waited for, read by status. Refuses to know what built it.

use super::call::Call;
use super::decode::Decode;
use super::engine;
use super::error::{Error, Failure, Rejected, Undecodable};
use super::json::{self, JsonError};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A response: its body, and what came with it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Response<T> {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: T,
}

impl<T> Response<T> {
    /// What the service calls this request, for its support: the header `x-request-id`, or one
    /// that means the same.
    pub fn request_id(&self) -> Option<&str> {
        let names = ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid"];
        names.iter().find_map(|name| self.headers.get(*name)?.to_str().ok())
    }
}

impl<T> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither headers nor body: either may hold a secret.
        f.debug_struct("Response").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Why a response is neither a result nor a documented error.
#[derive(Debug)]
pub enum Unread {
    /// No line of the operation has this status.
    Undocumented,
    /// The body is not what the line says.
    Body(JsonError),
}

/// What a response says: a result, a documented error, or nothing that can be read.
pub type Outcome<T, E> = Result<Result<T, E>, Unread>;

/// Reads a response by its status.
pub type Read<T, E> = fn(&Response<Bytes>) -> Outcome<T, E>;

/// The body as JSON.
pub fn json<T: Decode>(response: &Response<Bytes>) -> Result<T, Unread> {
    json::decode(&response.body).map_err(Unread::Body)
}

/// The body as JSON; an empty one is `null`.
pub fn json_or_nothing<T: Decode>(response: &Response<Bytes>) -> Result<T, Unread> {
    let text: &[u8] = if response.body.is_empty() { b"null" } else { &response.body };
    json::decode(text).map_err(Unread::Body)
}

/// The body as text, in the charset that the response names (RFC 9110, 8.3.2).
pub fn text(response: &Response<Bytes>) -> Result<String, Unread> {
    let kind = response.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let mut parts = kind.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"));
    // Whatever kinds were declared, only the response says which of them it is.
    if let Some(Ok(text)) = is_json.then(|| json::decode(&response.body)) {
        return Ok(text);
    }
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.eq_ignore_ascii_case("charset").then(|| value.trim_matches('"').to_ascii_lowercase())
    });
    let unread = |message| Unread::Body(JsonError { path: String::new(), message });
    match charset.as_deref().unwrap_or("utf-8") {
        "utf-8" | "utf8" | "us-ascii" => {
            std::str::from_utf8(&response.body).map(str::to_owned).map_err(|error| unread(error.to_string()))
        }
        // Its characters are the first 256 of Unicode.
        "iso-8859-1" | "latin1" => Ok(response.body.iter().copied().map(char::from).collect()),
        other => Err(unread(format!("a text in `{other}`, which this crate does not read"))),
    }
}

/// The body as it came.
pub fn bytes(response: &Response<Bytes>) -> Result<Bytes, Unread> {
    Ok(response.body.clone())
}

/// The body as JSON: a result.
pub fn result<T: Decode, E>(response: &Response<Bytes>) -> Outcome<T, E> {
    json(response).map(Ok)
}

/// The body as JSON: of a documented error.
pub fn refusal<T, U: Decode, E>(response: &Response<Bytes>, variant: fn(U) -> E) -> Outcome<T, E> {
    json(response).map(variant).map(Err)
}

/// No body; one that is there all the same is not looked at.
pub fn nothing(_: &Response<Bytes>) -> Result<(), Unread> {
    Ok(())
}

type Sent = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Failure>> + Send>>;

/// A call under way: the result, or why there is none.
#[must_use = "nothing is sent until it is awaited"]
pub struct Sending<T, E> {
    sent: Sent,
    read: Read<T, E>,
}

/// A call under way: the result with its status and headers, or why there is none.
#[must_use = "nothing is sent until it is awaited"]
pub struct SendingResponse<T, E>(Sending<T, E>);

/// Sends a call; the response is read by `read`.
pub fn send<T, E>(call: Call, read: Read<T, E>) -> Sending<T, E> {
    Sending { sent: Box::pin(engine::send(call)), read }
}

impl<T, E> Sending<T, E> {
    /// The same call, with status and headers.
    pub fn with_response(self) -> SendingResponse<T, E> {
        SendingResponse(self)
    }

    fn poll_response(&mut self, context: &mut Context<'_>) -> Poll<Result<Response<T>, Error<E>>> {
        let response = ready!(self.sent.as_mut().poll(context)).map_err(Failure::of)?;
        Poll::Ready(match (self.read)(&response) {
            Ok(Ok(body)) => Ok(Response { status: response.status, headers: response.headers, body }),
            Ok(Err(error)) => Err(Error::Api(Box::new(Rejected { error, response }))),
            Err(Unread::Undocumented) => Err(Error::UndocumentedStatus(Box::new(response))),
            Err(Unread::Body(error)) => Err(Error::Decode(Box::new(Undecodable { error, response }))),
        })
    }
}

impl<T, E> Future for Sending<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_response(context).map_ok(|response| response.body)
    }
}

impl<T, E> Future for SendingResponse<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.poll_response(context)
    }
}

impl<T, E> fmt::Debug for Sending<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}

impl<T, E> fmt::Debug for SendingResponse<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SendingResponse")
    }
}
