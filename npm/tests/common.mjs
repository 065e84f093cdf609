// What the tests of the package share.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The package as `cargo xtask` builds it. */
export const folder = fileURLToPath(new URL("../pkg/", import.meta.url));

/** A file of it. */
export const file = (name) => readFileSync(new URL(`../pkg/${name}`, import.meta.url));

/** The tools of the browser tests, which have a lock file. */
export const require = createRequire(new URL("../../tests/e2e/package.json", import.meta.url));

export const ID = "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6";

/** An endpoint ticket with a relay, a public, a private and a loopback address. */
export const VALUE = {
  id: ID,
  addrs: [
    { relay: "https://relay.example.org/" },
    { ip: "10.0.0.7:4433" },
    { ip: "127.0.0.1:4433" },
    { ip: "192.0.2.7:4433" },
  ],
};

/** A doc ticket that writes; its key is 32 times 05. */
export const WRITE = "docaaacabifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifagfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
export const SECRET = "05".repeat(32);
export const NAMESPACE = "6e7a1cdd29b0b78fd13af4c5598feff4ef2a97166e3ca6f2e4fbfccd80505bf1";
