//! The types that are known by name beside iroh's: those of the standard library, and a few that tickets are made of.

use crate::ticket::types::{Int, Shape};
use crate::ticket::wire::layout::Role;

/// How a type is written that is known by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    /// As what it holds: `Box<T>`.
    Same,
    /// As a count and items: `Vec<T>`.
    List,
    /// The same, and `Vec<u8>` is shown as bytes.
    Sequence,
    /// As a count, keys and values.
    Map,
    /// As 00, or 01 and the value.
    Option,
    /// As 0 and the one, or 1 and the other.
    Result,
    /// As fields with these names, all of the type that it holds.
    Fields(&'static [&'static str]),
    /// As a discriminant and, but for the first, the value.
    Bound,
    /// As seconds and nanoseconds.
    Time(&'static str, &'static str),
    /// As nothing.
    Nothing,
    /// As an integer: bits, sign, never zero.
    Int(u32, bool, bool),
    /// The integer type that is given, never zero.
    NonZero,
    /// 00 or 01.
    Bool,
    /// Four bytes.
    F32,
    /// Eight bytes.
    F64,
    /// Length and UTF-8 of one character.
    Char,
    /// Length and UTF-8.
    Str,
    /// Length and bytes.
    Bytes,
    /// The length 16 and so many bytes.
    Sized(usize),
    /// Length and bytes, as many as the constant that is given says.
    SizedBy,
}

/// A row: the names, how they are written, where they are from, and what the documentation says of it.
pub struct Row {
    /// The names, without paths.
    pub names: &'static [&'static str],
    /// How they are written.
    pub what: Builtin,
    /// How, in words.
    pub words: &'static str,
}

macro_rules! rows {
    ($($($name:literal)|+ => $what:expr, $words:literal;)+) => {
        /// Every type that is known by name, but for those in [`named`](crate::ticket::wire::named).
        pub static ROWS: &[Row] = &[$(Row { names: &[$($name),+], what: $what, words: $words },)+];
    };
}

use Builtin::{
    Bool, Bound, Bytes, Char, F32, F64, Fields, List, Map, NonZero, Nothing, Result, Same, Sequence, Sized,
    SizedBy, Str, Time,
};

rows! {
    "bool" => Bool, "one byte, 00 or 01";
    "u8" => Builtin::Int(8, false, false), "one byte";
    "i8" => Builtin::Int(8, true, false), "one byte, two’s complement";
    "u16" | "AtomicU16" => Builtin::Int(16, false, false), "a varint of at most 3 bytes";
    "u32" | "AtomicU32" => Builtin::Int(32, false, false), "a varint of at most 5 bytes";
    "u64" | "usize" | "AtomicU64" | "AtomicUsize" => Builtin::Int(64, false, false), "a varint of at most 10 bytes";
    "u128" => Builtin::Int(128, false, false), "a varint of at most 19 bytes";
    "i16" | "AtomicI16" => Builtin::Int(16, true, false), "a zigzag varint of at most 3 bytes";
    "i32" | "AtomicI32" => Builtin::Int(32, true, false), "a zigzag varint of at most 5 bytes";
    "i64" | "isize" | "AtomicI64" | "AtomicIsize" => Builtin::Int(64, true, false), "a zigzag varint of at most 10 bytes";
    "i128" => Builtin::Int(128, true, false), "a zigzag varint of at most 19 bytes";
    "AtomicU8" => Builtin::Int(8, false, false), "one byte";
    "AtomicI8" => Builtin::Int(8, true, false), "one byte, two’s complement";
    "AtomicBool" => Bool, "one byte, 00 or 01";
    "NonZeroU8" => Builtin::Int(8, false, true), "as u8, and never 0";
    "NonZeroU16" => Builtin::Int(16, false, true), "as u16, and never 0";
    "NonZeroU32" => Builtin::Int(32, false, true), "as u32, and never 0";
    "NonZeroU64" | "NonZeroUsize" => Builtin::Int(64, false, true), "as u64, and never 0";
    "NonZeroU128" => Builtin::Int(128, false, true), "as u128, and never 0";
    "NonZeroI8" => Builtin::Int(8, true, true), "as i8, and never 0";
    "NonZeroI16" => Builtin::Int(16, true, true), "as i16, and never 0";
    "NonZeroI32" => Builtin::Int(32, true, true), "as i32, and never 0";
    "NonZeroI64" | "NonZeroIsize" => Builtin::Int(64, true, true), "as i64, and never 0";
    "NonZeroI128" => Builtin::Int(128, true, true), "as i128, and never 0";
    "NonZero" => NonZero, "as the integer that is given, and never 0";
    "f32" => F32, "four bytes, the lowest first";
    "f64" => F64, "eight bytes, the lowest first";
    "char" => Char, "its length in UTF-8 and the UTF-8";
    "str" | "String" | "Path" | "PathBuf" | "Url" => Str, "a length and UTF-8";
    "ByteBuf" | "Bytes" | "BytesMut" | "CString" | "CStr" => Bytes, "a length and bytes";
    "ByteArray" => SizedBy, "the length and so many bytes (serde_bytes)";
    "Uuid" => Sized(16), "the length 16 and 16 bytes";
    "Option" => Builtin::Option, "00, or 01 and the value";
    "Result" => Result, "0 and the one, or 1 and the other";
    "Vec" | "VecDeque" | "LinkedList" => Sequence, "a count and the items";
    "BinaryHeap" | "HashSet" | "BTreeSet" | "IndexSet" => List, "a count and the items";
    "HashMap" | "BTreeMap" | "IndexMap" => Map, "a count, and key and value of each entry";
    "Box" | "Rc" | "Arc" | "Cow" | "Cell" | "RefCell" | "Mutex" | "RwLock" | "Wrapping" | "Saturating" | "Reverse" => Same,
        "as what is in it";
    "Range" | "RangeInclusive" => Fields(&["start", "end"]), "start and end";
    "RangeFrom" => Fields(&["start"]), "its start";
    "RangeTo" => Fields(&["end"]), "its end";
    "Bound" => Bound, "0, or 1 or 2 and the value";
    "Duration" => Time("secs", "nanos"), "seconds as u64, nanoseconds as u32";
    "SystemTime" => Time("secs_since_epoch", "nanos_since_epoch"), "seconds since 1970 as u64, nanoseconds as u32";
    "PhantomData" => Nothing, "nothing";
}

/// How the type of this name is written.
pub fn builtin(name: &str) -> Option<Builtin> {
    ROWS.iter()
        .find(|row| row.names.contains(&name))
        .map(|row| row.what)
}

/// The leaf that a type is: what it is called on the wire, what it means, how it lies in the bytes.
pub fn leaf(what: Builtin) -> Option<(&'static str, Role, Shape)> {
    let int = |bits, signed, nonzero| {
        Shape::Int(Int {
            bits,
            signed,
            nonzero,
        })
    };
    Some(match what {
        Builtin::Int(8, false, nonzero) => ("u8", Role::Value, int(8, false, nonzero)),
        Builtin::Int(8, true, nonzero) => ("i8", Role::Value, int(8, true, nonzero)),
        Builtin::Int(bits, signed, nonzero) => {
            let name = match (bits, signed) {
                (16, false) => "varint u16",
                (32, false) => "varint u32",
                (64, false) => "varint u64",
                (_, false) => "varint u128",
                (16, true) => "varint i16",
                (32, true) => "varint i32",
                (64, true) => "varint i64",
                (_, true) => "varint i128",
            };
            (name, Role::Value, int(bits, signed, nonzero))
        }
        Bool => ("bool", Role::Value, Shape::Bool),
        F32 => ("f32", Role::Value, Shape::F32),
        F64 => ("f64", Role::Value, Shape::F64),
        Char => ("char", Role::Value, Shape::Char),
        Str => ("string", Role::Text, Shape::Str),
        Bytes => ("bytes", Role::Data, Shape::Bytes),
        Sized(size) => ("length 16, [u8; 16]", Role::Data, Shape::Sized(size)),
        Nothing => ("()", Role::Record, Shape::Unit),
        Same
        | List
        | Sequence
        | Map
        | Builtin::Option
        | Result
        | Fields(_)
        | Bound
        | Time(..)
        | NonZero
        | SizedBy => {
            return None;
        }
    })
}
