//! temporary
use ticket_explorer::{native::Native, ticket};
fn main() {
    let mut args = std::env::args().skip(1);
    let exact = args.next().unwrap() == "--exact";
    for line in std::io::stdin().lines() {
        let text: String = serde_json::from_str(&line.unwrap()).unwrap();
        let report = if exact {
            ticket::explain(&text, &Native)
        } else {
            ticket::explore(&text, &Native)
        };
        println!("{}", ticket::json::report(&report, ticket::Secrets::Revealed));
    }
}
