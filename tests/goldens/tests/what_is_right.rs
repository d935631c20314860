//! What every generated client must do right, where the Datafold API has no such shape: by the
//! types that a user has in hand.

use serde_json::{Value, json};
use tintype_goldens::discriminated_union_is_told_by_its_tag::types::{Circle, Shape};
use tintype_goldens::optional_nullable_field_keeps_three_states_where_it_is_sent::types::Change;
use tintype_goldens::parameters_go_where_they_belong as parameters;
use tintype_goldens::servers_have_variables::server::{ByRegion, Own, Region, Server as Choice};
use tintype_goldens::servers_have_variables::{Client, ClientBuilder};
use tintype_goldens::union_without_tag_is_told_by_kind_key_or_constant::types::Branches;
use tintype_tests::server::{Answer, Server};

fn written(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_else(|error| panic!("{error}"))
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_const_tag_is_on_the_wire() {
    assert_eq!(written(Shape::from(Circle::new(1.5))), json!({"kind": "circle", "radius": 1.5}));
}

#[test]
fn an_unknown_tag_is_kept_as_the_open_variant_with_its_json() {
    let given = json!({"kind": "star", "points": [5, null], "deep": {"a": 1}});
    let shape: Shape = read(given.clone());
    assert!(matches!(&shape, Shape::Unknown(kept) if *kept == given), "an open variant");
    assert_eq!(written(shape), given);
}

#[test]
fn the_union_goes_round_with_nothing_invented_or_lost() {
    for given in [
        json!({"by_kind": "a", "by_key": {"name": "n"}, "by_constant": {"state": "on"}, "maybe": null}),
        json!({"by_kind": 1, "by_key": {"number": 1}, "by_constant": {"state": "off", "until": 2}}),
        json!({"by_kind": 1.5, "by_key": {"other": null}, "by_constant": {"state": "broken"}, "maybe": true}),
    ] {
        assert_eq!(written(read::<Branches>(given.clone())), given);
    }
}

#[test]
fn null_and_absent_are_apart_where_the_type_is_sent_and_null_can_be_sent() {
    let absent = Change::new(1, None);
    assert_eq!(written(&absent), json!({"id": 1, "owner": null}));
    let null = Change::new(1, None).archived(None);
    assert_eq!(written(&null), json!({"id": 1, "owner": null, "archived": null}));
    let value = Change::new(1, None).archived(true);
    assert_eq!(written(&value), json!({"id": 1, "owner": null, "archived": true}));
    for change in [absent, null, value] {
        assert!(read::<Change>(written(&change)) == change, "the three are apart on the way back too");
    }
}

#[tokio::test]
async fn every_path_value_is_percent_encoded_by_rfc_6570s_simple_expansion() {
    // RFC 6570, section 3.2.2: all but unreserved characters, `/` and `..` among them.
    for (value, segment) in [
        ("a/b c?d", "a%2Fb%20c%3Fd"),
        ("100%", "100%25"),
        ("-._~09AZaz", "-._~09AZaz"),
        ("!$&'()*+,;=:@", "%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40"),
        ("ä名", "%C3%A4%E5%90%8D"),
    ] {
        let answer = Answer::Whole { status: 204, headers: Vec::new(), body: Vec::new() };
        let server = Server::start(answer).unwrap_or_else(|error| panic!("no port: {error}"));
        let client = parameters::Client::builder().base_url(&server.url).build();
        let client = client.unwrap_or_else(|error| panic!("{error}"));
        let outcome = client.read_file(value).await;
        assert!(outcome.is_ok(), "{outcome:?}");
        let asked = server.asked().unwrap_or_else(|| panic!("nothing was sent"));
        assert_eq!(asked.target, format!("/files/{segment}.json"));
    }
}

#[test]
fn a_server_is_chosen_by_name_and_its_variables_have_their_defaults() {
    let at = |builder: ClientBuilder| match builder.build() {
        Ok(client) => format!("{client:?}"),
        Err(error) => error.to_string(),
    };
    let chosen = |server: Choice| at(Client::builder().server(server));
    for (seen, address) in [
        (at(Client::builder()), "https://eu.example.com/v1"),
        (chosen(Choice::Test), "https://test.example.com"),
        (chosen(ByRegion::default().into()), "https://eu.example.com/v1"),
        (
            chosen(ByRegion::default().region(Region::Us).port("8443").into()),
            "https://us.example.com:8443/v1",
        ),
        (chosen(Own::default().into()), "https://own.example.com/v2"),
        (chosen(Own::default().scheme("http").root("/v3").into()), "http://own.example.com/v3"),
        (
            at(Client::builder().server(Choice::Test).base_url("https://other.example")),
            "https://other.example",
        ),
    ] {
        assert!(seen.contains(&format!("{address:?}")), "{seen} is not at {address}");
    }
    let refused = "the variable `port` of the server cannot hold its value";
    assert_eq!(chosen(ByRegion::default().port("1@evil.example/").into()), refused);
    let refused = "the variable `root` of the server cannot hold its value";
    assert_eq!(chosen(Own::default().root(".evil.example/v2").into()), refused);
}
