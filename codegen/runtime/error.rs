//! What can become of a call, other than what was asked for.
//!
//! Nothing here shows a credential: neither `Display` nor `Debug` prints an address, a request's
//! header or a body. A body is there to be asked for.

use super::build_error::BuildError;
use super::json::JsonError;
use super::operation::Response;
use super::transport::{BoxError, TransportError};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::convert::Infallible;
use std::fmt;

/// Why a call did not give what it should. `E` is what the operation documents.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request could not be made; nothing was sent.
    Build(BuildError),
    /// There was no connection; nothing was sent.
    Connect(BoxError),
    /// It took too long. The service may have acted all the same.
    Timeout(BoxError),
    /// The connection broke, or the response was cut short.
    Transport(BoxError),
    /// Redirects that lead nowhere, or where a client must not follow.
    Redirect(&'static str),
    /// The response is longer than the client reads.
    TooLarge {
        /// The most that it reads, in bytes.
        limit: usize,
    },
    /// The service said no, in a way that it documents.
    Api(Box<Rejected<E>>),
    /// A status that the operation does not document.
    UndocumentedStatus(Box<Response<Bytes>>),
    /// A body that is not what its status promises.
    Decode(Box<Undecodable>),
}

/// What the engine can fail with, which knows no operation.
pub(super) type Failure = Error<Infallible>;

/// A documented refusal.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rejected<E> {
    /// What the service said.
    pub error: E,
    /// The response that said it.
    pub response: Response<Bytes>,
}

/// A body that is not what its status promises.
#[derive(Debug)]
#[non_exhaustive]
pub struct Undecodable {
    /// Where and why.
    pub error: JsonError,
    /// The response.
    pub response: Response<Bytes>,
}

impl<E> Error<E> {
    /// What the service said, where it is documented.
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(rejected) => Some(&rejected.error),
            _ => None,
        }
    }

    /// The response, if there was one.
    pub fn response(&self) -> Option<&Response<Bytes>> {
        match self {
            Self::Api(rejected) => Some(&rejected.response),
            Self::UndocumentedStatus(response) => Some(response),
            Self::Decode(undecodable) => Some(&undecodable.response),
            _ => None,
        }
    }

    /// The status of the response.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|response| response.status)
    }

    /// The headers of the response.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(|response| &response.headers)
    }

    /// The body of the response, as it came.
    pub fn body(&self) -> Option<&Bytes> {
        self.response().map(|response| &response.body)
    }

    /// What the service calls this request, for its support: the header `x-request-id`, or one
    /// that means the same.
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.request_id()
    }

    /// Whether it took too long.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    /// Whether there was no connection.
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Connect(_))
    }

    /// Whether the same call may succeed later. If it is safe to send twice, this cannot know.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Connect(_) | Self::Timeout(_) | Self::Transport(_) => true,
            // RFC 9110, 15.5.9 and 15.6; RFC 8470, 5.2; RFC 6585, 4.
            _ => self
                .status()
                .is_some_and(|status| matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)),
        }
    }
}

impl Failure {
    /// The same failure of an operation.
    pub(super) fn of<E>(self) -> Error<E> {
        match self {
            Self::Build(error) => Error::Build(error),
            Self::Connect(error) => Error::Connect(error),
            Self::Timeout(error) => Error::Timeout(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Redirect(why) => Error::Redirect(why),
            Self::TooLarge { limit } => Error::TooLarge { limit },
            Self::Api(rejected) => match rejected.error {},
            Self::UndocumentedStatus(response) => Error::UndocumentedStatus(response),
            Self::Decode(undecodable) => Error::Decode(undecodable),
        }
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Connect(error) => Self::Connect(error),
            TransportError::Timeout(error) => Self::Timeout(error),
            TransportError::Other(error) => Self::Transport(error),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => write!(f, "the request could not be made: {error}"),
            Self::Connect(_) => f.write_str("could not connect"),
            Self::Timeout(_) => f.write_str("timed out"),
            Self::Transport(_) => f.write_str("the connection broke"),
            Self::Redirect(why) => write!(f, "redirected {why}"),
            Self::TooLarge { limit } => write!(f, "the response is longer than {limit} bytes"),
            Self::Api(rejected) => write!(f, "the service refused: {}", rejected.response.status),
            Self::UndocumentedStatus(response) => {
                write!(f, "undocumented status {}", response.status)
            }
            Self::Decode(undecodable) => {
                let Undecodable { error, response } = &**undecodable;
                write!(f, "status {} with a body of another form: {error}", response.status)
            }
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Connect(error) | Self::Timeout(error) | Self::Transport(error) => Some(&**error),
            Self::Build(error) => Some(error),
            Self::Decode(undecodable) => Some(&undecodable.error),
            _ => None,
        }
    }
}
