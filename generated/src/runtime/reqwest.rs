//! The transport over reqwest, unless the user brings one.

use super::transport::{Body, Reply, Transport, TransportError};
use bytes::Bytes;
use http_body::Frame;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

impl Transport for ::reqwest::Client {
    fn send(&self, request: http::Request<Bytes>, timeout: Option<Duration>) -> Reply {
        let client = self.clone();
        Box::pin(async move {
            let mut request = ::reqwest::Request::try_from(request).map_err(sort)?;
            *request.timeout_mut() = timeout;
            let response: http::Response<::reqwest::Body> =
                client.execute(request).await.map_err(sort)?.into();
            Ok(response.map(|body| Body::new(Sorted(body))))
        })
    }
}

/// A client that leaves redirects to the engine, which knows what a credential is.
pub(super) fn client(connect_timeout: Duration) -> Result<::reqwest::Client, ::reqwest::Error> {
    ::reqwest::Client::builder()
        .redirect(::reqwest::redirect::Policy::none())
        .connect_timeout(connect_timeout)
        .build()
}

fn sort(error: ::reqwest::Error) -> TransportError {
    // The address may hold a credential.
    let error = error.without_url();
    match error {
        // A connection that timed out is both: nothing was sent, which says more.
        error if error.is_connect() => TransportError::Connect(error.into()),
        error if error.is_timeout() => TransportError::Timeout(error.into()),
        error => TransportError::Other(error.into()),
    }
}

/// reqwest's body with our errors.
struct Sorted(::reqwest::Body);

impl http_body::Body for Sorted {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(&mut self.0).poll_frame(context).map_err(sort)
    }
}
