// Verifies a badge as somebody does who has none of our code: Node's own crypto, by what the service publishes. Reads
// { picture, did, list } and says { genuine, revoked, achievement }.

import { createPublicKey, verify } from "node:crypto";
import { text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";

/** What a signed token says, and whether its signature is right by a key that the issuer publishes. */
function read(token, { id, verificationMethod }) {
  const [head, body, signature] = token.split(".");
  const { alg } = JSON.parse(Buffer.from(head, "base64url"));
  const said = JSON.parse(Buffer.from(body, "base64url"));
  const data = Buffer.from(`${head}.${body}`);
  const isSigned = alg === "RS256" && verificationMethod.some(({ publicKeyJwk }) =>
    verify("sha256", data, createPublicKey({ key: publicKeyJwk, format: "jwk" }), Buffer.from(signature, "base64url")));
  return { said, isGenuine: isSigned && (said.issuer.id ?? said.issuer) === id };
}

/** Bitstring Status List 1.0: the first bit is the leftmost of the first byte. */
function isSet({ encodedList }, index) {
  const bits = gunzipSync(Buffer.from(encodedList.replace(/^u/, ""), "base64url"));
  return Boolean((bits[Math.floor(index / 8)] >> (7 - (index % 8))) & 1);
}

const { picture, did, list } = JSON.parse(await text(process.stdin));
const [token] = /[\w-]+\.[\w-]{100,}\.[\w-]+/.exec(picture);
try {
  const badge = read(token, did);
  const listed = read(list, did);
  const [status] = [badge.said.credentialStatus].flat();
  const genuine = badge.isGenuine && listed.isGenuine && listed.said.id === status.statusListCredential;
  const revoked = isSet(listed.said.credentialSubject, Number(status.statusListIndex));
  console.log(JSON.stringify({ genuine, revoked, achievement: badge.said.credentialSubject.achievement.name }));
} catch (error) {
  if (!(error instanceof SyntaxError)) throw error;
  console.log(JSON.stringify({ genuine: false }));
}
