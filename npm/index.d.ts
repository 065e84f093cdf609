// The types of the package. Those of what is found follow the JSON Schema in report.schema.json.

// --------------------------------------------------------------------------------------------------------- loading

/** Where the WebAssembly comes from, if not from the file that lies beside the package's script. */
export type Source =
  | string
  /** A `URL`. */
  | { readonly href: string }
  /** A `Response`. */
  | { arrayBuffer(): Promise<ArrayBuffer> }
  | ArrayBuffer
  | ArrayBufferView
  /** A `WebAssembly.Module`. */
  | object;

/**
 * Loads the package. In Node.js it is loaded already, and this returns at once; elsewhere the other functions throw until
 * it is done. It may be called any number of times.
 */
export default function init(source?: Source | Promise<Source>): Promise<void>;

/** Loads the package at once, from the bytes of `ticket_explorer_bg.wasm` or a `WebAssembly.Module` of it. */
export function initSync(source: ArrayBuffer | ArrayBufferView | object): void;

// ------------------------------------------------------------------------------------------------------- functions
//
// Each takes a text in which it looks for links and tickets, if nothing else is said. What is wrong with an argument, or
// keeps a function from doing what it is for, is thrown as an `Error` that says what to do.

/** Whether secrets are shown. */
export interface Reveal {
  /** Show secret keys and tokens; without it `…masked…` stands in their place. */
  reveal?: boolean;
}

/**
 * Finds and explains every link and ticket in a text: what `ticket decode --json` prints. Secrets are masked unless
 * `{ reveal: true }` (or `true`) says otherwise.
 */
export function explore(text: string, options?: Reveal | boolean): Report;

/** Explains a text as one link or ticket exactly as it stands, and asks every parser about it. */
export function explain(text: string, options?: Reveal | boolean): Report;

/** What each finding is and gives away, a sentence each. */
export function sentences(text: string): string[];

/**
 * Writes a new ticket or link from a value in the shape of {@link Found.value}, as current programs write it. Its kind
 * follows from its fields, unless `kind` names one: `node` has those of `endpoint`.
 *
 * Ids may be in hex, base32 or z-base-32. What was masked cannot be built again: reveal it first.
 */
export function build(value: Buildable, options?: BuildOptions): Built;

export interface BuildOptions {
  kind?: "eidetica" | "endpoint" | "node" | "blob" | "doc" | "services" | "n0des" | "gossip" | (string & {});
}

export interface Built {
  /** The ticket or link. It holds the secret that it was built of. */
  text: string;
  /** What its readers would stumble over, and what could not be written into it: `addrs[1].relay: …`. */
  warnings: string[];
}

/**
 * The first finding without what is to be dropped; without options, what could be dropped. A ticket that is to lose
 * `write` access is not given where it may still hold a secret.
 */
export function slim(text: string, options?: SlimOptions): Slimmed;

export type Cut =
  | "private"
  | "public"
  | "loopback"
  | "link-local"
  | "relays"
  | "custom"
  | "extra"
  | "parameters"
  | "write";

export interface SlimOptions {
  drop?: Cut[];
}

export interface Slimmed {
  /** What is left. It holds the secret that was not dropped. */
  text: string;
  /** What could still be dropped from it, and how many things that would be. */
  cuts: { drop: Cut; label: string; count: number }[];
}

/** What the first finding can be converted to, the current form first; empty where there is no other form. */
export function convert(text: string): Conversion[];

/** The same in another form, tried: the new text, and what it costs. */
export interface Conversion {
  /** The layout, the encoding, or `link`. */
  target: string;
  /** Programs of today write it so. */
  current: boolean;
  label: string;
  /** What is lost. */
  losses: string[];
  /** The releases that read the old text, and do not read the new one. */
  unread_by: string[];
  /** The new text. A ticket that holds a secret still does. */
  text: string;
  /** The parsers that read it as it is meant. */
  accepted_by: string[];
}

/**
 * Mends the first finding as far as that can be done with certainty: what `ticket fix --json` prints. Where several
 * readings hold, none is picked: they stand in `fixes`.
 */
export function fix(text: string, options?: Reveal | boolean): Mended;

export interface Mended {
  /** The mended text; `null` if an error is left, masked if it may hold a secret. */
  text: string | null;
  /** What was done, one after the other; empty where nothing had to be. */
  done: string[];
  /** What is still wrong. */
  error?: string;
  /** The ways to mend that, which were tried and hold, the likeliest first. */
  fixes?: Fix[];
  /** How many more are just as likely. */
  more_fixes?: number;
  /** Why there is no fix, or why none is certain. */
  repair?: string;
}

/** The first finding as a QR code: an SVG document, dark on white. */
export function qrSvg(text: string, options?: QrOptions): string;

export interface QrOptions {
  /** How much damage the code withstands: 7, 15, 25 or 30 %; `M` unless told. More, where it costs nothing. */
  level?: "L" | "M" | "Q" | "H";
  /**
   * Write ids and payloads in upper case, which their parsers read too: a smaller code. To an eidetica from before
   * March 2026 a database id in upper case is another id.
   */
  compact?: boolean;
  /** Take the text as it stands, whatever it is. */
  exact?: boolean;
}

/** The version of the package. */
export function version(): string;

// --------------------------------------------------------------------------------------------------- what is found

/** A range of UTF-8 byte offsets: `[start, end]`. */
export type Span = [number, number];

export interface Report {
  input_bytes: number;
  /** How many findings beyond the limit are not explained. */
  more: number;
  /** Only the beginning of the input was searched. */
  truncated: boolean;
  found: Found[];
}

export interface Found {
  /** `eidetica`, `endpoint`, `node`, `blob`, `doc`, `services`, `endpoint-id`, `cid`, … */
  kind: string;
  layout: string | null;
  span: Span;
  /** The span is the whole input, with nothing cleaned away. */
  exact: boolean;
  /** What works with what, in one line; `null` for an id, a key or a URL alone. */
  headline: { tone: "good" | "caution" | "bad"; text: string } | null;
  verdicts: Verdict[];
  /** What it says; `null` if it is too damaged to say anything. */
  value: Value | null;
  /** Encoded again as the reference writes it. */
  canonical: string | null;
  diagnostics: Diagnostic[];
  /** How the best way to the best peer turned out; `null` where nobody is named. */
  outlook: Check["status"] | null;
  connect: Check[];
  tree: Node;
  /** Only of what the command line reads by types of one's own: the type, and how well the bytes fit it. */
  type?: string;
  fit?: string;
}

/** What a real parser does with exactly this text. */
export interface Verdict {
  parser: string;
  accepts: boolean;
  /** The parser's own message, if it rejects. */
  reason: string | null;
  /** What it silently loses, if it accepts. */
  drops: string[];
  /** What it reads, where that is not what the chosen layout says. */
  value?: Value;
}

export interface Diagnostic {
  code: string;
  severity: "error" | "warning" | "note";
  span: Span;
  message: string;
  help: string;
  /** The ways to mend it that were tried and hold, the likeliest first. */
  fixes?: Fix[];
  /** How many more are just as likely. */
  more_fixes?: number;
  /** Why there is no fix, or why none is certain. */
  repair?: string;
}

export interface Fix {
  label: string;
  /** The whole mended ticket or link; masked like any other secret. */
  text: string;
  accepted_by: string[];
  /** Nothing else holds that was tried. */
  certain: boolean;
}

/** One line of the checklist: will it connect? */
export interface Check {
  status: "ok" | "caution" | "problem";
  code: string;
  /** The peer of a link, or the endpoint of a ticket with several. */
  peer: number | null;
  text: string;
  /** What to do about it; may be empty. */
  advice: string;
}

/** A part of a finding: a field, its length, its tag, … */
export interface Node {
  name: string;
  type: string;
  text: Span;
  /** Where it lies in the payload; `null` in a layer of text. */
  bytes: Span | null;
  value: string;
  /** How far it could be read, where not all is fine; what stands behind damage is uncertain. */
  state?: "uncertain" | "cut off" | "wrong" | "not read";
  children: Node[];
}

// ---------------------------------------------------------------------------------------------------------- values

/** What a finding says, in the shape of its kind. */
export type Value = LinkValue | EndpointValue | BlobValue | DocValue | KeyedValue | KeyValue | TextValue;

/** An eidetica link. */
export interface LinkValue {
  database_id: string;
  addresses: { transport: string; address: string; ticket?: EndpointValue }[];
  tips?: string[];
  /** Parameters that no parser knows: name and value. */
  unknown: [string, string][];
  /** How many of all these are left out, of a link that is too long. */
  left_out?: number;
}

/** Whom to dial, and how. */
export interface EndpointValue {
  /** The EndpointId, in hex. */
  id: string;
  /** Ways to it, in the order in which iroh-base sorts them. */
  addrs: Addr[];
}

export type Addr =
  | { relay: string }
  /** The number of a relay, in tickets from before iroh 0.12. */
  | { derp_region: number }
  /** `192.0.2.7:4433`, `[2001:db8::7]:4433` */
  | { ip: string }
  /** The transport's number in hex, `_`, the bytes in hex. */
  | { custom: string };

/** A blob, and who has it. */
export interface BlobValue {
  id: string;
  addrs: Addr[];
  format: "Raw" | "HashSeq";
  /** The BLAKE3 hash, in hex. */
  hash: string;
  /** A secret of the oldest tickets. */
  token?: string;
}

/** A document, and who has it. */
export interface DocValue {
  capability: "read" | "write" | "unknown";
  /** The public id, in hex. */
  namespace: string | null;
  /** The key to write, in hex. */
  secret: string | null;
  nodes: EndpointValue[];
}

/** A key of 32 bytes and endpoints: API secrets, chat and gossip tickets. */
export interface KeyedValue {
  secret?: string;
  topic?: string;
  /** The JSON of a chat ticket. */
  json?: string;
  remote?: EndpointValue;
  endpoints?: EndpointValue[];
  nodes?: EndpointValue[];
  peers?: EndpointValue[];
}

/** A secret key alone. */
export interface KeyValue {
  key: string;
}

/** What is only text: a CID, a relay's URL, a hash. */
export interface TextValue {
  text: string;
}

/** What {@link build} takes: a {@link Value} of a ticket or link, of which a program may leave out what follows. */
export type Buildable =
  | EndpointParts
  | {
      database_id: string;
      /** An iroh address is either the ticket as it stands, or what it says. */
      addresses?: { transport: string; address?: string; ticket?: EndpointParts }[];
      tips?: string[];
      unknown?: [string, string][];
    }
  | (EndpointParts & { hash: string; format?: "Raw" | "HashSeq" })
  | { capability: "read"; namespace: string; secret?: null; nodes: EndpointParts[] }
  | { capability: "write"; secret: string; namespace?: string | null; nodes: EndpointParts[] }
  | DocValue
  | { secret: string; remote: EndpointParts }
  | { topic: string; peers: EndpointParts[] };

/** An {@link EndpointValue} without addresses is one too. */
export interface EndpointParts {
  id: string;
  addrs?: Addr[];
}
