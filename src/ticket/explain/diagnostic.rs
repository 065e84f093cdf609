//! What is worth knowing about a finding, with its place. Text is made of the data last, in [`Diagnostic::message`].

use crate::ticket::encoding::span::Span;
use crate::ticket::explain::fix::Repair;
use crate::ticket::words::{count, list};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// How much it matters; it follows the reference parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The parser refuses the text.
    Error,
    /// The parser takes it, but drops or changes something; or a secret is inside.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident, $message:literal, $help:literal;)+) => {
        /// What a diagnostic is about. The codes are stable: they are only added to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// Its stable name.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => $code,)+ }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)+ }
            }

            /// The message; `{found}` and `{expected}` stand for the data.
            pub fn template(self) -> &'static str {
                match self { $(Code::$name => $message,)+ }
            }

            /// What to do about it.
            pub fn help(self) -> &'static str {
                match self { $(Code::$name => $help,)+ }
            }
        }
    };
}

codes! {
    /// The payload ends too early.
    CutOff = "cut-off", Error,
        "The ticket ends inside {found}: at least {expected} more expected.",
        "Part of it was lost when it was copied. Ask for it again, whole.";
    /// A varint that does not end or is too large.
    BadVarint = "bad-varint", Error,
        "The number for {found} does not end where it must.",
        "The payload is damaged here, or it has another layout.";
    /// A discriminant that no variant has.
    UnknownVariant = "unknown-variant", Error,
        "Discriminant {found}, but only {expected} exist.",
        "The payload is damaged here, or a newer or older program wrote it.";
    /// An option that is neither there nor not.
    BadOption = "bad-option", Error,
        "Option byte {found}; it can only be 00 (none) or 01 (some).",
        "The payload is damaged here, or it has another layout.";
    /// A length that must be another.
    BadLength = "bad-length", Error,
        "Length {found}, but it must be {expected}.",
        "The payload is damaged here, or it has another layout.";
    /// A string that is no text.
    BadUtf8 = "bad-utf8", Error,
        "{found} is not UTF-8 text.",
        "The payload is damaged here, or it has another layout.";
    /// A value that its type has not.
    BadValue = "bad-value", Error,
        "{found} cannot be {expected}.",
        "The payload is damaged here, or it has another type.";
    /// More than is read by somebody's own types.
    OwnLimit = "own-limit", Warning,
        "{found}: what follows is not read.",
        "No ticket is like that: the type may be another one.";
    /// 32 bytes that are no public key.
    BadKey = "bad-key", Error,
        "These 32 bytes are not an Ed25519 public key.",
        "A character was changed: no endpoint can have this id. Ask for the ticket again.";
    /// A relay URL that is none.
    BadUrl = "bad-url", Error,
        "{found} is not an absolute URL.",
        "A relay URL has a scheme and a host, as in https://relay.example./";
    /// JSON that is no chat ticket, or only its beginning.
    BadJson = "bad-json", Error,
        "The payload is JSON, but not that of a whole chat ticket.",
        "Part of it was lost when it was copied, or another program wrote it.";
    /// A doc ticket without endpoints.
    NoNodes = "no-nodes", Error,
        "The ticket names no endpoint, but a doc ticket must name at least one.",
        "Share the document again while its node is online.";
    /// Impossible base32 length.
    Base32Length = "base32-length", Error,
        "Base32 text is never {found} characters long: some are missing, or there are too many.",
        "Copy the whole ticket again; its end is the likeliest place.";
    /// Character outside base32.
    Base32Symbol = "base32-symbol", Error,
        "{found} is not in the base32 alphabet (a to z, 2 to 7).",
        "Put back the right character, or copy the ticket again. 0, 1, 8 and 9 never occur; l and o may have been misread.";
    /// Left-over bits that are not zero.
    Base32Trailing = "base32-trailing-bits", Error,
        "The last character has bits that belong to no byte and are not zero.",
        "The ticket was cut off or its last character was changed.";
    /// The prefix in another spelling.
    KindPrefix = "kind-prefix", Error,
        "The prefix is {found}; the parser wants exactly {expected}.",
        "Write the prefix in lower case, directly before the payload. Only the payload may be upper case.";
    /// No prefix.
    PrefixMissing = "prefix-missing", Error,
        "The prefix is missing: {expected} must stand before the payload.",
        "The bytes say which it is; copy the ticket with its beginning.";
    /// What follows may belong to it.
    GoesOn = "goes-on", Error,
        "This looks like more of the link, but it was not read: nothing shows how the broken pieces go together.",
        "Put the link on one line, without anything in between, and try again.";
    /// An ellipsis in the middle.
    Shortened = "shortened", Error,
        "An ellipsis stands here for a part that is missing.",
        "Programs shorten tickets to show them. Copy the whole one.";
    /// A damaged CID.
    IdDamaged = "id-damaged", Error,
        "{found} in this database id, so it is not a CID: {expected}.",
        "eidetica since March 2026 rejects the link. Copy the id again, whole; 0, 1, 8 and 9 never occur in it.";
    /// Everything is in order, but no parser takes it.
    Rejected = "rejected", Error,
        "{found} still rejects it: {expected}.",
        "The text is whole, but of a form that current programs do not read. Make the ticket again with one of them.";
    /// The payload belongs under another prefix.
    OtherKind = "other-kind", Error,
        "The prefix says {found}, but the bytes are those of {expected}.",
        "Change the prefix to match, or convert the ticket with Edit.";
    /// A ticket of a kind that nobody here knows.
    UnknownKind = "unknown-kind", Warning,
        "No ticket kind {found} is known; applications define their own.",
        "Only the part that every iroh ticket shares can be explained.";
    /// The link's prefix is not the one.
    LinkPrefix = "link-prefix", Error,
        "The link starts with {found}; eidetica wants exactly eidetica:? in lower case.",
        "Write eidetica:? with nothing before it.";
    /// No database id.
    LinkNoDatabase = "link-no-db", Error,
        "The link has no db parameter.",
        "A link needs the database's id: eidetica:?db=<id>";
    /// A ticket inside of a ticket inside of ….
    TooDeep = "too-deep", Warning,
        "Tickets are nested deeper here than this tool looks.",
        "Paste the inner part by itself.";
    /// Bytes after the end.
    TrailingBytes = "trailing-bytes", Warning,
        "{found} after the end of the ticket; the parser ignores them.",
        "Two tickets may have been joined, or the layout is another one.";
    /// A varint longer than it needs to be.
    OverlongVarint = "overlong-varint", Warning,
        "The number {found} is written with more bytes than it needs.",
        "It is still read, but no known program writes it like this.";
    /// An address that stands twice.
    RepeatedAddress = "repeated-address", Warning,
        "This address is in the list already; the parser keeps one.",
        "";
    /// Addresses that are not sorted.
    UnsortedAddress = "unsorted-address", Warning,
        "This address is out of order; the parser sorts the list.",
        "It is still read, but iroh writes addresses in order.";
    /// A relay URL that the parser rewrites.
    RewrittenUrl = "rewritten-url", Warning,
        "The parser rewrites this URL to {expected}.",
        "";
    /// Upper-case payload.
    UpperCase = "upper-case", Warning,
        "The payload has upper-case letters; the parser reads it, and writes lower case.",
        "";
    /// Left-over inline bytes.
    NonZeroPadding = "non-zero-padding", Warning,
        "The unused bytes of this custom address are not zero.",
        "";
    /// Custom addresses in the form before iroh-base 1.1.
    CustomForm1 = "custom-form-1", Warning,
        "This custom address has the form of iroh-base 0.97 to 1.0.3; 1.1 and later misread it.",
        "Make the ticket again with a current iroh.";
    /// A `pr` that is not read.
    HintSkipped = "hint-skipped", Warning,
        "This pr has no colon, so the parser skips it.",
        "Write pr=<transport>:<address>";
    /// More than one `db`.
    DatabaseRepeated = "db-repeated", Warning,
        "The link names a database again further on; the last one counts.",
        "";
    /// More parts than are shown.
    LeftOut = "left-out", Note,
        "It has so many parts that {found} are not taken apart here.",
        "What the parsers say is about all of it.";
    /// An id that is no CID.
    IdNotCid = "id-not-cid", Warning,
        "This database id is not a CID ({expected}); eidetica since March 2026 rejects the link.",
        "Older databases had ids like sha256:… and keep working only with older programs.";
    /// An id that is rewritten.
    IdRewritten = "id-rewritten", Warning,
        "eidetica since March 2026 writes this id as {expected}.",
        "";
    /// An empty id.
    IdEmpty = "id-empty", Warning,
        "The database id is empty. It is accepted, but names no database.",
        "";
    /// Not UTF-8 after percent-decoding.
    LossyText = "lossy-text", Warning,
        "The percent-encoded bytes here are not UTF-8; the parser replaces them with U+FFFD.",
        "";
    /// A `tips` whose count is wrong.
    TipsTruncated = "tips-truncated", Warning,
        "The list of tips is not as long as it says, so the parser drops it.",
        "";
    /// A transport that eidetica has not.
    TransportUnknown = "transport-unknown", Note,
        "eidetica knows the transports http, iroh and sim; connecting by {found} fails with: Transport type '{found}' not supported.",
        "";
    /// An `http` hint that is a URL.
    HttpUrl = "http-url", Warning,
        "An http hint is host:port. This one becomes http:{found}/api/v0, which reaches no host.",
        "Write pr=http:host:port without slashes.";
    /// An `http` hint without a port or with a bad one.
    HttpAddress = "http-address", Note,
        "{found} is not host:port; it is used as http://{found}/api/v0.",
        "";
    /// An `iroh` hint that holds no ticket.
    NoTicket = "no-ticket", Error,
        "An iroh hint holds an endpoint ticket; this is not one.",
        "The link is accepted, but connecting fails with: Failed to parse EndpointTicket.";
    /// A parameter that nobody reads.
    UnknownParameter = "unknown-parameter", Note,
        "The parser ignores the parameter {found}.",
        "";
    /// A layout of old.
    OldLayout = "old-layout", Note,
        "Layout {found}: {expected}.",
        "Current programs may reject it: see what the parsers say.";
    /// Two layouts fit.
    Ambiguous = "ambiguous", Warning,
        "The bytes also fit layout {found} exactly, with another meaning.",
        "Nothing in the ticket tells which is meant.";
    /// A relay of an old iroh.
    OldRelay = "old-relay", Note,
        "This relay belongs to {found}; endpoints of other versions do not meet there.",
        "";
    /// A secret.
    Secret = "secret", Warning,
        "Contains {found}. Whoever has this text has it too.",
        "Share it only with people you trust with it.";
    /// A check that nobody made.
    NotChecked = "not-checked", Note,
        "{found} was not checked.",
        "";
    /// Addresses only for the same network.
    PrivateAddress = "private-address", Note,
        "{found}",
        "It reveals the sender’s local network. Slim can take it out.";
    /// No address at all.
    NoAddresses = "no-addresses", Note,
        "The endpoint has no addresses: it can only be found by a lookup of its id.",
        "";
    /// Something was removed to read it.
    Cleaned = "cleaned", Note,
        "Removed to read it: {found}.",
        "Parsers do not do that: pass on the cleaned text, which Copy gives.";
    /// A bare thing.
    Bare = "bare", Note,
        "{found}",
        "";
    /// A public key in hex, which half of all secret keys could be as well.
    MayBeSecret = "may-be-secret", Note,
        "Half of all secret keys are valid EndpointIds too, so nothing here tells which of the two this is.",
        "If it is your secret key, whoever has seen it can act as you: make a new one.";
}

/// One thing that is worth knowing, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What it is about.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The layer that the span lies in.
    pub layer: usize,
    /// Its place in that layer.
    pub span: Span,
    /// Its place in the input.
    pub text: Span,
    /// The node that it is about.
    pub node: Option<usize>,
    /// What was found.
    pub found: String,
    /// What was expected, or what it becomes.
    pub expected: String,
    /// How it can be mended: empty until [`make::repair`](crate::ticket::make::repair) was asked.
    pub repair: Repair,
}

impl Diagnostic {
    /// The message for people.
    pub fn message(&self) -> String {
        self.code
            .template()
            .replace("{found}", &self.found)
            .replace("{expected}", &self.expected)
    }

    /// What to do about it; may be empty.
    pub fn help(&self) -> Cow<'static, str> {
        let help = self.code.help();
        match self.code {
            // The fields in which the wrong characters stand.
            Code::Base32Symbol if !self.expected.is_empty() => {
                let what = &self.expected;
                Cow::Owned(format!(
                    "This damages {what}. The rest could be read, but whatever comes after the damage is uncertain. {help}"
                ))
            }
            _ => Cow::Borrowed(help),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} [{}]",
            self.severity.name(),
            self.message(),
            self.code.name()
        )
    }
}

/// Diagnostics with the same message: said once, with all of their places.
#[derive(Clone, Debug)]
pub struct Group {
    /// How much it matters.
    pub severity: Severity,
    /// The message.
    pub message: String,
    /// What to do about it; may be empty.
    pub help: Cow<'static, str>,
    /// The node and the place in the input of each.
    pub places: Vec<(Option<usize>, Span)>,
}

/// Puts the same messages together; and into one message everything that was cleaned away.
pub fn grouped(diagnostics: &[Diagnostic]) -> Vec<Group> {
    let all_cleaned = cleaned(diagnostics);
    let mut groups: Vec<Group> = Vec::new();
    for diagnostic in diagnostics {
        let message = match diagnostic.code {
            Code::Cleaned => Code::Cleaned.template().replace("{found}", &all_cleaned),
            _ => diagnostic.message(),
        };
        let place = (diagnostic.node, diagnostic.text);
        let help = diagnostic.help();
        let same = groups
            .iter_mut()
            .find(|group| group.message == message && group.help == help);
        match same {
            Some(group) => group.places.push(place),
            None => groups.push(Group {
                severity: diagnostic.severity,
                message,
                help,
                places: alloc::vec![place],
            }),
        }
    }
    groups
}

/// What was cleaned away, each thing with its number where it is one that can be counted: `2 line breaks, markup`. Empty
/// where nothing was.
pub fn cleaned(diagnostics: &[Diagnostic]) -> String {
    let mut things: Vec<(&str, usize)> = Vec::new();
    for one in diagnostics.iter().filter(|one| one.code == Code::Cleaned) {
        match things.iter_mut().find(|(what, _)| *what == one.found) {
            Some((_, times)) => *times = times.saturating_add(1),
            None => things.push((&one.found, 1)),
        }
    }
    let words = things.into_iter().map(|(what, times)| {
        match what.strip_prefix("a ").or_else(|| what.strip_prefix("an ")) {
            Some(thing) => count(times, thing, &alloc::format!("{thing}s")),
            None => String::from(what),
        }
    });
    list(&words.collect::<Vec<String>>())
}
