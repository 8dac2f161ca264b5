/** Postal addresses: streets known by their words, boxes and units, then everything that belongs to them. */
import { TOPIC } from '../context/topics.ts';
import { claim, isAfter, type Scan } from '../scan.ts';
import type { Span } from '../span.ts';
import { KIND } from '../tokens/tokens.ts';
import { wordSet } from '../tokens/wordtable.ts';
import { isComma, isDot, isNumber, isPlaceWord, isPossessive } from './places.ts';
import { findBeforeBritishPostcode, findBeforeIndianPostcode, findBeforePostcode, findPostcode } from './postcodes.ts';
import { claimAddress, endOfTail } from './tail.ts';

const MAX_STREET_WORDS = 5;

/** Street names of northern and central Europe end in their street word. */
const STREET_SUFFIX =
  /(?:stra(?:ss|ß)e|str|gasse|weg|platz|allee|damm|ufer|ring|gatan|gata|gatu|vägen|vei|veien|vej|gade|katu|tie|kuja|straat|laan|plein|steenweg|dreef|gracht|kade|utca|út|tér|körút|ulice|ulica|tee|puiestee|iela|gatvė|street|strasse|strasze)$/i;

/** In lower case only these are no ends of other words: `comparing`, `norweg`. */
const LOWER_SUFFIX = /(?:stra(?:ss|ß)e|strasze|gasse|platz|straat|gatan|vägen)$/;

/** The last digits of a date or an address of a host are no house number. */
const isTied = ({ text, tokens }: Scan, at: number): boolean => '-./:,'.includes(text[tokens.start[at]! - 1] ?? ' ');

/** `5th`, `34th`: streets are counted in North America. */
const isOrdinal = ({ text, tokens }: Scan, at: number): boolean =>
  tokens.kind[at] === KIND.ALPHANUMERIC &&
  /^\d{1,3}(?:st|nd|rd|th)$/i.test(text.slice(tokens.start[at], tokens.end[at]));

/** Where the words before `at` begin that can belong to a street's name, and whether a number leads them. */
const startOfStreet = (scan: Scan, at: number): { readonly first: number; readonly hasNumber: boolean } => {
  let first = at;
  let words = 0;
  for (let back = at - 1; back >= 0 && words <= MAX_STREET_WORDS; back--) {
    if (isNumber(scan, back)) {
      first = back;
      if (isNumber(scan, back - 1) && !isTied(scan, back - 1)) first = back - 1;
      return { first, hasNumber: true };
    }
    if ((isDot(scan, back) && words > 0) || isPossessive(scan, back)) continue;
    if (scan.tokens.kind[back] === KIND.LOWER ? words > 1 : !(isPlaceWord(scan, back, false) || isOrdinal(scan, back)))
      break;
    words++;
    if (scan.tokens.kind[back] !== KIND.LOWER) first = back;
  }
  return { first, hasNumber: false };
};

/** Words that stand in sentences and in no street's name. */
const NO_NAME = wordSet('a an and or in to on at by with from into per as than then not no');

/** `12 oak street`, but not `4 yields a square`: in lower case the words must be clear, or one has a capital. */
const isNamedOrClear = ({ tokens }: Scan, first: number, at: number): boolean => {
  let isClear = CLEAR_LAST.has(tokens.hash[at]!);
  for (let word = first + 1; word < at; word++) {
    if (tokens.kind[word] === KIND.TITLE || tokens.kind[word] === KIND.CAPITALS) return true;
    if ((tokens.topics[word]! & TOPIC.NO_ADDRESS) !== 0 || NO_NAME.has(tokens.hash[word]!)) isClear = false;
  }
  return isClear;
};

/** `1600 Amphitheatre Parkway`, `12 Oak St.`: a number, then words, then a street word. */
const findNumberedStreet = (scan: Scan, at: number): void => {
  const { first, hasNumber } = startOfStreet(scan, at);
  if (!hasNumber || at - first < 2) return;
  const { tokens } = scan;
  // `2 weeks with Dr. Lee`: a capital at the end alone is a title's as often as a street's.
  const isWritten =
    (tokens.kind[at] !== KIND.LOWER || at - first <= 3) &&
    ((tokens.kind[at] !== KIND.LOWER && tokens.kind[at - 1] !== KIND.LOWER) || isNamedOrClear(scan, first, at));
  if (isWritten) claimAddress(scan, first, isDot(scan, at + 1) ? at + 2 : at + 1, 0.75);
};

/** Words that begin streets' names and mean nothing else, so that what follows may be in lower case. */
const CLEAR_FIRST = wordSet(
  'rue rua calle avenida avda camiño camino piazza ulica viale vicolo corso boulevard bulevar ulitsa',
);

/** Words that end streets' names and mean nothing else. */
const CLEAR_LAST = wordSet(
  'street st avenue ave road rd lane ln boulevard blvd parkway pkwy highway hwy terrace crescent drive dr',
);

/** `Rua das Flores, 230`, `Via Roma, 5`: the number of the house behind a comma. */
const isCommaBeforeNumber = (scan: Scan, street: number, at: number): boolean => {
  const { tokens } = scan;
  if (!isComma(scan, at) || !isNumber(scan, at + 1) || tokens.end[at + 1]! - tokens.start[at + 1]! > 4) return false;
  // `Via Lattea, 100 miliardi di stelle` counts something.
  if (tokens.kind[at + 2] === KIND.LOWER) return false;
  return (
    tokens.kind[street] === KIND.TITLE || (tokens.kind[street] === KIND.LOWER && CLEAR_FIRST.has(tokens.hash[street]!))
  );
};

/** `Rue de la Paix 12`, `52 Rua Joaquim 1615`: a street word, then its name, a number before or after. */
const findLeadingStreetWord = (scan: Scan, at: number, behind = at + 1): void => {
  const { tokens } = scan;
  const isDoubtful = tokens.kind[at] === KIND.LOWER && !CLEAR_FIRST.has(tokens.hash[at]!);
  let first = at;
  while (first > 0 && first > at - 2 && isNumber(scan, first - 1)) first--;
  let next = behind;
  let words = 0;
  let isNamed = false;
  for (; next < tokens.count && words < 7; next++) {
    if (isNumber(scan, next)) {
      const isStreet = tokens.kind[at] !== KIND.LOWER || isNamed || CLEAR_FIRST.has(tokens.hash[at]!);
      if (words > 0 && isStreet) claimAddress(scan, first, next + 1, 0.75);
      return;
    }
    if (isDot(scan, next) || (words > 0 && isCommaBeforeNumber(scan, at, next))) continue;
    const isShort =
      tokens.kind[next] === KIND.LOWER &&
      tokens.end[next]! - tokens.start[next]! <= 4 &&
      !(isDoubtful && NO_NAME.has(tokens.hash[next]!));
    if (!isPlaceWord(scan, next, tokens.kind[at] === KIND.LOWER) && !isShort) break;
    const isCapitals = tokens.kind[next] === KIND.CAPITALS && tokens.kind[at] !== KIND.LOWER;
    if (tokens.kind[next] === KIND.TITLE || isCapitals) isNamed = true;
    words++;
  }
  if (first < at && isNamed) claimAddress(scan, first, next, 0.65);
};

/** `C/ Mayor 14`: how Spain abbreviates calle. */
const isCalle = ({ text, tokens }: Scan, at: number): boolean =>
  /^[Cc]\/$/.test(text.slice(tokens.start[at], tokens.end[at]! + 1));

/** `Hauptstraße 12`, `22 Amsinckstrasse 9`. */
const findSuffixedStreet = (scan: Scan, at: number): void => {
  const { text, tokens } = scan;
  const suffix = tokens.kind[at] === KIND.LOWER ? LOWER_SUFFIX : STREET_SUFFIX;
  if (!suffix.test(text.slice(tokens.start[at], tokens.end[at]))) return;
  const next = isDot(scan, at + 1) ? at + 2 : at + 1;
  if (!isNumber(scan, next)) return;
  let first = at;
  while (first > 0 && first > at - 3 && tokens.start[first]! - tokens.end[first - 1]! <= 1) {
    if (!isNumber(scan, first - 1) && tokens.kind[first - 1] !== KIND.TITLE) break;
    first--;
  }
  claimAddress(scan, first, next + 1, 0.75);
};

const BOX = /(?:P\.?\s?O\.?\s?|Post Office |PSC \d{1,5},? |Unit \d{1,5},? )$/i;

/** The line before a unit: `57 Askelund 1`, with a number at either end. */
const startOfLineBefore = (scan: Scan, at: number): number => {
  const { tokens } = scan;
  let back = at - 1;
  while (back >= 0 && (tokens.kind[back] === KIND.NEWLINE || tokens.kind[back] === KIND.PUNCTUATION) && back > at - 4)
    back--;
  let first = at;
  let hasNumber = false;
  let words = 0;
  for (; back >= 0 && words < 7; back--) {
    if (isNumber(scan, back)) {
      hasNumber = true;
      first = back;
      if (words > 0 && !isNumber(scan, back - 1)) break;
    } else if (
      isPlaceWord(scan, back, false) ||
      isDot(scan, back) ||
      (tokens.kind[back] === KIND.LOWER && first < at)
    ) {
      words++;
      if (tokens.kind[back] !== KIND.LOWER && !isDot(scan, back)) first = back;
    } else break;
  }
  return hasNumber && words > 0 ? first : at;
};

/** `Apt. 12`, `Suite 322` and the street before it; `P.O. Box 12`. */
const findUnit = (scan: Scan, at: number): void => {
  const { text, tokens } = scan;
  let next = at + 1;
  if (isDot(scan, next)) next++;
  if (tokens.hash[next] === 35 && tokens.kind[next] === KIND.PUNCTUATION) next++;
  if (next >= tokens.count || tokens.start[next]! - tokens.end[at]! > 3 || !isNumber(scan, next)) return;
  const start = tokens.start[at]!;
  if (/^box$/i.test(text.slice(start, tokens.end[at]))) {
    const before = BOX.exec(text.slice(Math.max(scan.from, start - 18), start));
    if (before === null) return;
    const end = endOfTail(scan, next + 1, tokens.end[next]!, tokens.kind[at] === KIND.LOWER);
    claim(scan, 'ADDRESS', start - before[0].length, end, 0.85);
    return;
  }
  const first = startOfLineBefore(scan, at);
  if (first < at || tokens.kind[at] !== KIND.LOWER) claimAddress(scan, first, next + 1, first < at ? 0.8 : 0.6);
};

/** `fpo aa 18532`, `APO AP 96201`: military mail, which has no city. */
const MILITARY = /(?:[\p{L}\d.]{2,12} [\p{L}\d-]{2,20}\s{1,3})?(?:APO|FPO|DPO),? A[AEP] \d{5}(?:-\d{4})?/iu;

const findMilitary = (scan: Scan, at: number): void => {
  const { text, tokens } = scan;
  const from = Math.max(scan.from, tokens.start[at]! - 36);
  const match = MILITARY.exec(text.slice(from, tokens.end[at]! + 14));
  if (match !== null) claim(scan, 'ADDRESS', from + match.index, from + match.index + match[0].length, 0.85);
};

/** Ends a street's name from `at` on: words, then perhaps a number. */
const endOfStreet = (
  scan: Scan,
  at: number,
): { readonly next: number; readonly words: number; readonly isNumbered: boolean } => {
  const { tokens } = scan;
  let next = at;
  let words = 0;
  while (next < tokens.count && words < 6) {
    const isShort = words > 0 && tokens.kind[next] === KIND.LOWER && tokens.end[next]! - tokens.start[next]! <= 3;
    const isBeforeNumber = words > 0 && tokens.kind[next] === KIND.LOWER && isNumber(scan, next + 1);
    if (isDot(scan, next) && words > 0) {
      next++;
      continue;
    }
    if (!isPlaceWord(scan, next, false) && !isShort && !isBeforeNumber) break;
    words++;
    next++;
  }
  const isNumbered = words > 0 && isNumber(scan, next);
  return { next: isNumbered ? next + 1 : next, words, isNumbered };
};

/** A number and a name, or a name and a number, right after a word such as "address". */
const findAfterKeyword = (scan: Scan, at: number): void => {
  let from = at;
  while (isNumber(scan, from) && from < at + 2) from++;
  const { next, words, isNumbered } = endOfStreet(scan, from);
  if (words > 0 && (from > at || isNumbered)) claimAddress(scan, at, next, 0.65);
};

/** `37 Parva Domus 6896, Pesconuovo, Latvia`: a name between two numbers, with a city behind it. */
const findBetweenNumbers = (scan: Scan, at: number): void => {
  const { tokens } = scan;
  let from = at;
  while (isNumber(scan, from) && from < at + 2) from++;
  const { next, words, isNumbered } = endOfStreet(scan, from);
  if (words === 0 || words > 4 || !isNumbered || tokens.kind[from] !== KIND.TITLE) return;
  if (tokens.start[from]! - tokens.end[from - 1]! > 2) return;
  // `3178 Rn. 22` cites a page.
  if (words === 1 && isDot(scan, from + 1) && tokens.end[from]! - tokens.start[from]! <= 3) return;
  // `1024 Jan 3 1994` is a line of a listing.
  for (let word = from; word < next; word++) if ((tokens.topics[word]! & TOPIC.MONTH) !== 0) return;
  const end = endOfTail(scan, next, tokens.end[next - 1]!, false);
  if (end > tokens.end[next - 1]! + 3) claim(scan, 'ADDRESS', tokens.start[at]!, end, 0.6);
};

/** Only names and punctuation: two parts of one address may stand so far apart. */
const GAP = /^(?:[\s,.>#?|-]|and |\p{Lu}[\p{L}'.-]{0,20}[\s,]){0,8}$/u;
const MAX_GAP = 48;

const joinParts = (scan: Scan, from: number): void => {
  const { claims, text } = scan;
  const parts = claims
    .slice(from)
    .filter(({ type }) => type === 'ADDRESS')
    .sort((a, b) => a.start - b.start);
  if (parts.length < 2) return;
  const others = claims.filter((span, at) => at < from || span.type !== 'ADDRESS');
  const joined: Span[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const isNear = last !== undefined && part.start - last.end <= MAX_GAP;
    if (last !== undefined && (part.start <= last.end || (isNear && GAP.test(text.slice(last.end, part.start))))) {
      joined[joined.length - 1] = {
        ...last,
        end: Math.max(last.end, part.end),
        confidence: Math.max(last.confidence, part.confidence),
      };
    } else joined.push(part);
  }
  claims.length = 0;
  claims.push(...others, ...joined);
};

const STREET_WORDS = TOPIC.MILITARY | TOPIC.STREET | TOPIC.STREET_FIRST | TOPIC.UNIT;

/** A street called by a word such as Hauptstraße, whose house number is token `number`. */
const NO_STREETS = wordSet(
  'tabellenplatz startplatz arbeitsplatz parkplatz stellplatz sitzplatz spielplatz listenplatz ausbildungsplatz speicherplatz rückweg',
);

const findStreetBefore = (scan: Scan, number: number): void => {
  const { tokens } = scan;
  const at = isDot(scan, number - 1) ? number - 2 : number - 1;
  if (at < 0 || (tokens.topics[at]! & STREET_WORDS) !== 0 || tokens.end[at]! - tokens.start[at]! <= 5) return;
  if (NO_STREETS.has(tokens.hash[at]!)) return;
  const kind = tokens.kind[at]!;
  if (kind <= KIND.CAPITALS || kind === KIND.MIXED) findSuffixedStreet(scan, at);
};

const detectAtNumber = (scan: Scan, at: number): void => {
  if (isAfter(scan, at, TOPIC.POSTCODE, 14)) findPostcode(scan, at);
  if (isNumber(scan, at - 1) || at + 1 >= scan.tokens.count || !isNumber(scan, at)) return;
  if (isAfter(scan, at, TOPIC.ADDRESS, 14)) findAfterKeyword(scan, at);
  else findBetweenNumbers(scan, at);
};

/** How far a capitalised word may stand behind a word such as "address", in characters. */
const ADDRESS_REACH = 6;

/** The names that begin from token `from` on, as far as `limit` in the text. */
const detectNamesFrom = (scan: Scan, from: number, limit: number): void => {
  const { tokens } = scan;
  for (let at = from; at < tokens.count && tokens.start[at]! <= limit; at++) {
    const isStreetWord = (tokens.topics[at]! & STREET_WORDS) !== 0;
    if (tokens.kind[at] === KIND.TITLE && tokens.kind[at - 1] !== KIND.TITLE && !isStreetWord)
      findAfterKeyword(scan, at);
  }
};

/** Under a key such as `address` the whole beginning of the text is one. */
const KEY_REACH = 80;

/** Claims the addresses of the window; needs the topics of its tokens and the anchors among them. */
export const detectAddresses = (scan: Scan): void => {
  const { tokens, claims } = scan;
  const before = claims.length;
  if ((scan.keyTopics & TOPIC.ADDRESS) !== 0) detectNamesFrom(scan, 0, scan.from + KEY_REACH);
  for (let next = 0; next < tokens.anchorCount; next++) {
    const at = tokens.anchors[next]!;
    const kind = tokens.kind[at]!;
    const topics = tokens.topics[at]!;
    if (kind === KIND.NUMBER) {
      findStreetBefore(scan, at);
      findBeforePostcode(scan, at);
      findBeforeIndianPostcode(scan, at);
      detectAtNumber(scan, at);
    } else if (kind === KIND.ALPHANUMERIC) {
      findStreetBefore(scan, at);
      if (tokens.end[at]! - tokens.start[at]! <= 4) findBeforeBritishPostcode(scan, at);
    }
    if (kind === KIND.INITIAL && isCalle(scan, at)) findLeadingStreetWord(scan, at, at + 2);
    if ((topics & (STREET_WORDS | TOPIC.ADDRESS)) === 0) continue;
    if ((topics & TOPIC.MILITARY) !== 0) findMilitary(scan, at);
    if ((topics & TOPIC.STREET) !== 0) findNumberedStreet(scan, at);
    if ((topics & TOPIC.STREET_FIRST) !== 0) findLeadingStreetWord(scan, at);
    if ((topics & TOPIC.UNIT) !== 0) findUnit(scan, at);
    if ((topics & TOPIC.ADDRESS) !== 0) detectNamesFrom(scan, at + 1, tokens.end[at]! + ADDRESS_REACH);
  }
  if (claims.length > before + 1) joinParts(scan, before);
};
