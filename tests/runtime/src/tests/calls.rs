//! What a call puts into the address, the headers and the body, and how other answers are read.

use super::server::{Asked, Server, answer};
use crate::runtime::{Api, Call, Client, ClientBuilder, Error, Scheme, Style, text};
use crate::samples::{Empty, Fetch, FetchError, FetchResponse, Limit, Precision};
use crate::seed::types::JobStatus;
use serde_json::{Value, json};
use std::time::Duration;

const KEY: Scheme = Scheme::query("key", "api key");
const COOKIE: Scheme = Scheme::cookie("cookie", "session");
const TOKEN: Scheme = Scheme::bearer("token");
const USER: Scheme = Scheme::basic("user");

const API: Api = Api { base_url: None, user_agent: "test/1", security: &[&[KEY, COOKIE], &[TOKEN], &[USER]] };

fn builder(server: &Server) -> ClientBuilder {
    ClientBuilder::new(API).base_url(format!("{}/base/", server.url))
}

async fn asked(make: impl FnOnce(&Client) -> Call) -> Asked {
    asked_by(|builder| builder, make).await
}

async fn asked_by(
    set: impl FnOnce(ClientBuilder) -> ClientBuilder,
    make: impl FnOnce(&Client) -> Call,
) -> Asked {
    let server = Server::start(vec![answer("204 No Content", "", "")]);
    let client = set(builder(&server)).build().expect("a client");
    Fetch(make(&client)).await.expect("an answer");
    server.asked().remove(0)
}

/// Why a call is not sent.
async fn refusal(make: impl FnOnce(&Client) -> Call) -> String {
    let server = Server::start(vec![answer("204 No Content", "", "")]);
    let client = builder(&server).build().expect("a client");
    let error = Fetch(make(&client)).await.expect_err("not sent");
    assert!(matches!(error, Error::Build(_)), "{error:?}");
    assert!(server.asked().is_empty());
    error.to_string().replace("the request could not be made: ", "")
}

#[tokio::test]
async fn path_values_are_encoded_by_simple_expansion() {
    let asked = asked(|client| {
        Call::get(client, "/a/{id}/{ids}.json").path("id", &"a/b?c#d e%é{ids}~-._").path("ids", &vec![1, 2])
    });
    assert_eq!(asked.await.line, "GET /base/a/a%2Fb%3Fc%23d%20e%25%C3%A9%7Bids%7D~-._/1,2.json HTTP/1.1");
}

#[tokio::test]
async fn a_path_value_that_cannot_be_said_is_refused() {
    let with = |id: &'static str| refusal(move |client| Call::get(client, "/a/{id}").path("id", &id));
    assert_eq!(with("").await, "the path parameter `id` is empty");
    assert_eq!(with("..").await, "a path parameter of `/a/{id}` is `.` or `..`");
    assert_eq!(with(".").await, "a path parameter of `/a/{id}` is `.` or `..`");
    assert_eq!(
        refusal(|client| Call::get(client, "/a/{id}")).await,
        "a path parameter of `/a/{id}` has no value"
    );
}

#[tokio::test]
async fn queries_are_in_form_style() {
    let asked = asked(|client| {
        Call::get(client, "/a?b=c")
            .query("tag", &vec!["x y", "&="])
            .query("none", &None::<i64>)
            .query("is[it]", &true)
            .query("s", &JobStatus::Done)
            .query("p", &Precision::N6)
            .query_as("c", &vec![1, 2], Style::Comma)
            .query_as("pi", &vec![1, 2], Style::Pipe)
            .query_as("empty", &Vec::<i64>::new(), Style::Comma)
    });
    assert_eq!(
        asked.await.line,
        "GET /base/a?b=c&tag=x%20y&tag=%26%3D&is%5Bit%5D=true&s=done&p=6&c=1,2&pi=1%7C2 HTTP/1.1"
    );
}

#[tokio::test]
async fn a_setter_called_again_replaces() {
    let asked = asked(|client| {
        let call = Call::get(client, "/").query("a", &vec![1, 2]).query("b", &1).query("a", &3);
        let call = call.query_as("c", &vec![1, 2], Style::Comma).query_as("c", &vec![3, 4], Style::Comma);
        let call = call.cookie("c", &1).cookie("d", &1).cookie("c", &2);
        let call = call.header("x", &1).header("x", &2).header("y", &1).header("y", &None::<i64>);
        Fetch(call).with_query("b", "2").with_query("b", "3").0
    })
    .await;
    assert_eq!(asked.line, "GET /base/?b=1&a=3&c=3,4&b=2&b=3 HTTP/1.1");
    assert_eq!(asked.header("cookie"), Some("d=1; c=2"));
    assert_eq!((asked.header("x"), asked.header("y")), (Some("2"), None));
}

#[tokio::test]
async fn what_has_no_text_is_not_sent() {
    let why = |place| format!("the {place} cannot be written: there is no number for infinity or NaN");
    let call = refusal(|client| Call::get(client, "/{id}").path("id", &f64::NAN));
    assert_eq!(call.await, why("path parameter `id`"));
    let call = refusal(|client| Call::get(client, "/").query("q", &vec![1.5, f64::INFINITY]));
    assert_eq!(call.await, why("query parameter `q`"));
    let call = refusal(|client| Call::get(client, "/").query_as("q", &Some(f32::NAN), Style::Pipe));
    assert_eq!(call.await, why("query parameter `q`"));
    let call = refusal(|client| Call::get(client, "/").header("h", &f32::NEG_INFINITY));
    assert_eq!(call.await, why("header `h`"));
    let call = refusal(|client| Call::get(client, "/").cookie("c", &f64::NAN));
    assert_eq!(call.await, why("cookie `c`"));
    // As a parameter of several parts is handed over.
    let call = refusal(|client| Call::get(client, "/").query("q", &text(&Limit::Share(f64::NAN))));
    assert_eq!(
        call.await,
        "the query parameter `q` cannot be written: JSON has no number for infinity or NaN"
    );
    let call = asked(|client| Call::get(client, "/").query("q", &text(&Limit::Count(3))));
    assert_eq!(call.await.line, "GET /base/?q=3 HTTP/1.1");
}

#[tokio::test]
async fn headers_and_cookies_are_set_or_refused() {
    let asked = asked(|client| {
        let call = Call::get(client, "/").header("X-Ids", &vec![1, 2]).header("x-none", &None::<i64>);
        call.cookie("c", &"a; b").accept("text/csv")
    })
    .await;
    assert_eq!(asked.header("x-ids"), Some("1,2"));
    assert_eq!(asked.header("x-none"), None);
    assert_eq!(asked.header("cookie"), Some("c=a%3B%20b"));
    assert_eq!(asked.header("accept"), Some("text/csv"));
    let injected = refusal(|client| Call::get(client, "/").header("x", &"a\r\nb: c"));
    assert_eq!(injected.await, "the header \"x\" cannot hold its value");
    assert_eq!(
        refusal(|client| Call::get(client, "/").header("a b", &"c")).await,
        "\"a b\" is no name of a header"
    );
}

#[tokio::test]
async fn a_body_is_json_also_of_a_get() {
    let asked = asked(|client| Call::get(client, "/").json(&json!({"a": [1]}))).await;
    assert_eq!(
        (asked.header("content-type"), asked.body.as_str()),
        (Some("application/json"), r#"{"a":[1]}"#)
    );
    let asked = self::asked(|client| Call::post(client, "/").bytes("text/plain", "hi")).await;
    assert_eq!((asked.header("content-type"), asked.body.as_str()), (Some("text/plain"), "hi"));
    let refused = refusal(|client| Call::post(client, "/").json(&f64::NAN));
    assert_eq!(refused.await, "the body cannot be written: JSON has no number for infinity or NaN");
}

#[tokio::test]
async fn the_first_alternative_that_is_all_there_is_used() {
    let get = |client: &Client| Call::get(client, "/");
    let asked =
        asked_by(|set| set.credential(KEY, "k&").credential(COOKIE, "c").credential(TOKEN, "t"), get).await;
    assert_eq!(asked.line, "GET /base/?api%20key=k%26 HTTP/1.1");
    assert_eq!((asked.header("cookie"), asked.header("authorization")), (Some("session=c"), None));
    let asked = asked_by(|set| set.credential(KEY, "k").credential(TOKEN, "t"), get).await;
    assert_eq!(
        (asked.line.as_str(), asked.header("authorization")),
        ("GET /base/ HTTP/1.1", Some("Bearer t"))
    );
    let asked = asked_by(|set| set.credential(USER, "Aladdin:open sesame"), get).await;
    // The example of RFC 7617, 2.
    assert_eq!(asked.header("authorization"), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    let open = |client: &Client| Call::get(client, "/").security(&[]);
    assert_eq!(asked_by(|set| set.credential(TOKEN, "t"), open).await.header("authorization"), None);
}

#[tokio::test]
async fn an_optional_credential_is_sent_if_it_is_there() {
    let get = |client: &Client| Call::get(client, "/").security(&[&[], &[TOKEN]]);
    let asked = asked_by(|set| set.credential(TOKEN, "t"), get).await;
    assert_eq!(asked.header("authorization"), Some("Bearer t"));
    assert_eq!(self::asked(get).await.header("authorization"), None);
}

#[tokio::test]
async fn a_time_without_end_is_no_limit() {
    let get = |client: &Client| Fetch(Call::get(client, "/")).with_timeout(Duration::MAX).0;
    assert_eq!(asked(get).await.line, "GET /base/ HTTP/1.1");
}

#[tokio::test]
async fn a_call_overrides_the_client() {
    let set = |builder: ClientBuilder| {
        builder.default_header("x-a", "1").default_header("x-b", "1").user_agent("me").credential(TOKEN, "t")
    };
    let make = |client: &Client| {
        let call = Fetch(Call::get(client, "/")).with_header("x-a", "2").with_query("q", "3");
        call.with_header("authorization", "mine").0
    };
    let asked = asked_by(set, make).await;
    assert_eq!((asked.header("x-a"), asked.header("x-b")), (Some("2"), Some("1")));
    assert_eq!((asked.header("user-agent"), asked.header("authorization")), (Some("me"), Some("mine")));
    assert_eq!(asked.line, "GET /base/?q=3 HTTP/1.1");
}

#[tokio::test]
async fn an_operation_of_a_server_of_its_own_goes_there_unless_an_address_is_told() {
    let servers = [1, 2].map(|_| Server::start(vec![answer("204 No Content", "", "")]));
    let [own, told] = &servers;
    let address: &'static str = own.url.clone().leak();
    let send = async |builder: ClientBuilder| {
        let client = builder.build().expect("a client");
        Fetch(Call::get(&client, "/a").server(address)).await.expect("an answer");
    };
    send(ClientBuilder::new(Api { base_url: Some("http://nowhere.example"), ..API })).await;
    assert_eq!(own.asked().remove(0).line, "GET /a HTTP/1.1");
    send(builder(told)).await;
    assert_eq!(told.asked().remove(0).line, "GET /base/a HTTP/1.1");
}

#[test]
fn a_variable_of_a_server_fills_its_place_and_no_more() {
    let build = |template: &str, default: &str, value: &str| {
        let client = ClientBuilder::new(API).address(template, &[("v", Some(default), value)]).build();
        client.map(|client| format!("{client:?}")).map_err(|error| error.to_string())
    };
    for (template, default, value, address) in [
        ("https://{v}.example.com/v1", "us", "eu-1", "https://eu-1.example.com/v1"),
        ("https://{v}/v1/", "a", "localhost:8080", "https://localhost:8080/v1"),
        ("https://{v}/v1", "a", "[::1]:80", "https://[::1]:80/v1"),
        ("https://{v}/x", "a.example/v1", "b.example:80/v2", "https://b.example:80/v2/x"),
        ("https://example.com{v}", "/v1", "/v2/a", "https://example.com/v2/a"),
        ("https://example.com/{v}/x", "a", "a/b@c", "https://example.com/a/b@c/x"),
        ("{v}://example.com", "https", "http", "http://example.com"),
        ("{v}", "https://example.com", "https://other.example/base/", "https://other.example/base"),
    ] {
        let seen = build(template, default, value);
        let seen = seen.unwrap_or_else(|error| panic!("{template} {value}: {error}"));
        assert!(seen.contains(&format!("{address:?}")), "{seen}");
    }
    let ends_host = ["evil.com/", "evil.com#", "evil.com?", "evil.com\\", "a@b", "a%2f", "a b", "a\tb", "/"];
    let ends_path = ["a?b", "a#b", "a\\b", "%2e%2e", "a b", "a\nb"];
    for (template, default, values) in [
        ("https://{v}.example.com", "eu", &ends_host[..]),
        ("https://{v}", "a.example/v1", &["a.example?b", "a@b/c", "a.example\\b"]),
        ("https://example.com/{v}/x", "a", &ends_path),
        ("https://example.com{v}", "/v1", &[".evil.com/v1", "", ":80/", "@evil.com/"]),
        ("https://example.com{v}", "/v1", &["/a?b", "/a\\b"]),
        ("{v}://example.com", "https", &["https://evil.com/", "a:b"]),
        ("{v}", "https://example.com", &["https://a\nb"]),
    ] {
        for value in values {
            let refused = "the variable `v` of the server cannot hold its value";
            let seen = build(template, default, value);
            assert_eq!(seen, Err(refused.to_owned()), "{template} {value:?}");
        }
    }
    for value in ["..", ".", "a/../../b"] {
        let why = build("https://example.com/{v}/x", "a", value);
        assert_eq!(why, Err("a variable of the server is `.` or `..`".to_owned()));
    }
    for (template, value) in [
        ("https://{v}.example.com", "evil.com:80"),
        ("{v}", "https://user@example.com"),
        ("{v}", "https://example.com?a"),
        ("{v}://example.com", "ftp"),
        ("https://example.com/{w}", "x"),
    ] {
        assert!(build(template, "https", value).is_err(), "{template} {value}");
    }
}

async fn fetch(status: &str, body: &str) -> Result<FetchResponse, Error<FetchError>> {
    let server = Server::start(vec![answer(status, "", body)]);
    let client = builder(&server).build().expect("a client");
    Fetch(Call::get(&client, "/")).send().await
}

#[tokio::test]
async fn each_status_has_its_kind_of_body() {
    let ok = async |status, body| fetch(status, body).await.expect("a result");
    let FetchResponse::Ok(job) = ok("200 OK", r#"{"name":"n","count":1,"labels":[],"inner":{}}"#).await
    else {
        panic!("another variant")
    };
    assert_eq!(*job.inner, Empty {});
    assert_eq!(ok("202 Accepted", "hé").await, FetchResponse::Accepted("hé".into()));
    assert_eq!(ok("203 Free", "").await, FetchResponse::Free(Value::Null));
    assert_eq!(ok("203 Free", "[]").await, FetchResponse::Free(json!([])));
    assert_eq!(ok("206 Part", "abc").await, FetchResponse::Part("abc".into()));
    let error = async |status, body| fetch(status, body).await.expect_err("a refusal");
    assert_eq!(error("404 No", "x").await.api(), Some(&FetchError::NotFound));
    assert_eq!(error("409 No", "x").await.api(), Some(&FetchError::Client("x".into())));
    assert_eq!(error("503 No", "{}").await.api(), Some(&FetchError::Default(json!({}))));
    assert!(matches!(error("203 Free", "x").await, Error::Decode(_)));
    assert!(matches!(error("201 Made", "{}").await, Error::UndocumentedStatus(_)));
}

#[tokio::test]
async fn a_cookie_makes_no_other() {
    let with = |name: &'static str, value: &'static str| {
        refusal(move |client| Call::get(client, "/a").cookie_as_is(name, &value))
    };
    assert_eq!(with("a", "b; admin=1").await, "the cookie \"a\" cannot hold its value");
    assert_eq!(with("a;k=1", "b").await, "\"a;k=1\" is no name of a cookie");
}

#[tokio::test]
async fn what_has_no_text_is_refused() {
    let with = |value: Value| refusal(move |client| Call::get(client, "/a").query("q", &value));
    assert_eq!(
        with(json!({"a": 1})).await,
        "the query parameter `q` cannot be written: an object has no text"
    );
    assert_eq!(
        with(json!([[1]])).await,
        "the query parameter `q` cannot be written: a list in a list has no text"
    );
}

#[tokio::test]
async fn what_a_caller_set_of_an_alternative_is_sent() {
    let get = |client: &Client| Call::get(client, "/").security(&[&[KEY, TOKEN], &[USER, TOKEN]]);
    let asked = asked_by(|set| set.credential(TOKEN, "t"), get).await;
    // Both write `Authorization`, so nothing is missing.
    assert_eq!(
        (asked.line.as_str(), asked.header("authorization")),
        ("GET /base/ HTTP/1.1", Some("Bearer t"))
    );
    let asked = asked_by(|set| set.credential(KEY, "k"), get).await;
    assert_eq!(
        (asked.line.as_str(), asked.header("authorization")),
        ("GET /base/?api%20key=k HTTP/1.1", None)
    );
    let twice = |client: &Client| get(client).query("api key", &"mine");
    let asked = asked_by(|set| set.credential(KEY, "k"), twice).await;
    assert_eq!(asked.line, "GET /base/?api%20key=mine HTTP/1.1");
}
