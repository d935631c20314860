//! Makes calls: the address is the first argument, `operation <tab> JSON arguments` a line in, and a
//! line of JSON out for each, `{"ok": ..}` or `{"error": ..}`.

mod call;

use serde_json::{Value, json};
use std::io::{Read, Write};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).ok_or("an address is needed")?;
    let client = api::Client::builder().base_url(address)/* credentials */.build()?;
    let mut given = String::new();
    std::io::stdin().read_to_string(&mut given)?;
    let mut out = std::io::stdout().lock();
    for line in given.lines() {
        let (operation, arguments) = line.split_once('\t').unwrap_or((line, "{}"));
        let arguments: Value = serde_json::from_str(arguments)?;
        let answer = match call::call(&client, operation, &arguments).await {
            Ok(result) => json!({ "ok": result }),
            Err(error) => json!({ "error": error }),
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
