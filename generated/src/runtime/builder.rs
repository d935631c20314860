//! What an operation's builder does besides its parameters: send, wait, and read by status.
//!
//! ```text
//! operation! { GetJob -> Job, GetJobError {
//!     200 => ok,                          // the body is the result, as JSON
//!     202 => ok as text,                  // ... or as `json_or_nothing`, `text`, `bytes`, `nothing`
//!     203 => ok(Old),                     // ... or goes into the variant `Old` of the result
//!     204 => ok(Gone) as nothing,         // a variant without content
//!     422 => UnprocessableEntity,         // a variant of the error
//!     500..=599 => ServerError as text,
//!     100..=999 => Default,               // any other
//! } }
//! ```
//! Tried in order. A status that no line has is `Error::UndocumentedStatus`.
//!
//! Names that the macro takes on the builder, so that no parameter's setter may have them: `send`,
//! `send_with_response`, `with_header`, `with_query`, `with_timeout`, `into_future`.

/// See the head of this file.
macro_rules! operation {
    ($Op:ident -> $T:ty, $E:ident { $(
        $status:pat => $arm:ident $(($variant:ident))? $(as $kind:ident)?
    ),* $(,)? }) => {
        impl $Op {
            /// Sends it. `.await` on the builder does the same.
            #[inline]
            pub fn send(self) -> runtime::Sending<$T, $E> {
                runtime::operation::send(self.0, |response| match response.status.as_u16() {
                    $($status => runtime::operation! {
                        @ response $T, $E, $arm $($variant)?, $($kind)?
                    },)*
                    _ => Err(runtime::operation::Unread::Undocumented),
                })
            }

            /// Sends it; the result comes with status and headers.
            #[inline]
            pub fn send_with_response(self) -> runtime::SendingResponse<$T, $E> {
                self.send().with_response()
            }

            /// Sets a header of this call.
            #[inline]
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self(self.0.header(name, &value))
            }

            /// Adds a parameter to the query of this call.
            #[inline]
            pub fn with_query(self, name: &str, value: &str) -> Self {
                Self(self.0.add_query(name, &value, runtime::Style::Repeated))
            }

            /// The time in which this call must end.
            #[inline]
            pub fn with_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }
        }

        impl IntoFuture for $Op {
            type Output = Result<$T, runtime::Error<$E>>;
            type IntoFuture = runtime::Sending<$T, $E>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
    (@ $response:ident $T:ty, $E:ident, ok,) => {
        runtime::operation::result($response)
    };
    (@ $response:ident $T:ty, $E:ident, ok, $($kind:ident)?) => {
        runtime::operation! { @read $response $($kind)? }.map(Ok)
    };
    (@ $response:ident $T:ty, $E:ident, ok $variant:ident, nothing) => {
        Ok(Ok(<$T>::$variant))
    };
    (@ $response:ident $T:ty, $E:ident, ok $variant:ident, $($kind:ident)?) => {
        runtime::operation! { @read $response $($kind)? }
            .map(<$T>::$variant)
            .map(Ok)
    };
    (@ $response:ident $T:ty, $E:ident, $variant:ident,) => {
        runtime::operation::refusal($response, $E::$variant)
    };
    (@ $response:ident $T:ty, $E:ident, $variant:ident, nothing) => {
        Ok(Err($E::$variant))
    };
    (@ $response:ident $T:ty, $E:ident, $variant:ident, $($kind:ident)?) => {
        runtime::operation! { @read $response $($kind)? }
            .map($E::$variant)
            .map(Err)
    };
    (@read $response:ident) => { runtime::operation::json($response) };
    (@read $response:ident $kind:ident) => { runtime::operation::$kind($response) };
}
pub(crate) use operation;
