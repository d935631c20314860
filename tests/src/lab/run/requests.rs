//! One request by the generated client and by hand, over loopback, on the same reqwest client.
//!
//! The operation is the first `GET` that needs no more than scalars in its path and gives a named
//! type as JSON: what a request costs does not hang on which it is.

use crate::lab::driver::{Program, built};
use crate::lab::faker::{Faker, Optionals, Order};
use crate::lab::generate::{Crate, read};
use crate::lab::judge::Judge;
use crate::lab::measure::{median, succeeded};
use crate::lab::report::{Table, ratio};
use crate::lab::schema::Document;
use crate::lab::server;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use tintype::ir::{Content, CredentialKind, Operation, Parameter, Scalar, Segment, Shape, Status, TypeId};

/// What the program calls, in Rust.
struct Chosen {
    identity: String,
    /// `client.pets().get_pet(1)`
    generated: String,
    /// `"{}/pets/{}"`, and what is put into it after the address.
    address: String,
    arguments: String,
    result: String,
    /// The pointer of the response's schema.
    schema: String,
}

/// The rounds of both, or nothing where no operation is simple enough.
pub(super) fn measured(
    work: &Path,
    generated: &Crate,
    document: &Document,
    rounds: usize,
    requests: usize,
) -> Result<Value> {
    let operations = generated.generated.api.operations.iter();
    let Some(chosen) = operations.filter(|one| one.method == "GET").find_map(|one| chosen(generated, one))
    else {
        println!("no operation is simple enough to be written by hand here");
        return Ok(Value::Null);
    };
    let address = server::start(instance(document, work, &chosen)?)?;
    let program = program(work, generated, &chosen)?;
    let log = work.join("requests");
    let mut command = Command::new(program);
    succeeded(command.arg(address).arg(requests.max(1).to_string()).arg(rounds.max(1).to_string()), &log)?;
    let said = read(&log.with_extension("out"))?;
    let all: Vec<[f64; 2]> = said.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let of = |at: usize| median(&all.iter().map(|round| round[at]).collect::<Vec<_>>()).unwrap_or_default();
    let each = |at: usize| format!("{:.1} us", of(at) / requests.max(1) as f64 * 1e6);
    let mut table = Table::new(&["request", "tintype", "by hand", "ratio of time"]);
    table.row(vec![chosen.identity.clone(), each(0), each(1), ratio(of(0), of(1))]);
    println!("{requests} requests a round, CPU time of the client\n{table}");
    Ok(json!({ "operation": chosen.identity, "requests": requests, "rounds": all }))
}

fn chosen(generated: &Crate, operation: &Operation) -> Option<Chosen> {
    let all = &generated.generated;
    let ty = |id: TypeId| &all.api.ty(id).shape;
    let needed: Vec<&Parameter> = operation.parameters.iter().filter(|one| one.required).collect();
    let in_path = |one: &Parameter| operation.path.contains(&Segment::Parameter(one.wire.clone()));
    if !needed.iter().all(|one| in_path(one)) || operation.body.as_ref().is_some_and(|body| body.required) {
        return None;
    }
    let values: Option<Vec<&str>> = needed
        .iter()
        .map(|one| match ty(one.of.ty) {
            Shape::Scalar(Scalar::Int32 | Scalar::Int64 | Scalar::UInt32 | Scalar::UInt64) => Some("1"),
            Shape::Scalar(Scalar::Text) => Some("\"a\""),
            _ => None,
        })
        .collect();
    let (values, ok) =
        (values?.join(", "), operation.responses.iter().find(|one| one.status == Status::Exact(200))?);
    let Some(Content::Json(of)) = ok.content else { return None };
    let result = all.names.ty(of.ty).filter(|_| matches!(ty(of.ty), Shape::Object(_)))?;
    let name = all.names.operation(&operation.identity)?;
    let group = operation.group.as_deref().and_then(|tag| all.names.group(tag));
    let accessor = group.map(|group| format!(".{}()", group.module)).unwrap_or_default();
    let template = operation.path.iter().map(|piece| match piece {
        Segment::Literal(text) => text.as_str(),
        Segment::Parameter(_) => "{}",
    });
    Some(Chosen {
        identity: operation.identity.0.clone(),
        generated: format!("client{accessor}.{}({values})", name.method),
        address: format!("\"{{}}{}\"", template.collect::<String>()),
        arguments: values,
        result: format!("derived::types::{}", result.name),
        schema: format!("{}/content/application~1json/schema", ok.origin.pointer),
    })
}

/// What the server answers.
fn instance(document: &Document, work: &Path, chosen: &Chosen) -> Result<String> {
    let judge = Judge::new(document)?;
    let schema = document.at(&chosen.schema).context("the response's schema is not where it was")?;
    let order =
        |seed| Order { schema: schema.clone(), patches: Vec::new(), optionals: Optionals::Some, seed };
    let orders: Vec<Order> = (1..50).map(order).collect();
    let made = Faker::new(document.root(), work)?.instances(&orders)?;
    let mut valid = made.into_iter().flatten().filter(|instance| judge.is_valid(&chosen.schema, instance));
    Ok(valid.next().context("no valid response could be made")?.to_string())
}

fn program(work: &Path, generated: &Crate, chosen: &Chosen) -> Result<std::path::PathBuf> {
    let all = &generated.generated;
    let credentials = all.api.credentials.iter().find(|one| !matches!(one.kind, CredentialKind::Basic));
    let credential = credentials.map(|one| format!(".{}(\"secret\")", all.names.credential(&one.identity)));
    let main = include_str!("../../../lab/requests.rs")
        .replace("GENERATED", &chosen.generated)
        .replace("ADDRESS, address, ARGUMENTS", &format!("{}, address, {}", chosen.address, chosen.arguments))
        .replace("RESULT", &chosen.result)
        .replace("CREDENTIALS", &credential.unwrap_or_default());
    let dependencies = "derived = { path = \"../derived\" }\nserde_json = \"1\"\n\
                        reqwest = { version = \"0.13\", default-features = false }\n\
                        rustix = { version = \"1\", features = [\"time\"] }\n\
                        tokio = { version = \"1\", features = [\"rt\", \"macros\"] }\n";
    built(
        work,
        generated,
        &Program { name: "requests", dependencies, files: &[("main.rs", &main)], release: true },
    )
}
