//! The kinds of tickets, links and ids: one row each, from which everything else about a kind follows.
//!
//! What is found in a text, which parsers are asked, what is masked, what the form, the command line, the JSON and the
//! format reference know of a kind is all read from its row. docs/adding-a-kind.md adds one, step by step.

use crate::ticket::wire::examples;
use crate::ticket::wire::kind::Releases::{Since, Until};
use crate::ticket::wire::kind::{Bare, KindSpec, PLAIN, ParserSpec, Sort};

macro_rules! kinds {
    ($(
        $(#[cfg($cfg:meta)])?
        $(#[doc = $doc:literal])+
        $kind:ident {
            layouts {$(
                $(#[cfg($lcfg:meta)])?
                $layout:ident: $id:literal, $custom:expr, $era:literal, $fields:expr;
            )*}
            parsers {$(
                $(#[cfg($pcfg:meta)])?
                $(#[doc = $pdoc:literal])+
                $parser:ident: $pname:literal, $reads:expr, $releases:expr, $about:literal;
            )*}
            $($field:ident: $value:expr,)*
        }
    )+) => {
        /// What sort of thing was found.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[cfg($cfg)])? $(#[doc = $doc])+ $kind,)+
        }

        impl Kind {
            /// Every kind, in the order of the rows.
            pub const ALL: &'static [Kind] = &[$($(#[cfg($cfg)])? Kind::$kind,)+];

            /// Its row.
            pub fn spec(self) -> &'static KindSpec {
                match self {
                    $($(#[cfg($cfg)])? Kind::$kind => {
                        static ROW: KindSpec = KindSpec {
                            layouts: &[$($(#[cfg($lcfg)])? &layouts::$layout,)*],
                            $($field: $value,)*
                            ..PLAIN
                        };
                        &ROW
                    })+
                }
            }
        }

        /// The layouts, each by its name in Rust.
        pub mod layouts {
            use super::Kind;
            use crate::ticket::wire::fields::*;
            use crate::ticket::wire::layout::{CustomForm::*, Layout, Role, Shape};

            $($(
                $(#[cfg($lcfg)])?
                #[doc = concat!("`", $id, "`: ", $era, ".")]
                pub static $layout: Layout = Layout {
                    id: $id,
                    kind: Kind::$kind,
                    custom: $custom,
                    fields: $fields,
                    era: $era,
                };
            )*)+

            /// Every layout: kind by kind, newest first, which is the order in which they are tried.
            pub static ALL: &[&Layout] = &[$($($(#[cfg($lcfg)])? &$layout,)*)+];
        }

        /// A parser that people run.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Parser {
            $($($(#[cfg($pcfg)])? $(#[doc = $pdoc])+ $parser,)*)+
        }

        impl Parser {
            /// Every parser.
            pub const ALL: &'static [Parser] = &[$($($(#[cfg($pcfg)])? Parser::$parser,)*)+];

            pub(super) fn spec(self) -> &'static ParserSpec {
                match self {
                    $($($(#[cfg($pcfg)])? Parser::$parser => {
                        static ROW: ParserSpec = ParserSpec {
                            name: $pname,
                            about: $about,
                            kind: Kind::$kind,
                            layout: $reads,
                            releases: $releases,
                        };
                        &ROW
                    })*)+
                }
            }
        }
    };
}

kinds! {
    /// An eidetica database link.
    Eidetica {
        layouts {}
        parsers {
            /// eidetica by the seed specification: a database id is any string.
            EideticaOpaqueId: "eidetica-opaque-id", None, Until("eidetica before March 2026"),
                "eidetica by its seed specification: the database id is any string";
            /// eidetica since 2026-03: a database id is a CID.
            EideticaCid: "eidetica-cid", None, Since("eidetica since March 2026"),
                "eidetica since March 2026: the database id must be a CID";
        }
        name: "eidetica",
        sort: Sort::Link,
        called: "eidetica link",
        linked: "eidetica database link",
        every: "every eidetica",
        is_offered: true,
        examples: &[examples::LINK],
    }

    /// An iroh `endpoint` ticket.
    Endpoint {
        layouts {
            E1: "E1", Some(C2), "iroh-tickets 0.1 and later",
                versioned!("Variant1", endpoint!(ENDPOINT_ADDR_C2));
            E1_C1: "E1", Some(C1), "iroh-tickets with iroh-base 0.97 to 1.0.3",
                versioned!("Variant1", endpoint!(ENDPOINT_ADDR_C1));
        }
        parsers {
            /// iroh-tickets 0.1 and later: `endpoint`.
            IrohTickets1: "iroh-tickets-1", Some(&layouts::E1), Since("iroh 0.94 and later"),
                "iroh-tickets 0.1 to 1.0 with iroh-base 1.1 or later";
        }
        name: "endpoint",
        prefix: "endpoint",
        called: "endpoint ticket",
        linked: "iroh endpoint ticket",
        twin: Some(Kind::Node),
        is_offered: true,
        command: Some("dumbpipe connect"),
        examples: &[examples::ENDPOINT],
    }

    /// An iroh `node` ticket, as `endpoint` tickets were called before 0.94.
    Node {
        layouts {
            N1: "N1", None, "iroh-net 0.12 to iroh-base 0.93",
                versioned!("Variant0", endpoint!(NODE_ADDR));
            N0: "N0", None, "dumbpipe 0.1 and 0.2 (December 2023)",
                &[endpoint!(PEER_ADDR)];
        }
        parsers {
            /// iroh-base up to 0.93: `node`.
            IrohNode: "iroh-node", Some(&layouts::N1), Until("iroh 0.12 to 0.93"),
                "iroh-base up to 0.93, where endpoints were called nodes";
        }
        name: "node",
        prefix: "node",
        called: "node ticket",
        linked: "iroh endpoint ticket",
        superseded_by: Some(Kind::Endpoint),
        twin: Some(Kind::Endpoint),
        command: Some("dumbpipe connect"),
        examples: &[examples::NODE],
    }

    /// An iroh-blobs ticket.
    Blob {
        layouts {
            B1: "B1", None, "iroh 0.12 and later, unchanged in iroh-blobs 0.104",
                versioned!("Variant0", endpoint!(NODE_ADDR), BLOB_FORMAT, HASH);
            B0: "B0", None, "iroh 0.9 to 0.11",
                &[
                    endpoint!(PEER_ADDR),
                    BLOB_FORMAT,
                    HASH,
                    field(
                        "token",
                        Role::Group,
                        Shape::Option(&field("request token", Role::RequestToken, Shape::Bytes)),
                    ),
                ];
            B0S: "B0s", None, "sendme 0.1.0 and 0.1.1",
                &[endpoint!(PEER_ADDR), BLOB_FORMAT, HASH];
        }
        parsers {
            /// iroh-blobs up to 0.104 and later: `blob`.
            IrohBlobs: "iroh-blobs", Some(&layouts::B1), Since("iroh 0.12 and later"),
                "iroh-blobs, all versions since iroh 0.12";
        }
        name: "blob",
        prefix: "blob",
        called: "blob ticket",
        linked: "iroh blob ticket",
        is_offered: true,
        command: Some("sendme receive"),
        examples: &[examples::BLOB],
    }

    /// An iroh-docs ticket.
    Doc {
        layouts {
            D2: "D2", Some(C2), "iroh-docs 0.94 and later",
                versioned!("Variant0", CAPABILITY, nodes!(ENDPOINT_ADDR_C2));
            D2_C1: "D2", Some(C1), "iroh-docs with iroh-base 0.97 to 1.0.3",
                versioned!("Variant0", CAPABILITY, nodes!(ENDPOINT_ADDR_C1));
            D1: "D1", None, "iroh 0.12 to iroh-docs 0.93",
                versioned!("Variant0", CAPABILITY, nodes!(NODE_ADDR));
            D0C: "D0c", None, "iroh 0.10 and 0.11",
                &[CAPABILITY, nodes!(PEER_ADDR)];
            D0K: "D0k", None, "iroh 0.9",
                &[
                    field("document key", Role::NamespaceKey, Shape::Raw(32)),
                    nodes!(PEER_ADDR),
                ];
        }
        parsers {
            /// iroh-docs 0.94 and later: `doc`.
            IrohDocs: "iroh-docs", Some(&layouts::D2), Since("iroh-docs 0.94 and later"), "iroh-docs 0.94 and later";
            /// iroh-docs up to 0.93: `doc`.
            IrohDocsLegacy: "iroh-docs-legacy", Some(&layouts::D1), Until("iroh 0.12 to iroh-docs 0.93"),
                "iroh-docs up to 0.93";
        }
        name: "doc",
        prefix: "doc",
        called: "doc ticket",
        linked: "iroh doc ticket",
        every: "every iroh-docs since iroh 0.12",
        needs_nodes: true,
        nodes: "nodes",
        is_offered: true,
        examples: &[examples::DOC_READ, examples::DOC_WRITE],
    }

    /// An API secret of iroh-services.
    Services {
        layouts {
            S1: "S1", Some(C2), "iroh-services 0.10 and later, iroh-n0des 0.6 to 0.9",
                versioned!(
                    "Variant0",
                    API_SECRET,
                    endpoint!(ENDPOINT_ADDR_C2),
                );
            S1_C1: "S1", Some(C1), "iroh-services with iroh-base 0.97 to 1.0.3",
                versioned!(
                    "Variant0",
                    API_SECRET,
                    endpoint!(ENDPOINT_ADDR_C1),
                );
        }
        parsers {
            /// iroh-services: `services`.
            IrohServices: "iroh-services", Some(&layouts::S1), Since("iroh-services 0.10 and later"), "iroh-services";
        }
        name: "services",
        prefix: "services",
        called: "API secret",
        sentence: "An API secret for the service at {nodes}",
        nodes: "remote",
    }

    /// The older name of the same.
    N0des {
        layouts {}
        parsers {}
        name: "n0des",
        prefix: "n0des",
        called: "API secret",
        alias_of: Some(Kind::Services),
        superseded_by: Some(Kind::Services),
        releases: Some(Until("iroh-n0des 0.6 to 0.9")),
    }

    /// A ticket of iroh-gossip's chat example; it has no prefix.
    Gossip {
        layouts {
            G1: "G1", Some(C2), "iroh-gossip's chat example since 0.94",
                &[TOPIC, nodes!(ENDPOINT_ADDR_C2)];
            G0: "G0", None, "iroh-gossip's chat example, 0.12 to 0.93",
                &[TOPIC, nodes!(NODE_ADDR)];
        }
        parsers {
            /// iroh-gossip's chat example.
            GossipChat: "gossip-chat", Some(&layouts::G1), Since("the chat example of iroh-gossip 0.94 and later"),
                "the chat example of iroh-gossip 0.94 and later";
        }
        name: "gossip",
        called: "gossip chat ticket",
        sentence: "A chat room on topic {key} with {count}",
        nodes: "peers",
    }

    #[cfg(feature = "sample-kind")]
    /// An invitation to a lantern walk: no such program exists. docs/adding-a-kind.md adds it.
    Lantern {
        layouts {
            #[cfg(feature = "sample-kind")]
            L1: "L1", Some(C2), "lantern 0.1 and later",
                versioned!("Variant0", API_SECRET, nodes!(ENDPOINT_ADDR_C2));
        }
        parsers {
            #[cfg(feature = "sample-kind")]
            /// The lantern program.
            Lantern: "lantern", Some(&layouts::L1), Since("lantern 0.1 and later"), "lantern 0.1 and later";
        }
        name: "lantern",
        prefix: "lantern",
        called: "lantern invitation",
        sentence: "An invitation to a lantern walk with {count}",
        needs_nodes: true,
        nodes: "walkers",
        is_offered: true,
        examples: &[examples::Example {
            name: "lantern invitation",
            about: "a secret and one walker",
            text: "lanternaaqhl3r6sovyqbheareawg52beuq57q7jpuj5ba674jd6jgx5vmvocibf36fkm2mplwfommahciym5q4tp6jto6ukyknqksivcc23iiksjdqeaa2nb2hi4dthixs64tfnrqxsltfpbqw24dmmuxg64thf4aqbqaaaid5ciq",
            broken: false,
        }],
    }

    /// A ticket whose prefix is none of the known ones: read as those of most applications are laid out.
    Unknown {
        layouts {}
        parsers {}
        name: "unknown",
        alias_of: Some(Kind::Endpoint),
    }

    /// A bare EndpointId.
    EndpointId {
        layouts {}
        parsers {}
        name: "endpoint-id",
        sort: Sort::Bare(Bare::EndpointId),
        called: "endpoint id",
        sentence: "An EndpointId by itself: it names an endpoint, without any address.",
    }

    /// A bare content identifier.
    Cid {
        layouts {}
        parsers {}
        name: "cid",
        sort: Sort::Bare(Bare::Cid),
        called: "cid",
        sentence: "A content id by itself, as eidetica uses them for databases.",
    }

    /// A bare `sha256:…` or `blake3:…` database id, from before database ids were CIDs.
    HashId {
        layouts {}
        parsers {}
        name: "hash-id",
        sort: Sort::Bare(Bare::HashId),
        called: "database id",
        sentence: "A database id of eidetica from before March 2026, by itself.",
    }

    /// 32 bytes in hex of which nothing says whether they are secret.
    Key {
        layouts {}
        parsers {}
        name: "key",
        sort: Sort::Bare(Bare::Key),
        called: "key",
        sentence: "32 bytes in hex: an EndpointId, a hash, or a secret key. Nothing tells which.",
    }

    /// A relay's URL alone.
    RelayUrl {
        layouts {}
        parsers {}
        name: "relay-url",
        sort: Sort::Bare(Bare::RelayUrl),
        called: "relay url",
        sentence: "The URL of a relay by itself.",
    }
}
