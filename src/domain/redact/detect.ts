/** Finds structured personal data and secrets in one text: cut into windows, tokenised once, handed to the detectors. */
import { findContextualCode } from './codes/contextual.ts';
import { findCryptoAddress } from './codes/crypto.ts';
import { findIban } from './codes/iban.ts';
import { findNationalCode } from './codes/national.ts';
import { topicsOfKey } from './context/identifiers.ts';
import { TOPIC } from './context/topics.ts';
import { findJapaneseName } from './names/japanese.ts';
import { findColonAddress, findHyphenatedMac } from './network/colons.ts';
import { findEmail } from './network/email.ts';
import { findObfuscatedEmail } from './network/obfuscated-email.ts';
import { findUrlSecret } from './network/url.ts';
import { findGluedCard } from './numbers/card.ts';
import { findWrittenBirth } from './numbers/dates.ts';
import { detectNumber } from './numbers/detect.ts';
import { lookUpTopics, type Scan } from './scan.ts';
import { findCommandLineSecret, findKeyedSecret } from './secrets/keyed.ts';
import { findPrefixedSecret, mayBePrefixed } from './secrets/prefixed.ts';
import { findEncoded } from './structure/encoded.ts';
import { isDigitCode, isWordCode } from './tokens/characters.ts';
import { hashWord } from './tokens/hash.ts';
import { KIND } from './tokens/tokenise.ts';

const AT_SIGN = 64;
const COLON = 58;
const HYPHEN = 45;
const LETTER_U = 117;
const PLUS = 43;
const OPENING = 40;

const SECRET_TOPICS = TOPIC.PASSWORD | TOPIC.TOKEN;

const AT_WORD = hashWord('at');

const isBracketed = (text: string, start: number, end: number): boolean =>
  '([{<'.includes(text[start - 1] ?? ' ') && ')]}>'.includes(text[end] ?? ' ');

/** Longest code we know: an IBAN; longer runs of letters and digits are hashes. */
const MAX_CODE = 34;

/** Codes begin with a token of letters and digits, or of a few capitals before a digit. */
const detectCode = (scan: Scan, index: number, start: number, end: number): number => {
  const { text, tokens } = scan;
  if (isWordCode(text.charCodeAt(start - 1))) return 0;
  const isMixed = tokens.kind[index] === KIND.ALPHANUMERIC;
  if (isMixed && end - start > MAX_CODE) return findCryptoAddress(scan, start);
  if (!isMixed && !isDigitCode(text.charCodeAt(end)) && !isDigitCode(text.charCodeAt(end + 1))) {
    const isBankCode = end - start === 8 || end - start === 11;
    return isBankCode ? findContextualCode(scan, start, index) : 0;
  }
  const mixed = isMixed
    ? findGluedCard(scan, start, end) ||
      findIban(scan, start, index) ||
      findHyphenatedMac(scan, start) ||
      findCryptoAddress(scan, start)
    : 0;
  return mixed || findNationalCode(scan, start, index) || findContextualCode(scan, start, index);
};

/** What may stand between a key and its value's operator. */
const isOperatorNext = (text: string, end: number): boolean => {
  for (let at = end; at < end + 4; at++) {
    const code = text.charCodeAt(at);
    if (code === 58 || code === 61 || code === 62) return true;
    if (code !== 34 && code !== 39 && code !== 96 && code !== 32 && code !== 93 && code !== 41) return false;
  }
  return false;
};

/** Identifiers tell topics by their parts, where they are keys of something. */
const topicsOfWord = ({ text, tokens }: Scan, index: number, start: number, end: number): number => {
  const kind = tokens.kind[index]!;
  const isIdentifier = kind === KIND.ALPHANUMERIC || kind === KIND.CAMEL || kind === KIND.MIXED;
  if (!isIdentifier || end - start > 80 || !isOperatorNext(text, end)) return tokens.topics[index]!;
  tokens.topics[index]! |= topicsOfKey(text.slice(start, end));
  return tokens.topics[index]!;
};

const detectWord = (scan: Scan, index: number): number => {
  const { text, tokens } = scan;
  const kind = tokens.kind[index]!;
  const start = tokens.start[index]!;
  const end = tokens.end[index]!;
  const prefixed = findPrefixedSecret(scan, start);
  if (prefixed > 0) return prefixed;
  const topics = topicsOfWord(scan, index, start, end);
  if ((topics & SECRET_TOPICS) !== 0) {
    const secret = findKeyedSecret(scan, end, topics);
    if (secret > 0) return secret;
  }
  const isAtWord = end - start === 2 && tokens.hash[index] === AT_WORD && isBracketed(text, start, end);
  if (isAtWord || (topics & TOPIC.DOT) !== 0) {
    const email = findObfuscatedEmail(scan, start, end);
    if (email > 0) return email;
  }
  if (kind === KIND.CASELESS) return findJapaneseName(scan, start, end);
  if (kind === KIND.LOWER && end - start === 1) {
    return text.charCodeAt(start) === LETTER_U ? findCommandLineSecret(scan, start, end) : 0;
  }
  if (kind === KIND.LOWER)
    return end - start === 2 && text.charCodeAt(end) === HYPHEN ? findHyphenatedMac(scan, start) : 0;
  if (kind === KIND.TITLE) return (topics & TOPIC.MONTH) !== 0 ? findWrittenBirth(scan, start, index) : 0;
  if (end - start >= 8) {
    const encoded = findEncoded(scan, start);
    if (encoded > 0) return encoded;
  }
  if (kind === KIND.CAMEL || kind === KIND.MIXED) return end - start >= 26 ? findCryptoAddress(scan, start) : 0;
  return detectCode(scan, index, start, end);
};

const detectMark = (scan: Scan, index: number): number => {
  const { text, tokens } = scan;
  const at = tokens.start[index]!;
  switch (tokens.hash[index]) {
    case AT_SIGN:
      return (
        findEmail(scan, at) ||
        (text.charCodeAt(at + 1) === 32 || text.charCodeAt(at - 1) === 32 ? findObfuscatedEmail(scan, at, at + 1) : 0)
      );
    case COLON:
      if (text.charCodeAt(at + 1) === 47 && text.charCodeAt(at + 2) === 47) return findUrlSecret(scan, at);
      return findColonAddress(scan, at);
    case PLUS:
    case OPENING:
      return isDigitCode(text.charCodeAt(at + 1)) ||
        text.charCodeAt(at + 1) === PLUS ||
        text.charCodeAt(at + 1) === OPENING
        ? detectNumber(scan, index)
        : 0;
    default:
      return 0;
  }
};

/** Most words tell nothing: lower-case or capitalised, of no topic, and no provider's secret begins like them. */
const isPlainWord = ({ text, tokens }: Scan, index: number, kind: number): boolean => {
  if ((kind !== KIND.LOWER && kind !== KIND.TITLE) || tokens.topics[index] !== 0) return false;
  const start = tokens.start[index]!;
  return tokens.end[index]! - start > 2 && !mayBePrefixed(text.charCodeAt(start), text.charCodeAt(start + 1));
};

/** Runs the detectors over the tokens of one window. */
export const detectStructured = (scan: Scan): void => {
  const { tokens } = scan;
  lookUpTopics(tokens);
  let claimedTo = scan.from;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kind[index]!;
    if (kind === KIND.NEWLINE || kind === KIND.PLACEHOLDER) continue;
    if (tokens.start[index]! < claimedTo && tokens.hash[index] !== AT_SIGN) continue;
    if (isPlainWord(scan, index, kind)) continue;
    let end = 0;
    if (kind === KIND.PUNCTUATION) end = detectMark(scan, index);
    else if (kind === KIND.NUMBER) end = detectNumber(scan, index);
    else end = detectWord(scan, index);
    if (end > claimedTo) claimedTo = end;
  }
};
