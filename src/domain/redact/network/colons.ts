/** IPv6 and MAC addresses: groups of hexadecimal digits between colons (or, for a MAC, hyphens). */
import { claim, type Scan } from '../scan.ts';
import { isDigitCode, isWordCode } from '../tokens/characters.ts';

const COLON = 58;
const DOT = 46;
const MAX_IPV6 = 48;

const isHex = (code: number): boolean => isDigitCode(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);

const startOfGroups = (scan: Scan, at: number): number => {
  const limit = Math.max(scan.from, at - 4);
  let start = at;
  while (start > limit && isHex(scan.text.charCodeAt(start - 1))) start--;
  return start;
};

const OCTETS = /(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)/y;

/** The end of the IPv4 address that an IPv6 address ends with, as in `::ffff:203.0.113.77`; 0 when there is none. */
const endOfMapped = (text: string, at: number): number => {
  OCTETS.lastIndex = at;
  return text.charCodeAt(at - 1) === COLON && OCTETS.test(text) ? OCTETS.lastIndex : 0;
};

/** All zeros or all ones: a mask or a placeholder. */
const NOBODYS = /^[0:]+$|^[fF:]+$/;

/** Claims the address whose first colon stands at `at`; 0 when it is the inside of something else. */
export const findColonAddress = (scan: Scan, at: number): number => {
  const { text } = scan;
  const next = text.charCodeAt(at + 1);
  if (!isHex(next) && next !== COLON) return 0;
  const start = startOfGroups(scan, at);
  const before = text.charCodeAt(start - 1);
  if (start > scan.from && (isWordCode(before) || before === COLON || before === DOT)) return 0;
  let end = start;
  let groups = 0;
  let doubled = 0;
  let inGroup = 0;
  for (; end < start + MAX_IPV6; end++) {
    const code = text.charCodeAt(end);
    if (isHex(code)) {
      if (++inGroup > 4) return 0;
    } else if (code === COLON) {
      if (inGroup > 0) groups++;
      else if (end > start) doubled++;
      inGroup = 0;
    } else break;
  }
  if (inGroup > 0) groups++;
  if (text.charCodeAt(end) === DOT && groups >= 2) {
    const mapped = endOfMapped(text, end - inGroup);
    if (mapped > 0) return claim(scan, 'IP_ADDRESS', start, mapped, 0.9);
  }
  if (text.charCodeAt(end - 1) === COLON && text.charCodeAt(end - 2) !== COLON) end--;
  if (isWordCode(text.charCodeAt(end))) return 0;
  if (groups === 6 && doubled === 0 && end - start === 17 && !NOBODYS.test(text.slice(start, end)))
    return claim(scan, 'MAC_ADDRESS', start, end, 0.9);
  const isFull = groups === 8 && doubled === 0;
  const isShortened =
    doubled === 1 && groups >= 2 && groups <= 7 && end - start >= 6 && /\d/.test(text.slice(start, end));
  return (isFull && !NOBODYS.test(text.slice(start, end))) || isShortened
    ? claim(scan, 'IP_ADDRESS', start, end, 0.9)
    : 0;
};

const DOTTED_MAC = /[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![\w.])/y;

/** Claims `001B.4411.3AB7`, as network devices write it, at `start`; 0 when none stands there. */
export const findDottedMac = (scan: Scan, start: number): number => {
  if (scan.text.charCodeAt(start + 4) !== DOT || isWordCode(scan.text.charCodeAt(start - 1))) return 0;
  DOTTED_MAC.lastIndex = start;
  const match = DOTTED_MAC.exec(scan.text)?.[0];
  if (match === undefined || !/\d/.test(match) || !/[A-Fa-f]/.test(match)) return 0;
  return claim(scan, 'MAC_ADDRESS', start, start + match.length, 0.8);
};

const HOST_NAME = /ip-((?:\d{1,3}-){3}\d{1,3})(?![\w-])/iy;

/** Claims the address in `ip-10-1-2-3`, as hosts on EC2 are called, at `start`; 0 when none stands there. */
export const findHostAddress = (scan: Scan, start: number): number => {
  HOST_NAME.lastIndex = start;
  const match = HOST_NAME.exec(scan.text);
  if (match === null || match[1]!.split('-').some((octet) => Number(octet) > 255)) return 0;
  return claim(scan, 'IP_ADDRESS', start + 3, start + match[0].length, 0.85);
};

const HYPHENATED_MAC = /[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?![\w-])/y;

/** Claims `00-1B-63-84-45-E6` at `start`; 0 when none stands there. */
export const findHyphenatedMac = (scan: Scan, start: number): number => {
  if (scan.text.charCodeAt(start + 2) !== 45 || isWordCode(scan.text.charCodeAt(start - 1))) return 0;
  HYPHENATED_MAC.lastIndex = start;
  const match = HYPHENATED_MAC.exec(scan.text);
  return match === null ? 0 : claim(scan, 'MAC_ADDRESS', start, start + match[0].length, 0.9);
};
