/** Addresses of crypto currencies: Base58Check and Bech32 by their checks, Ethereum's by its shape. */
import { createHash } from 'node:crypto';
import { claim, type Scan } from '../scan.ts';
import { isWordCode } from '../tokens/characters.ts';

const BASE_58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BASE_58_ADDRESS = /[13LDX][1-9A-HJ-NP-Za-km-z]{25,34}(?![A-Za-z0-9])/y;
const BECH32_ADDRESS = /(bc|tb|ltc)1[02-9ac-hj-np-z]{20,87}(?![A-Za-z0-9])/y;
const ETHEREUM = /0x[0-9a-fA-F]{40}(?![A-Za-z0-9])/y;

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** Tells whether the last four bytes are the double hash of the 21 before. @see https://en.bitcoin.it/wiki/Base58Check_encoding */
export const passesBase58Check = (address: string): boolean => {
  let value = 0n;
  for (const letter of address) value = value * 58n + BigInt(BASE_58.indexOf(letter));
  const hex = value.toString(16).padStart(50, '0');
  if (hex.length !== 50) return false;
  const bytes = Uint8Array.from({ length: 25 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
  const check = sha256(sha256(bytes.subarray(0, 21)));
  return bytes.subarray(21).every((byte, at) => byte === check[at]);
};

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** What the checksum of Bech32 and of Bech32m must come to. @see https://github.com/bitcoin/bips/blob/master/bip-0350.mediawiki */
const CONSTANTS = [1, 0x2bc830a3];

/** Tells whether the whole address passes Bech32 or Bech32m. */
export const passesBech32 = (address: string, prefix: string): boolean => {
  const values = [
    ...[...prefix].map((letter) => letter.charCodeAt(0) >> 5),
    0,
    ...[...prefix].map((letter) => letter.charCodeAt(0) & 31),
    ...[...address.slice(prefix.length + 1)].map((letter) => BECH32.indexOf(letter)),
  ];
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((generator, at) => {
      if (((top >> at) & 1) === 1) check ^= generator;
    });
  }
  return CONSTANTS.includes(check);
};

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** No address is shorter; asked of every word with a digit in it. */
const SHORTEST = 23;

const isLong = (text: string, start: number): boolean => {
  for (let at = start + SHORTEST - 1; at >= start; at--) if (!isWordCode(text.charCodeAt(at))) return false;
  return true;
};

/** Claims the address at `start`; 0 when there is none. */
export const findCryptoAddress = (scan: Scan, start: number): number => {
  const { text } = scan;
  if (!isLong(text, start)) return 0;
  const ethereum = matchAt(ETHEREUM, text, start);
  if (ethereum !== null) return claim(scan, 'CRYPTO_ADDRESS', start, start + ethereum[0].length, 0.85);
  const base58 = matchAt(BASE_58_ADDRESS, text, start);
  if (base58 !== null && passesBase58Check(base58[0]))
    return claim(scan, 'CRYPTO_ADDRESS', start, start + base58[0].length, 0.99);
  const bech32 = matchAt(BECH32_ADDRESS, text, start);
  if (bech32 !== null && passesBech32(bech32[0], bech32[1]!)) {
    return claim(scan, 'CRYPTO_ADDRESS', start, start + bech32[0].length, 0.99);
  }
  return 0;
};
