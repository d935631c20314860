//! The generated crate of the Datafold API against a local server: what goes out, and what its
//! caller sees of each answer. Where a test is about what every generated crate must do right, it
//! has that as its name.

use datafold::api::data_sources::GetDataSourceTestingResultsError as Refused;
use datafold::types::{AsyncDataSourceTestResults, JobStatus, ValidationErrorLocItem};
use datafold::{Client, ClientBuilder, Error};
use std::time::Duration;
use tintype_tests::server::{self, Answer, Server};

/// What the service may well say today: a status that the document lacks, and a property too.
const RESULTS: &str = r#"{
    "id": 5000000000, "status": "queued", "new": true,
    "results": [{"step": "connection", "status": "done", "result": {"a": [1.5, null]}},
                {"step": "temp_schema", "status": "failed", "result": null}]
}"#;

fn start(answer: Answer) -> Server {
    Server::start(answer).unwrap_or_else(|error| panic!("no port: {error}"))
}

async fn call(builder: ClientBuilder) -> Result<AsyncDataSourceTestResults, Error<Refused>> {
    builder.build().map_err(Error::Build)?.data_sources().get_data_source_testing_results(123).await
}

async fn ask(answer: Answer) -> Result<AsyncDataSourceTestResults, Error<Refused>> {
    let server = start(answer);
    call(Client::builder().base_url(&server.url).api_key("abc")).await
}

async fn refusal(answer: Answer) -> Error<Refused> {
    match ask(answer).await {
        Ok(results) => panic!("{results:?}"),
        Err(error) => error,
    }
}

async fn results() -> AsyncDataSourceTestResults {
    ask(Answer::json(200, RESULTS)).await.unwrap_or_else(|error| panic!("{error}"))
}

#[tokio::test]
async fn the_request_is_the_documents() {
    let server = start(Answer::json(200, RESULTS));
    let outcome = call(Client::builder().base_url(&server.url).api_key("abc")).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    let asked = server.asked().unwrap_or_else(|| panic!("nothing was sent"));
    assert_eq!((&*asked.method, &*asked.target), ("GET", "/api/v1/data_sources/test/123"));
    assert_eq!(asked.header("accept"), Some("application/json"));
    assert_eq!(asked.header("user-agent"), Some("datafold/0.1.0"));
    assert_eq!(asked.header("content-type"), None);
    assert!(asked.body.is_empty());
}

#[tokio::test]
async fn given_the_key_abc_the_header_is_key_abc_and_never_bearer() {
    let server = start(Answer::json(200, RESULTS));
    let outcome = call(Client::builder().base_url(&server.url).api_key("abc")).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    let asked = server.asked().unwrap_or_else(|| panic!("nothing was sent"));
    let sent: Vec<_> = asked.headers.iter().filter(|(name, _)| name == "authorization").collect();
    assert_eq!(sent, [&("authorization".to_owned(), "Key abc".to_owned())]);
}

#[tokio::test]
async fn the_response_of_the_seed_and_queued_decode() {
    let results = results().await;
    assert_eq!(results.status, JobStatus::Unknown("queued".to_owned()));
    assert_eq!(results.results.len(), 2);
    assert_eq!(results.results[0].status, JobStatus::Done);
    assert!(results.results[1].result.is_none());
}

#[tokio::test]
async fn five_thousand_million_decodes_without_a_format() {
    assert_eq!(results().await.id, 5_000_000_000);
}

#[tokio::test]
async fn an_undeclared_enum_value_is_kept_and_goes_round() {
    let status = results().await.status;
    assert_eq!(status.to_string(), "queued");
    let written = serde_json::to_string(&status).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(written, "\"queued\"");
}

#[tokio::test]
async fn a_422_is_a_typed_error_with_status_headers_and_raw_body() {
    let body = r#"{"detail":[{"loc":["path",7],"msg":"not an integer","type":"int_parsing"}]}"#;
    let error = refusal(Answer::json(422, body)).await;
    let Some(Refused::UnprocessableEntity(refused)) = error.api() else { panic!("{error:?}") };
    let detail = refused.detail.as_deref().unwrap_or_default();
    assert_eq!(detail[0].msg, "not an integer");
    let loc = [ValidationErrorLocItem::String("path".to_owned()), ValidationErrorLocItem::Integer(7)];
    assert_eq!(detail[0].loc, loc);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(422));
    let kind = error.headers().and_then(|headers| headers.get("content-type"));
    assert_eq!(kind.map(|kind| kind.as_bytes()), Some(&b"application/json"[..]));
    assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
}

#[tokio::test]
async fn a_500_in_plain_text_keeps_status_headers_and_body() {
    let error = refusal(Answer::text(500, "out of order")).await;
    assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
    let kind = error.headers().and_then(|headers| headers.get("content-type"));
    assert_eq!(kind.map(|kind| kind.as_bytes()), Some(&b"text/plain"[..]));
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"out of order"[..]));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn broken_json_is_an_error_with_its_body() {
    let error = refusal(Answer::json(200, "{\"id\": 1,")).await;
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"{\"id\": 1,"[..]));
}

#[tokio::test]
async fn a_required_field_that_is_missing_or_null_is_an_error_with_its_json_path() {
    for (body, path) in [
        (r#"{"id": 1, "status": "done", "results": [{"step": "connection"}]}"#, "results[0]"),
        (
            r#"{"id": 1, "status": "done", "results": [{"step": "connection", "status": null}]}"#,
            "results[0].status",
        ),
        (r#"{"id": "1", "status": "done", "results": []}"#, "id"),
        (r#"{"id": 1.5, "status": "done", "results": []}"#, "id"),
    ] {
        let error = refusal(Answer::json(200, body)).await;
        let Error::Decode(undecodable) = &error else { panic!("{error:?}") };
        let why = undecodable.error.to_string();
        assert!(why.contains(path), "{body}: {why}");
        assert_eq!(undecodable.response.body, body.as_bytes());
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_is_a_timeout() {
    let server = start(Answer::Silence(Duration::from_secs(5)));
    let builder = Client::builder().base_url(&server.url).timeout(Duration::from_millis(200));
    let outcome = call(builder).await;
    assert!(outcome.as_ref().is_err_and(Error::is_timeout), "{outcome:?}");
}

#[tokio::test]
async fn a_connection_that_is_refused_is_told_apart() {
    let url = server::nowhere().unwrap_or_else(|error| panic!("no port: {error}"));
    let outcome = call(Client::builder().base_url(url)).await;
    assert!(outcome.as_ref().is_err_and(Error::is_connect), "{outcome:?}");
}

#[tokio::test]
async fn a_body_that_is_cut_short_is_no_result() {
    let error = refusal(Answer::CutShort).await;
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_body_over_the_bound_is_refused_before_it_is_kept() {
    let server = start(Answer::json(200, RESULTS));
    let outcome = call(Client::builder().base_url(&server.url).max_response_body(10)).await;
    assert!(matches!(outcome, Err(Error::TooLarge { limit: 10 })), "{outcome:?}");
}

#[tokio::test]
async fn no_secret_is_in_what_debug_shows() {
    let builder = Client::builder().api_key("a-secret");
    assert!(!format!("{builder:?}").contains("a-secret"));
    let client = builder.build().unwrap_or_else(|error| panic!("{error}"));
    assert!(!format!("{client:?}").contains("a-secret"));
    let call = client.data_sources().get_data_source_testing_results(1);
    assert!(!format!("{call:?}").contains("a-secret"));
}

#[test]
fn clients_calls_and_futures_can_be_spawned_and_stored() {
    fn check<T: Send + 'static>(_: &T) {}
    let client = Client::builder().build().unwrap_or_else(|error| panic!("{error}"));
    fn shared<T: Clone + Sync>(_: &T) {}
    shared(&client);
    let call = client.data_sources().get_data_source_testing_results(1);
    check(&call);
    check(&call.send());
}
