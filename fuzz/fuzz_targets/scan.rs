//! Any picture is looked at without a panic. The first byte says how wide it is; the rest are its pixels, four times as
//! large, so that what the fuzzer finds of a code has modules.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticket_explorer::scan::{self, Effort, Grey};

const SCALE: usize = 4;

fuzz_target!(|bytes: &[u8]| {
    let Some((width, pixels)) = bytes.split_first() else {
        return;
    };
    let width = usize::from(*width).max(1);
    let rows = pixels.chunks_exact(width).take(200);
    let large = rows.flat_map(|row| {
        let wide: Vec<u8> = row.iter().flat_map(|pixel| [*pixel; SCALE]).collect();
        [wide.clone(), wide.clone(), wide.clone(), wide].concat()
    });
    let luma: Vec<u8> = large.collect();
    let width = width * SCALE;
    let height = luma.len() / width;
    if let Some(picture) = Grey::new(luma, width, height) {
        scan::read(&picture, Effort::Quick, &mut |_, _| true);
    }
});
