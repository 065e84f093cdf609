//! The shapes: items that are compiled here, and read as source.

#![allow(dead_code, unused_braces, clippy::all)]

use super::Case;
use super::expected::expected;
use super::random::Chance;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::*;
use std::marker::PhantomData;
use std::net::*;
use std::num::*;
use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// One shape.
pub struct Shape {
    pub name: &'static str,
    /// The items in Rust; the one that is read is called `Root`.
    pub source: &'static str,
    /// A random value.
    pub case: fn(&mut Chance) -> Case,
    /// How many bytes are left when postcard reads a value, if it does.
    pub left: fn(&[u8]) -> Option<usize>,
    /// Its types refuse more than what cannot be read.
    pub checks_more: bool,
}

fn case<T: Serialize + for<'de> Deserialize<'de>>(chance: &mut Chance) -> Case {
    for _ in 0..10_000 {
        if let Ok(value) = T::deserialize(&mut *chance) {
            let (bytes, expected) = expected(&value);
            assert_eq!(bytes, postcard::to_stdvec(&value).expect("bytes"));
            return Case { bytes, expected };
        }
    }
    panic!("no value in ten thousand tries");
}

fn left<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Option<usize> {
    postcard::take_from_bytes::<T>(bytes)
        .ok()
        .map(|(_, rest)| rest.len())
}

macro_rules! shapes {
    ($($name:ident $($more:literal)? { $($item:item)* })+) => {
        $(mod $name {
            use super::*;
            $($item)*
        })+

        pub static SHAPES: &[Shape] = &[$(Shape {
            name: stringify!($name),
            source: stringify!($($item)*),
            case: case::<$name::Root>,
            left: left::<$name::Root>,
            checks_more: false $(|| $more)?,
        },)+];
    };
}

shapes! {
    unsigned {
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: u8, b: u16, c: u32, d: u64, e: u128, f: usize }
    }
    signed {
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: i8, b: i16, c: i32, d: i64, e: i128, f: isize }
    }
    floats {
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: f32, b: f64, c: (f32, f64) }
    }
    truth {
        #[derive(Serialize, Deserialize)]
        pub struct Root(bool, [bool; 3], Option<bool>);
    }
    characters {
        #[derive(Serialize, Deserialize)]
        pub struct Root { symbol: char, many: Vec<char> }
    }
    texts {
        #[derive(Serialize, Deserialize)]
        pub struct Root { own: String, boxed: Box<str>, shared: Arc<str>, cow: Cow<'static, str>, path: std::path::PathBuf }
    }
    byte_strings {
        #[derive(Serialize, Deserialize)]
        pub struct Root { vec: Vec<u8>, boxed: Box<[u8]>, queue: VecDeque<u8>, array: [u8; 5], none: [u8; 0] }
    }
    serde_bytes_module {
        #[derive(Serialize, Deserialize)]
        pub struct Root {
            #[serde(with = "serde_bytes")] vec: Vec<u8>,
            #[serde(with = "serde_bytes")] maybe: Option<Vec<u8>>,
            buf: serde_bytes::ByteBuf,
            bytes: bytes::Bytes,
        }
    }
    serde_bytes_array {
        #[derive(Serialize, Deserialize)]
        pub struct Root { #[serde(with = "serde_bytes")] array: [u8; 16], own: serde_bytes::ByteArray<16> }
    }
    big_array {
        use serde_big_array::BigArray;
        const LENGTH: usize = 64 + HALF / 2;
        const HALF: usize = 1 << 3;
        #[derive(Serialize, Deserialize)]
        pub struct Root { #[serde(with = "BigArray")] bytes: [u8; LENGTH], #[serde(with = "serde_big_array::BigArray")] more: [u16; 33] }
    }
    arrays_module {
        #[derive(Serialize, Deserialize)]
        pub struct Root {
            #[serde(with = "serde_arrays")] bytes: [u8; 65],
            #[serde(with = "serde_arrays")] more: [Option<i32>; 3],
        }
    }
    options {
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: Option<u8>, b: Option<Option<u16>>, c: Option<String>, d: Option<()>, e: std::option::Option<Box<i64>> }
    }
    units {
        #[derive(Serialize, Deserialize)]
        pub struct Nothing;
        #[derive(Serialize, Deserialize)]
        pub struct Empty {}
        #[derive(Serialize, Deserialize)]
        pub struct EmptyTuple();
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: (), b: Nothing, c: Empty, d: EmptyTuple, e: PhantomData<u8>, last: u8 }
    }
    newtypes {
        #[derive(Serialize, Deserialize)]
        pub struct Inner(u32);
        #[derive(Serialize, Deserialize)]
        pub struct Outer(Inner);
        #[derive(Serialize, Deserialize)]
        pub struct Id([u8; 32]);
        #[derive(Serialize, Deserialize)]
        pub struct Named { id: Id, outer: Outer }
        #[derive(Serialize, Deserialize)]
        pub struct Root(Named);
    }
    tuple_structs {
        #[derive(Serialize, Deserialize)]
        pub struct Pair(u8, String);
        #[derive(Serialize, Deserialize)]
        pub struct Root(Pair, (u16, Pair, ()), (i8,));
    }
    sequences {
        #[derive(Serialize, Deserialize)]
        pub struct Root { vec: Vec<u16>, queue: VecDeque<String>, list: LinkedList<i8>, nested: Vec<Vec<u32>>, slice: Box<[i64]> }
    }
    sets {
        #[derive(Serialize, Deserialize)]
        pub struct Root { tree: BTreeSet<u16>, hash: HashSet<String>, heap: BinaryHeap<i32>, bytes: BTreeSet<u8> }
    }
    maps {
        #[derive(Serialize, Deserialize)]
        pub struct Root { tree: BTreeMap<String, u32>, hash: HashMap<u8, Vec<i16>>, nested: BTreeMap<u16, BTreeMap<bool, ()>> }
    }
    arrays {
        const N: usize = 3;
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: [u16; N], b: [[i8; 2]; N * 2 - 1], c: [String; 1], d: [(); 4], e: [u64; 0] }
    }
    tuples {
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: (u8,), b: (u16, String, bool), c: ((i32, u8), [u8; 2]) }
    }
    unit_enum {
        #[derive(Serialize, Deserialize)]
        pub enum Root { First, Second, Third = 17, Fourth }
    }
    every_variant {
        #[derive(Serialize, Deserialize)]
        pub enum Root { Unit, Newtype(u32), Tuple(u8, String), Struct { a: i16, b: Option<bool> }, EmptyTuple(), EmptyStruct {} }
    }
    many_variants {
        #[derive(Serialize, Deserialize)]
        pub enum Root {
            A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z,
            Nested(Inner), Boxed(Box<Inner>), Last { inner: Inner },
        }
        #[derive(Serialize, Deserialize)]
        pub enum Inner { One(u8), Two(u16, u32) }
    }
    recursive_list {
        #[derive(Serialize, Deserialize)]
        pub struct Root { value: i16, next: Option<Box<Root>> }
    }
    recursive_tree {
        #[derive(Serialize, Deserialize)]
        pub enum Root { Leaf(u8), Branch(Vec<Root>), Pair(Box<Root>, Box<Root>) }
    }
    smart_pointers {
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: Box<u16>, b: Rc<String>, c: Arc<Vec<u8>>, d: Cell<i32>, e: RefCell<bool>, f: std::sync::Mutex<u8> }
    }
    wrappers {
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: Wrapping<u16>, b: Reverse<i8>, c: Saturating<u32>, d: std::sync::atomic::AtomicU64 }
    }
    nonzero {
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: NonZeroU8, b: NonZeroU32, c: NonZeroI64, d: NonZero<u16>, e: Option<NonZeroU64>, f: NonZero<i8> }
    }
    results {
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: Result<u8, String>, b: Vec<Result<(), i16>> }
    }
    ranges {
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: Range<u8>, b: RangeInclusive<i32>, c: RangeFrom<u16>, d: RangeTo<u64>, e: Bound<u8>, f: Bound<i64> }
    }
    durations true {
        #[derive(Serialize, Deserialize)]
        pub struct Root { a: Duration, b: Option<Duration> }
    }
    points_in_time true {
        #[derive(Serialize, Deserialize)]
        pub struct Root { at: SystemTime }
    }
    addresses {
        #[derive(Serialize, Deserialize)]
        pub struct Root { ip: IpAddr, four: Ipv4Addr, six: Ipv6Addr, all: Vec<SocketAddr>, a: SocketAddrV4, b: SocketAddrV6 }
    }
    uuids {
        #[derive(Serialize, Deserialize)]
        pub struct Root { id: uuid::Uuid, more: Vec<uuid::Uuid> }
    }
    generic {
        #[derive(Serialize, Deserialize)]
        pub struct Pair<A, B = u8> { a: A, b: B }
        #[derive(Serialize, Deserialize)]
        pub enum Either<L, R> { Left(L), Right(R) }
        #[derive(Serialize, Deserialize)]
        pub struct Root { x: Pair<u16>, y: Pair<String, Vec<i8>>, z: Either<Pair<bool>, Option<u32>> }
    }
    const_generic {
        #[derive(Serialize, Deserialize)]
        pub struct Buffer<T, const N: usize> { items: Vec<[T; 2]>, marker: PhantomData<[T; N]> }
        #[derive(Serialize, Deserialize)]
        pub struct Root { x: Buffer<u8, 3>, y: Buffer<i16, { 2 }> }
    }
    aliases {
        pub type Id = [u8; 4];
        pub type List<T> = Vec<(Id, T)>;
        #[derive(Serialize, Deserialize)]
        pub struct Data { ids: List<u16>, id: Id }
        pub type Root = Data;
    }
    modules {
        pub mod wire {
            use serde::{Deserialize, Serialize};
            pub mod v1 {
                #[derive(serde::Serialize, serde::Deserialize)]
                pub struct Peer { pub id: u16, pub kind: super::Kind }
            }
            #[derive(Serialize, Deserialize)]
            pub enum Kind { A, B(u8) }
        }
        use wire::v1::Peer as Someone;
        #[derive(Serialize, Deserialize)]
        pub struct Root { first: wire::v1::Peer, other: Someone, kind: self::wire::Kind }
    }
    renamed {
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct Inner { first_field: u8, #[serde(rename = "other")] second_field: u16, r#type: bool }
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING-KEBAB-CASE", rename_all_fields = "kebab-case")]
        pub enum Root { OneThing(u8), AnotherThing { some_field: Inner }, #[serde(rename(serialize = "x", deserialize = "y"))] Third }
    }
    cases {
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Snake { OneThing, HTTPServer }
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Lower { OneThing }
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum Camel { OneThing, Two }
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "PascalCase")]
        pub struct Pascal { one_thing: u8, two: u8 }
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub struct Root { snake: Snake, lower: Lower, camel_case: Camel, pascal: Pascal }
    }
    skipped {
        #[derive(Serialize, Deserialize)]
        pub struct Inner { a: u8, #[serde(skip)] b: u32, c: u16 }
        #[derive(Serialize, Deserialize)]
        pub struct Only(#[serde(skip)] u8, u16);
        #[derive(Serialize, Deserialize)]
        pub enum Choice { A, B { #[serde(skip)] x: u8, y: u16 }, #[serde(skip)] C }
        #[derive(Serialize, Deserialize)]
        pub struct Root { inner: Inner, only: Only, choice: Choice, #[serde(skip_serializing, skip_deserializing)] both: u8 }
    }
    defaults {
        #[derive(Serialize, Deserialize, Default)]
        #[serde(default)]
        pub struct Root { #[serde(default)] a: u8, #[serde(default = "seven", alias = "x")] b: u16 }
        fn seven() -> u16 { 7 }
    }
    transparent {
        #[derive(Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct Inner { value: u64, marker: PhantomData<String> }
        #[derive(Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct Root { inner: Vec<Inner> }
    }
    into_another {
        #[derive(Serialize, Deserialize, Clone)]
        #[serde(from = "(u8, String)", into = "(u8, String)")]
        pub struct Root { number: u8, text: String }
        impl From<(u8, String)> for Root { fn from((number, text): (u8, String)) -> Self { Root { number, text } } }
        impl From<Root> for (u8, String) { fn from(root: Root) -> Self { (root.number, root.text) } }
    }
    a_ticket {
        /// Who may come.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[non_exhaustive]
        pub(crate) struct Invitation<'a> {
            pub topic: [u8; 32],
            pub(crate) name: Cow<'a, str>,
            pub expires: Option<u64>,
            pub peers: Vec<Peer>,
        }
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct Peer { id: [u8; 32], relays: BTreeSet<String>, direct: BTreeSet<SocketAddr>, quality: f32 }
        #[derive(Serialize, Deserialize)]
        pub enum Wire { Variant0(Invitation<'static>) }
        pub type Root = Wire;
    }
}
