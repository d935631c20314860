//! The seed's operation against a local server: what goes out, and what becomes of each answer.

use super::server::{Answer, Server, answer};
use crate::seed::api::GetDataSourceTestingResultsError as Refused;
use crate::seed::types::{AsyncDataSourceTestResults, JobStatus, ValidationErrorLoc};
use crate::seed::{Client, ClientBuilder, Error};
use std::time::Duration;

const DONE: &str =
    r#"{"id":123,"status":"done","results":[{"step":"connection","status":"queued","result":{"a":1}}]}"#;

fn json(status: &str, body: &str) -> Server {
    Server::start(vec![answer(status, "content-type: application/json\r\nx-request-id: r1\r\n", body)])
}

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(&server.url).api_key("abc")
}

type Outcome = Result<AsyncDataSourceTestResults, Error<Refused>>;

async fn call(builder: ClientBuilder) -> Outcome {
    let client = builder.build().expect("a client");
    client.data_sources().get_data_source_testing_results(123).await
}

fn refusal(outcome: Outcome) -> Error<Refused> {
    match outcome {
        Ok(results) => panic!("{results:?}"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn the_request_is_what_the_document_says() {
    let server = json("200 OK", DONE);
    call(builder(&server)).await.expect("a result");
    let [asked] = &server.asked()[..] else { panic!("one request") };
    assert_eq!(asked.line, "GET /api/v1/data_sources/test/123 HTTP/1.1");
    assert_eq!(asked.header("authorization"), Some("Key abc"));
    assert_eq!(asked.header("accept"), Some("application/json"));
    let name = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    assert_eq!(asked.header("user-agent"), Some(name));
    assert_eq!(asked.body, "");
}

#[tokio::test]
async fn without_a_key_the_call_goes_out_as_it_is() {
    let server = json("200 OK", DONE);
    call(Client::builder().base_url(&server.url)).await.expect("a result");
    assert_eq!(server.asked()[0].header("authorization"), None);
}

#[tokio::test]
async fn a_result_is_typed_and_keeps_a_status_that_is_newer() {
    let results = call(builder(&json("200 OK", DONE))).await.expect("a result");
    assert_eq!((results.id, results.status), (123, JobStatus::Done));
    assert_eq!(results.results[0].status, JobStatus::Unknown("queued".into()));
}

#[tokio::test]
async fn send_with_response_gives_status_and_headers() {
    let client = builder(&json("200 OK", DONE)).build().expect("a client");
    let operation = client.data_sources().get_data_source_testing_results(123);
    let sending = tokio::spawn(operation.send_with_response());
    let response = sending.await.expect("runs").expect("a result");
    assert_eq!((response.status.as_u16(), response.request_id(), response.body.id), (200, Some("r1"), 123));
}

#[tokio::test]
async fn a_422_is_typed_with_its_response_beside_it() {
    let body = r#"{"detail":[{"loc":["path",0],"msg":"m","type":"t"}]}"#;
    let error = refusal(call(builder(&json("422 Unprocessable Entity", body))).await);
    assert_eq!(error.to_string(), "the service refused: 422 Unprocessable Entity");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(422));
    assert_eq!((error.request_id(), error.is_retryable()), (Some("r1"), false));
    assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
    let Some(Refused::UnprocessableEntity(said)) = error.api() else { panic!("{error:?}") };
    let detail = said.detail.as_deref().unwrap_or_default();
    assert_eq!(detail[0].r#type, "t");
    assert_eq!(detail[0].loc[1], ValidationErrorLoc::Integer(0));
}

#[tokio::test]
async fn a_500_in_plain_text_is_kept() {
    let server = Server::start(vec![answer("500 Oh", "x: y\r\n", "it broke")]);
    let error = refusal(call(builder(&server)).await);
    assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}");
    assert_eq!(error.to_string(), "undocumented status 500 Internal Server Error");
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"it broke"[..]));
    assert_eq!(error.headers().and_then(|headers| headers.get("x")).map(|x| x.as_bytes()), Some(&b"y"[..]));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn broken_json_and_a_wrong_shape_say_where() {
    for (body, expected) in [
        (r#"{"id":1"#, "EOF while parsing an object at line 1 column 7"),
        (
            r#"{"id":1,"status":"done","results":[{"step":"x"}]}"#,
            "results[0].status: missing at line 1 column 47",
        ),
        (
            r#"{"id":1,"status":"done","results":{}}"#,
            "results: invalid type: map, expected an array at line 1 column 35",
        ),
        ("", "EOF while parsing a value at line 1 column 0"),
    ] {
        let error = refusal(call(builder(&json("200 OK", body))).await);
        assert_eq!(error.to_string(), format!("status 200 OK with a body of another form: {expected}"));
        assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn silence_is_a_timeout() {
    let silent = || Server::start(vec![Answer::Stall("", Duration::from_secs(5))]);
    let error = refusal(call(builder(&silent()).timeout(Duration::from_millis(50))).await);
    assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
    let client = builder(&silent()).build().expect("a client");
    let operation = client.data_sources().get_data_source_testing_results(1);
    let error = refusal(operation.with_timeout(Duration::from_millis(50)).await);
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn a_body_that_stalls_is_a_timeout() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{";
    let server = Server::start(vec![Answer::Stall(head, Duration::from_secs(5))]);
    let error = refusal(call(builder(&server).timeout(Duration::from_millis(80))).await);
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn a_closed_port_is_no_connection() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", port.local_addr().expect("bound"));
    drop(port);
    let error = refusal(call(Client::builder().base_url(url).api_key("hunter2")).await);
    assert!(error.is_connect() && error.is_retryable() && error.status().is_none(), "{error:?}");
    assert_eq!(error.to_string(), "could not connect");
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_body_that_is_cut_short_is_a_broken_connection() {
    let cut = Answer::Bytes("HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{\"id\":1".into());
    let error = refusal(call(builder(&Server::start(vec![cut]))).await);
    assert!(matches!(error, Error::Transport(_)) && error.is_retryable(), "{error:?}");
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit() {
    let length = DONE.len();
    call(builder(&json("200 OK", DONE)).max_response_body(length)).await.expect("fits exactly");
    let error = refusal(call(builder(&json("200 OK", DONE)).max_response_body(length - 1)).await);
    assert!(matches!(error, Error::TooLarge { limit } if limit == length - 1), "{error:?}");
}

#[test]
fn nothing_shows_the_key() {
    let builder = Client::builder().api_key("hunter2").default_header("x-token", "hunter2");
    assert!(!format!("{builder:?}").contains("hunter2"));
    let client = builder.build().expect("a client");
    let operation = client.data_sources().get_data_source_testing_results(1);
    assert!(!format!("{client:?} {operation:?}").contains("hunter2"));
    assert_eq!(
        format!("{operation:?}"),
        "GetDataSourceTestingResults(GET /api/v1/data_sources/test/{job_id})"
    );
}

#[test]
fn a_setting_that_cannot_be_is_refused() {
    let refusal = |builder: ClientBuilder| builder.build().err().map(|error| error.to_string());
    let bad = |url: &str| refusal(Client::builder().base_url(url));
    assert_eq!(bad("ftp://x").as_deref(), Some("the base URL is neither http nor https"));
    assert_eq!(
        bad("https://u:hunter2@x").as_deref(),
        Some("the base URL holds a user or password; set a credential instead")
    );
    assert_eq!(bad("https://x?y").as_deref(), Some("the base URL has a query or fragment"));
    assert!(bad("x").is_some());
    let header = Client::builder().default_header("x", "a\r\nb: c");
    assert_eq!(refusal(header).as_deref(), Some("the header \"x\" cannot hold its value"));
}

#[test]
fn clients_and_futures_can_be_sent() {
    fn is_send<T: Send + 'static>(_: T) {}
    fn is_sync<T: Send + Sync>(_: &T) {}
    let client = Client::builder().build().expect("a client");
    is_sync(&client);
    let operation = client.data_sources().get_data_source_testing_results(1);
    is_send(operation.clone());
    is_send(operation.send());
    assert!(size_of::<Error<Refused>>() <= 24, "{}", size_of::<Error<Refused>>());
}
