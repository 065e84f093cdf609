//! Chat tickets of iroh's gossip guide: JSON in base32 without a prefix, in both forms that the guide has had; and what is none.

use ticket_explorer::native::Native;
use ticket_explorer::ticket::make::draft::Draft;
use ticket_explorer::ticket::{
    self, EndpointAddr, Kind, Role, Ticket, TransportAddr, Value, encoding::codec,
};

const ID: &str = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";

fn topic() -> String {
    (0..32).map(|byte| byte.to_string()).collect::<Vec<_>>().join(",")
}

/// The ticket of the peers, if such a text is one.
fn read(json: &str) -> Option<Ticket> {
    let text = codec::to_base32(json.as_bytes());
    let report = ticket::explore(&text, &Native);
    let found = report.found.iter().find(|found| found.kind == Kind::Gossip)?;
    match found.value.as_ref()? {
        Value::Chat(_, ticket) => Some(ticket.clone()),
        other => panic!("{other:?}"),
    }
}

fn expected(addrs: &[TransportAddr]) -> Ticket {
    let id = codec::from_hex(ID).expect("hex");
    let mut addr = EndpointAddr::new(id.try_into().expect("32 bytes"));
    addr.addrs.extend(addrs.iter().cloned());
    Ticket::Keyed {
        role: Role::Topic,
        key: std::array::from_fn(|byte| byte as u8),
        nodes: vec![addr],
    }
}

#[test]
fn both_forms_are_read() {
    let relay = TransportAddr::Relay("https://relay.example.org/".into());
    let ip = |text: &str| TransportAddr::Ip(text.parse().expect("an address"));
    let topic = topic();
    let first = format!(
        r#"{{"topic":[{topic}],"nodes":[{{"node_id":"{ID}","relay_url":"https:\/\/relay.example.org\/","direct_addresses":["192.0.2.7:1","[2001:db8::1]:2"]}}]}}"#
    );
    let both = [relay.clone(), ip("192.0.2.7:1"), ip("[2001:db8::1]:2")];
    assert_eq!(read(&first), Some(expected(&both)));
    // Without a relay serde writes null.
    let without = first.replace(r#""https:\/\/relay.example.org\/""#, "null");
    assert_eq!(read(&without), Some(expected(&both[1..])));
    let second = format!(
        r#"{{"topic":[{topic}],"endpoints":[{{"id":"{ID}","addrs":[{{"Relay":"https://relay.example.org/"}},{{"Ip":"192.0.2.7:1"}},{{"Ip":"[2001:db8::1]:2"}}]}}]}}"#
    );
    assert_eq!(read(&second), Some(expected(&both)));
}

#[test]
fn what_is_not_quite_one_is_none() {
    let topic = topic();
    let with = |rest: &str| format!(r#"{{"topic":[{topic}],{rest}}}"#);
    let node = format!(r#"{{"node_id":"{ID}","relay_url":null,"direct_addresses":[]}}"#);
    assert!(read(&with(&format!(r#""nodes":[{node}]"#))).is_some());
    for json in [
        with(r#""nodes":7"#),
        with(r#""nodes":{}"#),
        with(r#""others":[]"#),
        with(&format!(r#""nodes":[{node}"#)),
        with(&format!(r#""nodes":[{node}]"#)) + "x",
        with(&format!(r#""nodes":[{}]"#, node.replace(ID, "8a88"))),
        with(&format!(
            r#""nodes":[{}]"#,
            node.replace(&format!("\"{ID}\""), "5")
        )),
        with(&format!(
            r#""nodes":[{}]"#,
            node.replace("[]", r#"["192.0.2.7"]"#)
        )),
        with(&format!(r#""nodes":[{}]"#, node.replace("[]", "[7]"))),
        with(&format!(r#""nodes":[{}]"#, node.replace(ID, r"\u0038a88"))),
        with(&format!(r#""nodes":{}1{}"#, "[".repeat(9), "]".repeat(9))),
        with(&format!(r#""nodes":[{node}]"#)).replace("[0,", "[256,"),
        with(&format!(r#""nodes":[{node}]"#)).replace("[0,", "["),
        with(&format!(r#""nodes":[{node}]"#)).replace("[0,", "[99999999999999999999,"),
    ] {
        assert_eq!(read(&json), None, "{json}");
    }
}

/// Whatever is found can be taken into the form; what the form has no place for stays out of it.
#[test]
fn values_of_every_sort_fill_the_form() {
    let chat = expected(&[TransportAddr::Ip("192.0.2.7:1".parse().expect("an address"))]);
    let draft = Draft::from_value(&Value::Chat("{}".into(), chat));
    assert_eq!(draft.kind, Kind::Gossip);
    assert_eq!((draft.nodes.len(), draft.nodes[0].id.as_str()), (1, ID));
    let id = codec::from_hex(ID).expect("hex").try_into().expect("32 bytes");
    let draft = Draft::from_value(&Value::Key(id));
    assert_eq!((draft.kind, draft.nodes[0].id.as_str()), (Kind::Endpoint, ID));
    let draft = Draft::from_value(&Value::Text("https://relay.example.org/".into()));
    assert_eq!((draft.kind, draft.nodes[0].id.as_str()), (Kind::Endpoint, ""));
    assert_eq!(draft.nodes[0].addrs[0].text, "https://relay.example.org/");
    let draft = Draft::from_value(&Value::Text("opaque".into()));
    assert_eq!(
        (draft.kind, draft.database_id.as_str()),
        (Kind::Eidetica, "opaque")
    );
}
