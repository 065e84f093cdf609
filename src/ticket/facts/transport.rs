//! The custom transports that are known.

use crate::ticket::words::count;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Name of a custom transport: iroh's TRANSPORTS.md, then what public crates use without asking.
pub fn custom_transport(id: u64) -> Option<&'static str> {
    Some(match id {
        0x20 => "Test (iroh's own tests)",
        0x54_4f_52 => "Tor",
        0x42_4c_45 => "Bluetooth LE",
        0x4e_59_4d => "Nym, unregistered",
        0x57_52_54 | 0x57_52_54_43 => "WebRTC, unregistered",
        0x74_63_70 => "TCP, unregistered",
        0x6d_68 => "multihop, unregistered",
        0x53_57_53_42 => "syncweb relay, unregistered",
        0x7665_696c_6964 => "Veilid, unregistered",
        0x746f_6e6b_7274_6331 => "tonk WebRTC, unregistered",
        0x4953_5744_4552_5031 => "derp relay, unregistered",
        0x6b68_6f72_2d76_6961 => "khor, unregistered",
        0x6970_635f_7472_0000 => "IPC, unregistered",
        0x746f_725f_6368_6174 => "Tor chat, unregistered",
        0x6d65_6d6f_6b61_0001 => "memoka, unregistered",
        0..=0x1f => "reserved",
        _ => return None,
    })
}

/// A transport's number as the letters that its bytes spell, if they do.
pub fn spelled(id: u64) -> Option<String> {
    let bytes = id.to_be_bytes();
    let word: Vec<u8> = bytes.into_iter().filter(|byte| *byte != 0).collect();
    let printable = word.len() > 1 && word.iter().all(u8::is_ascii_graphic);
    printable.then(|| String::from_utf8(word).ok()).flatten()
}

/// What a custom address says, for the transports whose data is known.
pub fn custom_words(id: u64, data: &[u8]) -> String {
    let name = match (custom_transport(id), spelled(id)) {
        (Some(name), _) => name.to_string(),
        (None, Some(letters)) => format!("transport “{letters}”"),
        (None, None) => format!("transport {:#x}", id),
    };
    match (id, data) {
        (0x42_4c_45, [a, b, c, d, e, f]) => {
            format!("{name}, MAC {a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{f:02x}")
        }
        (0x54_4f_52 | 0x20, data) if data.len() == 32 => format!("{name}, Ed25519 key"),
        (_, data) => format!("{name}, {}", count(data.len(), "byte", "bytes")),
    }
}
