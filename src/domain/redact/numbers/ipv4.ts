/** IPv4 addresses: four octets that are no version number and no loopback address. */

import { packedWords } from '../context/packed-words.ts';
import { claim, isAfterWord, type Scan } from '../scan.ts';
import { isDigitCode } from '../tokens/characters.ts';
import { type DigitRun, isFollowedByWord } from './run.ts';

/** Dots may stand in brackets, as reports of attacks write them. */
const OCTETS =
  /(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.|\[\.\]|\(\.\))){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?![\d])/y;

/** Everyone's, so nobody's. */
const IMPERSONAL = new Set(['0.0.0.0', '127.0.0.1', '255.255.255.255', '255.255.255.0']);

const isDefangedDot = (text: string, at: number): boolean =>
  text.charCodeAt(at + 1) === 46 && (text.startsWith('[.]', at) || text.startsWith('(.)', at));

/** A version word this near means that `1.2.3.4` is a release, not a host. */
const VERSION_REACH = 12;

const VERSION_WORDS = packedWords('VERSION');

/** Above every number that sections and versions commonly have. */
const MOST_SECTIONS = 40;

const HOST_WORDS = packedWords('HOST');

/** `4.2.2.13` is a section or a version, unless a port, a network's length or quotes say otherwise; `19.0.0.0` is nobody's. */
const looksLikeSection = (address: string, text: string, start: number, end: number): boolean => {
  const octets = address.split(/[^\d]+/).map(Number);
  if (octets[1] === 0 && octets[2] === 0 && octets[3] === 0) return true;
  if (octets.some((octet) => octet > MOST_SECTIONS) || octets[0] === 10) return false;
  return (
    !HOST_BEFORE.test(text[start - 1] ?? ' ') &&
    !(HOST_BEHIND.test(text[end] ?? ' ') && isDigitCode(text.charCodeAt(end + 1)))
  );
};

const HOST_BEFORE = /["'`@/=,:|]/;
const HOST_BEHIND = /[:/]/;

/** A word for a host, another address right before it, or nothing else in the text. */
const isAmongHosts = (scan: Scan, run: DigitRun, end: number): boolean => {
  const last = scan.claims.at(-1);
  const isListed = last !== undefined && last.type === 'IP_ADDRESS' && run.start - last.end <= 4;
  const isWhole = run.start === 0 && end === scan.text.length;
  return isListed || isWhole || isAfterWord(scan, run.token, HOST_WORDS, 30);
};

/** Claims an address at the beginning of the run; a version or loopback address is passed over, 0 when it is neither. */
export const findIpv4 = (run: DigitRun, scan: Scan): number => {
  const isDefanged = run.groups[0]! <= 3 && isDefangedDot(scan.text, run.ends[run.groups[0]! - 1]!);
  if ((run.groupCount < 4 || run.parenthesis) && !isDefanged) return 0;
  if (run.plus || run.groups[0]! > 3) return 0;
  OCTETS.lastIndex = run.start;
  const match = OCTETS.exec(scan.text);
  if (match === null) return 0;
  const end = run.start + match[0].length;
  const after = scan.text.charCodeAt(end);
  if (isFollowedByWord(scan.text, end) || (after === 46 && isDigitCode(scan.text.charCodeAt(end + 1)))) return 0;
  const before = scan.text.charCodeAt(run.start - 1);
  const isVersion = before === 118 || isAfterWord(scan, run.token, VERSION_WORDS, VERSION_REACH);
  if (IMPERSONAL.has(match[0]) || isVersion) return end;
  if (looksLikeSection(match[0], scan.text, run.start, end) && !isAmongHosts(scan, run, end)) return end;
  return claim(scan, 'IP_ADDRESS', run.start, end, 0.9);
};
