//! Responses in, what may come back out, in the order in which a status looks for its own: exact
//! statuses, ranges, `default` (OpenAPI 3.1, "Responses Object").

use super::{Lowering, body, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Operation as Written;
use crate::ir::{Docs, Identity, Response, Status};

/// All responses of an operation that can be read.
pub(super) fn responses(cx: &mut Lowering<'_>, operation: &Identity, written: &Written) -> Vec<Response> {
    let resolved = cx.schemas.resolved;
    // RFC 9110, section 9.3.2: what a GET would bring is described, not sent.
    let is_head = written.method.value == "HEAD";
    let mut found: Vec<Response> = Vec::with_capacity(written.responses.len());
    for (key, response) in &written.responses {
        let Some(status) = status(&key.value) else {
            let message = format!("`{}` is no status", key.value);
            cx.out.push(
                Diagnostic::new(Code::UnsupportedResponse, key.span, message)
                    .help("write a status such as `404`, a range such as `4XX`, or `default`"),
            );
            continue;
        };
        let Some(response) = resolved.response(response) else {
            continue;
        };
        // RFC 9110, section 15.3.5 and 15.4.5: these never have content, whatever is declared.
        let empty = matches!(status, Status::Exact(204 | 205 | 304));
        let media = body::preferred(&response.content).filter(|_| !empty);
        found.push(Response {
            identity: Identity(format!("{operation}:{}", key.value)),
            origin: response.origin.clone(),
            status,
            docs: Docs { description: docs::text(response.description.as_ref()), ..Docs::default() },
            content: media.filter(|_| !is_head).map(|it| body::content(cx, it)),
            media_type: media.map(|it| it.name.value.clone()).filter(|it| body::is_sayable(it)),
        });
    }
    found.sort_by_key(|it| it.status);
    found.dedup_by_key(|it| it.status);
    found
}

pub(super) fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    if let [digit @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] = key.as_bytes() {
        return Some(Status::Range(digit - b'0'));
    }
    let exact = key.parse::<u16>().ok()?;
    (100..=599).contains(&exact).then_some(Status::Exact(exact))
}
