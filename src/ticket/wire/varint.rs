//! postcard's varints: seven bits in each byte, the lowest first, and the top bit where another follows.

/// The integer types that postcard 1 writes as varints.
pub(crate) trait Varint: for<'de> serde::Deserialize<'de> {
    /// The most bytes that its varint may have.
    const MOST: usize;
}
impl Varint for u16 {
    const MOST: usize = 3;
}
impl Varint for u32 {
    const MOST: usize = 5;
}
impl Varint for u64 {
    const MOST: usize = 10;
}
impl Varint for u128 {
    const MOST: usize = 19;
}

/// Why there is no varint.
pub(crate) enum NoVarint {
    /// The bytes end inside of it.
    End,
    /// So many bytes are one that its type does not allow: too long, or too large.
    Wrong(usize),
}

/// The varint at the start of `bytes`, and how many bytes it has.
pub(crate) fn varint<T: Varint>(bytes: &[u8]) -> Result<(T, usize), NoVarint> {
    match postcard::take_from_bytes::<T>(bytes) {
        Ok((int, after)) => Ok((int, bytes.len().saturating_sub(after.len()))),
        Err(postcard::Error::DeserializeUnexpectedEnd) => Err(NoVarint::End),
        Err(_) => {
            let long = bytes.iter().take_while(|byte| **byte >= 0x80).count();
            Err(NoVarint::Wrong(
                long.saturating_add(1).min(T::MOST).min(bytes.len()),
            ))
        }
    }
}
