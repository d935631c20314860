//! The seam between a call and the network.
//!
//! In: one whole request. Out: status and headers, and a body that is still to be read. A transport
//! knows nothing of credentials, redirects or JSON, and must not follow redirects by itself.

use bytes::Bytes;
use http_body::Frame;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

/// Any error, as a transport gives it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A response that is on its way.
pub type Reply = Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send>>;

/// What sends requests.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request. All of it, the body of the response included, is to end within `timeout`.
    fn send(&self, request: http::Request<Bytes>, timeout: Option<Duration>) -> Reply;
}

/// What became of a request that has no response.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransportError {
    /// No connection: nothing was sent.
    Connect(BoxError),
    /// It took too long.
    Timeout(BoxError),
    /// Anything else.
    Other(BoxError),
}

/// The body of a response, as it comes in.
pub struct Body(Pin<Box<dyn http_body::Body<Data = Bytes, Error = TransportError> + Send>>);

impl Body {
    /// Any body; an error of its own is [`TransportError::Other`] or what it says it is.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error = TransportError> + Send + 'static,
    {
        Self(Box::pin(body))
    }

    /// A body that is all there.
    pub fn full(bytes: impl Into<Bytes>) -> Self {
        Self::new(Full(Some(bytes.into())))
    }

    /// Reads all of it; `None` if it is longer than `limit`.
    pub(super) async fn collect(mut self, limit: usize) -> Result<Option<Bytes>, TransportError> {
        let mut whole = Bytes::new();
        let mut parts: Vec<u8> = Vec::new();
        while let Some(frame) = poll_fn(|context| self.0.as_mut().poll_frame(context)).await {
            // Trailers are no part of the body.
            let Ok(data) = frame?.into_data() else {
                continue;
            };
            if data.len() > limit.saturating_sub(whole.len() + parts.len()) {
                return Ok(None);
            }
            // Most bodies come in one frame, which need not be copied.
            if whole.is_empty() && parts.is_empty() {
                whole = data;
            } else {
                parts.extend_from_slice(&std::mem::take(&mut whole));
                parts.extend_from_slice(&data);
            }
        }
        Ok(Some(if parts.is_empty() {
            whole
        } else {
            parts.into()
        }))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Body")
    }
}

struct Full(Option<Bytes>);

impl http_body::Body for Full {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        std::task::Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }
}
