//! Redirects: which are followed, and what goes with them.

use super::server::{Answer, Server, answer};
use crate::runtime::{Api, Body, Call, Client, ClientBuilder, Error, Reply, Scheme, Transport};
use crate::samples::{Fetch, FetchError, FetchResponse};
use bytes::Bytes;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const KEY: Scheme = Scheme::header("key", "x-api-key", "");
const API: Api = Api { base_url: None, user_agent: "test/1", security: &[&[KEY]] };

fn to(status: u16, location: &str) -> Answer {
    answer(&format!("{status} Go"), &format!("location: {location}\r\n"), "")
}

fn done() -> Answer {
    answer("204 No Content", "", "")
}

fn client(server: &Server) -> Client {
    let builder = ClientBuilder::new(API).base_url(&server.url).credential(KEY, "hunter2");
    builder.default_header("x-tenant", "t").build().expect("a client")
}

fn post(client: &Client) -> Fetch {
    Fetch(Call::post(client, "/a").cookie("c", &"d").bytes("text/plain", "body"))
}

#[tokio::test]
async fn the_same_origin_gets_all_again() {
    let server = Server::start(vec![to(307, "../b?c"), done()]);
    post(&client(&server)).await.expect("an answer");
    let asked = server.asked().remove(1);
    assert_eq!((asked.line.as_str(), asked.body.as_str()), ("POST /b?c HTTP/1.1", "body"));
    assert_eq!((asked.header("x-api-key"), asked.header("cookie")), (Some("hunter2"), Some("c=d")));
}

#[tokio::test]
async fn another_origin_gets_no_credential() {
    let other = Server::start(vec![done()]);
    // Another port is another origin.
    let server = Server::start(vec![to(308, &format!("{}/x#y", other.url))]);
    let call = Fetch(Call::get(&client(&server), "/a").cookie("c", &"d"));
    call.with_header("authorization", "hunter2").await.expect("an answer");
    let asked = other.asked().remove(0);
    assert_eq!((asked.line.as_str(), asked.body.as_str()), ("GET /x HTTP/1.1", ""));
    assert_eq!(asked.header("user-agent"), Some("test/1"));
    for name in ["x-api-key", "cookie", "authorization", "x-tenant"] {
        assert_eq!(asked.header(name), None, "{name}");
    }
}

#[tokio::test]
async fn another_origin_gets_no_body_and_changes_nothing() {
    let body = "with a body to another origin";
    let method = "to another origin by a method that changes something";
    for (status, name, text, why) in [
        (307, "POST", "body", body),
        (308, "GET", "body", body),
        (302, "PUT", "body", body),
        (307, "POST", "", method),
        (301, "DELETE", "", method),
    ] {
        let other = Server::start(vec![done()]);
        let server = Server::start(vec![to(status, &other.url)]);
        let call = Call::of(&client(&server), name, "/a").bytes("text/plain", text);
        let error = Fetch(call).await.expect_err("no answer");
        assert!(matches!(error, Error::Redirect(said) if said == why), "{status} {name}: {error:?}");
        assert!(other.asked().is_empty());
    }
    let other = Server::start(vec![done()]);
    let server = Server::start(vec![to(303, &other.url)]);
    post(&client(&server)).await.expect("an answer");
    let asked = other.asked().remove(0);
    assert_eq!((asked.line.as_str(), asked.body.as_str()), ("GET / HTTP/1.1", ""));
    assert_eq!(asked.header("content-type"), None);
}

/// What is asked after a redirect of `status`: the method and the body.
async fn again(status: u16, method: &'static str) -> (String, String) {
    let server = Server::start(vec![to(status, "/b"), done()]);
    let call = Call::of(&client(&server), method, "/a").bytes("text/plain", "body");
    Fetch(call).await.expect("an answer");
    let asked = server.asked().remove(1);
    assert_eq!(asked.header("content-type").is_some(), !asked.body.is_empty());
    (asked.line.split(' ').next().unwrap_or_default().to_owned(), asked.body)
}

#[tokio::test]
async fn see_other_is_a_get_without_a_body() {
    for (status, method) in [(301, "POST"), (302, "POST"), (303, "POST"), (303, "PUT"), (303, "GET")] {
        assert_eq!(again(status, method).await, ("GET".into(), String::new()), "{status} {method}");
    }
    assert_eq!(again(303, "HEAD").await, ("HEAD".into(), String::new()));
}

#[tokio::test]
async fn a_move_changes_no_method_but_post() {
    for status in [301, 302, 307, 308] {
        for method in ["GET", "PUT", "DELETE"] {
            assert_eq!(again(status, method).await, (method.into(), "body".into()), "{status} {method}");
        }
    }
}

#[tokio::test]
async fn a_circle_ends() {
    let server = Server::start(vec![to(302, "/a")]);
    let error = post(&client(&server)).await.expect_err("no answer");
    assert!(matches!(error, Error::Redirect("too often")), "{error:?}");
    assert_eq!(server.asked().len(), 11);
}

#[tokio::test]
async fn a_redirect_without_a_place_is_an_answer() {
    let server = Server::start(vec![answer("302 Found", "", "x")]);
    let error = post(&client(&server)).await.expect_err("not documented");
    assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}");
}

/// A transport that answers every request with one redirect.
struct Redirecting(&'static str, Arc<Mutex<Vec<http::Request<Bytes>>>>);

impl Transport for Redirecting {
    fn send(&self, request: http::Request<Bytes>, timeout: Option<Duration>) -> Reply {
        assert!(timeout.is_some());
        self.1.lock().expect("no test panics inside").push(request);
        let response = http::Response::builder().status(302).header("location", self.0);
        let response = response.body(Body::full("")).expect("is valid");
        Box::pin(async move { Ok(response) })
    }
}

#[tokio::test]
async fn where_a_client_must_not_go_it_does_not() {
    for (location, why) in [
        ("http://example.com/", "from https to http"),
        ("file:///etc/passwd", "to another protocol than HTTP"),
        ("https://u:p@example.com/", "to an address with a user or password"),
        ("https://", "to an address that is not valid"),
    ] {
        let asked = Arc::default();
        let builder = ClientBuilder::new(API).base_url("https://example.com").timeout(Duration::from_secs(9));
        let client = builder.transport(Redirecting(location, Arc::clone(&asked))).build().expect("a client");
        let outcome: Result<FetchResponse, Error<FetchError>> = post(&client).await;
        let error = outcome.expect_err("no answer");
        assert!(matches!(error, Error::Redirect(said) if said == why), "{location}: {error:?}");
        assert_eq!(asked.lock().expect("no test panics inside").len(), 1);
    }
}
