//! A ticket of every kind, and broken ones, to learn from. Their keys were made for this, and their addresses are those
//! reserved for documentation (RFC 5737, RFC 3849) or private ones that everybody has.

use crate::ticket::wire::kind::Kind;

/// A text to try.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it is called in a list.
    pub name: &'static str,
    /// What there is to see.
    pub about: &'static str,
    /// The text.
    pub text: &'static str,
    /// Something is wrong with it.
    pub broken: bool,
}

macro_rules! link {
    () => {
        "eidetica:?db=bafyr4ieqtdbhjx4ydv6lc4zovrrekbyfchquscxnvoc6jtve5mgn6uibca&pr=iroh:endpointaaxpyvjtjr5oyvzrqa4jdbtwdsn7zgn32rlbjwbkjcuillnbbkjeoaqaenuhi5dqom5c6l3vonstcljrfzzgk3dbpexg4mbonfzg62bonruw42zof4aqacqaaac6zfad&pr=http:192.0.2.7:8080"
    };
}

macro_rules! endpoint {
    () => {
        "endpointabv6t2b5mxain4j6rq4ubktihlegwvskunn2u6z6wvvp2aqnyhb3sbaaenuhi5dqom5c6l3fovrtcljrfzzgk3dbpexg4mbonfzg62bonruw42zof4aqbqaaaid5ciqbadakqaic2eracajaaeg3qaaaaaaaaaaaaaaaaaah2era"
    };
}

macro_rules! doc_write {
    () => {
        "docaaacaewbbqpk2wlbgef4ujdhyevmcipxsymhnd45a3aiw7ajqyj4veqoafv6t2b5mxain4j6rq4ubktihlegwvskunn2u6z6wvvp2aqnyhb3saqaenuhi5dqom5c6l3fovrtcljrfzzgk3dbpexg4mbonfzg62bonruw42zof4aqbqaaaid5ciq"
    };
}

pub(crate) const LINK: Example = Example {
    name: "eidetica link",
    about: "a database and two peers",
    text: link!(),
    broken: false,
};
pub(crate) const ENDPOINT: Example = Example {
    name: "endpoint ticket",
    about: "a relay and three addresses",
    text: endpoint!(),
    broken: false,
};
pub(crate) const NODE: Example = Example {
    name: "node ticket",
    about: "as endpoints were called before 2025",
    text: "nodeaa64qfmu6bmdvl2odhhd2upzo2ginfhhzxolnrhbky7fgrj6lanokajdnb2hi4dthixs6zlvo4ys2mjoojswyylzfzuxe33ifzxgk5dxn5zgwlrpaiamaaacbhcfoajaaeg3qaaaaaaaaaaaaaaaaaajyvlq",
    broken: false,
};
pub(crate) const BLOB: Example = Example {
    name: "blob ticket",
    about: "a collection of blobs",
    text: "blobabv6t2b5mxain4j6rq4ubktihlegwvskunn2u6z6wvvp2aqnyhb3sajdnb2hi4dthixs6zlvmmys2mjoojswyylzfzxdaltjojxwqltmnfxgwlrpaeamaaaca7iseapi7wrkqpxxtr726tdfuz5bfmxpusg23awr7jaku4ay5i34pzku6e",
    broken: false,
};
pub(crate) const DOC_READ: Example = Example {
    name: "doc ticket, read",
    about: "a document at two endpoints",
    text: "docaaa2na3mjd5sbtmaftktg3jfv5v4wtuyamxsf7tqmsfyciwjbtiq2yqcnpu6qplfycdpcpumhfaku2b2zbvvmsvdlovhwpvvnl6qedobyo4qeabdnb2hi4dthixs6zlvmmys2mjoojswyylzfzxdaltjojxwqltmnfxgwlrpaeamaaaca7iselx4kuzuy6xmk4yyaoerqz3bzg74tg55ivqu3averkefvwqqveshaeacg2duoryhgorpf52xgzjrfuys44tfnrqxsltogaxgs4tpnaxgy2lonmxc6",
    broken: false,
};
pub(crate) const DOC_WRITE: Example = Example {
    name: "doc ticket, write",
    about: "with the document's secret key",
    text: doc_write!(),
    broken: false,
};

/// Messages and broken ones, which belong to no kind's row.
static MORE: &[Example] = &[
    Example {
        name: "a chat message",
        about: "two tickets in a sentence, and half of a third",
        text: concat!(
            "hey, the database is <",
            link!(),
            "> and I am at ",
            endpoint!(),
            " if the relay is slow. The old one was docaaacaewbbqpk2wlbgef4ujdhyevmcipxsymhnd45a3aiw7ajqyj4ve, gone now."
        ),
        broken: false,
    },
    Example {
        name: "half a ticket",
        about: "lost on its way, and still half readable",
        text: "endpointabv6t2b5mxain4j6rq4ubktihlegwvskunn2u6z6wvvp2aqnyhb3sbaaenuhi5dqom5c6l3fov",
        broken: true,
    },
    Example {
        name: "one wrong character",
        about: "an l became a 1",
        text: "endpointabv6t2b5mxain4j6rq4ubktih1egwvskunn2u6z6wvvp2aqnyhb3sbaaenuhi5dqom5c6l3fovrtcljrfzzgk3dbpexg4mbonfzg62bonruw42zof4aqbqaaaid5ciqbadakqaic2eracajaaeg3qaaaaaaaaaaaaaaaaaah2era",
        broken: true,
    },
    Example {
        name: "upper-case prefix",
        about: "fine for a QR code, but not for the parser",
        text: "ENDPOINTABV6T2B5MXAIN4J6RQ4UBKTIHLEGWVSKUNN2U6Z6WVVP2AQNYHB3SBAAENUHI5DQOM5C6L3FOVRTCLJRFZZGK3DBPEXG4MBONFZG62BONRUW42ZOF4AQBQAAAID5CIQBADAKQAIC2ERACAJAAEG3QAAAAAAAAAAAAAAAAAAH2ERA",
        broken: true,
    },
];

/// All of them, whole ones first: those of each kind, and what comes in messages.
pub fn all() -> impl Iterator<Item = &'static Example> {
    let kinds = Kind::ALL.iter().flat_map(|kind| kind.spec().examples);
    kinds.chain(MORE)
}
