//! `wire.yaml` of each case: calls through the compiled client, over loopback. What must be on the
//! wire, and what the caller must see, was written by hand from the document.

use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;
use tintype_tests::server::{Answer, Asked, Server};
use tintype_tests::{case, folders};

fn main() -> ExitCode {
    folders::run(&[("cases", "wire", wire)])
}

fn wire(folder: &Path) -> Result<(), String> {
    let Some(text) = case::read(&folder.join("wire.yaml")) else { return Ok(()) };
    let steps: Vec<Value> = serde_yaml::from_str(&text).map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let mut wrong = String::new();
    for step in &steps {
        if let Err(why) = runtime.block_on(take(&case::name(folder), step)) {
            wrong.push_str(&format!("{}:\n{why}\n", step["does"]));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

async fn take(name: &str, step: &Value) -> Result<(), String> {
    keys(step, &["does", "call", "arguments", "request", "reply", "result", "error", "headers"])?;
    let case = tintype_goldens::case(name).ok_or("the case is not compiled")?;
    let operation = step["call"].as_str().ok_or("`call` is missing")?;
    let server = Server::start(answer(&step["reply"])?).map_err(|error| error.to_string())?;
    let outcome = (case.call)(&server.url, operation, &step["arguments"]).await;
    match server.asked() {
        Some(asked) => sent(&asked, &step["request"])?,
        None => return Err(format!("nothing was sent: {outcome:?}")),
    }
    let (Ok(seen) | Err(seen)) = &outcome;
    for (name, expected) in step["headers"].as_object().into_iter().flatten() {
        equal(name, &seen["headers"][name], expected)?;
    }
    match (outcome, step.get("result"), step.get("error")) {
        (Ok(seen), Some(result), None) => equal("the result", &seen["result"], result),
        (Err(seen), None, Some(error)) => refused(&seen, error),
        (outcome, _, _) => Err(format!("not the outcome that is expected: {outcome:?}")),
    }
}

fn answer(reply: &Value) -> Result<Answer, String> {
    keys(reply, &["status", "headers", "body", "text"])?;
    let status = reply["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let status = status.ok_or("`status` is missing")?;
    let mut whole = match (reply.get("body"), reply.get("text")) {
        (Some(body), None) => Answer::json(status, &body.to_string()),
        (None, Some(text)) => Answer::text(status, text.as_str().unwrap_or_default()),
        _ => Answer::Whole { status, headers: Vec::new(), body: Vec::new() },
    };
    if let (Answer::Whole { headers, .. }, Some(given)) = (&mut whole, reply["headers"].as_object()) {
        headers.retain(|(name, _)| !given.contains_key(name));
        headers.extend(
            given.iter().map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned())),
        );
    }
    Ok(whole)
}

fn sent(asked: &Asked, request: &Value) -> Result<(), String> {
    keys(request, &["method", "target", "headers", "body", "text"])?;
    for (part, seen) in [("method", &asked.method), ("target", &asked.target)] {
        if let Some(expected) = request.get(part) {
            equal(part, &json!(seen), expected)?;
        }
    }
    for (name, expected) in request["headers"].as_object().into_iter().flatten() {
        equal(name, &json!(asked.header(name)), expected)?;
    }
    if let Some(expected) = request.get("text") {
        equal("the body", &json!(String::from_utf8_lossy(&asked.body)), expected)?;
    }
    match request.get("body") {
        None => Ok(()),
        Some(Value::Null) if asked.body.is_empty() => Ok(()),
        Some(expected) => {
            let body =
                serde_json::from_slice(&asked.body).unwrap_or(json!(String::from_utf8_lossy(&asked.body)));
            equal("the body", &body, expected)
        }
    }
}

/// Every part of the error that the case names.
fn refused(seen: &Value, error: &Value) -> Result<(), String> {
    keys(error, &["status", "error", "body", "message-holds"])?;
    for (part, expected) in error.as_object().into_iter().flatten() {
        match (part.as_str(), expected) {
            ("message-holds", words) => {
                let words = words.as_str().unwrap_or_default();
                if !seen["message"].as_str().unwrap_or_default().contains(words) {
                    return Err(format!("{words:?} is not in {}", seen["message"]));
                }
            }
            // The variant of a range has a name that is not what such a case is about.
            ("error", Value::Object(parts)) => {
                for (part, expected) in parts {
                    equal(part, &seen["error"][part], expected)?;
                }
            }
            _ => equal(part, &seen[part], expected)?,
        }
    }
    Ok(())
}

fn equal(what: &str, seen: &Value, expected: &Value) -> Result<(), String> {
    if seen == expected {
        Ok(())
    } else {
        Err(format!("  {what} is      {seen}\n  and should be {expected}"))
    }
}

/// A key that nothing reads would be a check that never fails.
fn keys(value: &Value, known: &[&str]) -> Result<(), String> {
    match value.as_object().into_iter().flatten().find(|(key, _)| !known.contains(&key.as_str())) {
        Some((key, _)) => Err(format!("nothing reads `{key}`")),
        None => Ok(()),
    }
}
