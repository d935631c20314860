//! Makes the same request by the generated client and by hand, in turns, on one reqwest client, and
//! prints what each round cost. Arguments: the address, the requests of a round, the rounds.

use std::time::Duration;

fn cpu() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

type Failure = Box<dyn std::error::Error>;

async fn generated(client: &api::Client) -> Result<(), Failure> {
    std::hint::black_box(GENERATED.await?);
    Ok(())
}

async fn by_hand(client: &reqwest::Client, address: &str) -> Result<(), Failure> {
    let response = client
        .get(format!(ADDRESS, address, ARGUMENTS))
        .header("accept", "application/json")
        .header("user-agent", "by-hand/1.0")
        .header("authorization", "secret")
        .send()
        .await?
        .error_for_status()?;
    let body = response.bytes().await?;
    std::hint::black_box(serde_json::from_slice::<RESULT>(&body)?);
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, address, requests, rounds] = arguments.as_slice() else { return Err("three arguments are needed".into()) };
    let (requests, rounds): (usize, usize) = (requests.parse()?, rounds.parse()?);
    let shared = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let client = api::Client::builder().base_url(address).http_client(shared.clone())CREDENTIALS.build()?;
    generated(&client).await?;
    by_hand(&shared, address).await?;
    for _ in 0..rounds {
        let before = cpu();
        for _ in 0..requests {
            generated(&client).await?;
        }
        let between = cpu();
        for _ in 0..requests {
            by_hand(&shared, address).await?;
        }
        println!("[{},{}]", (between - before).as_secs_f64(), (cpu() - between).as_secs_f64());
    }
    Ok(())
}
