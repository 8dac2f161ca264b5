/** Finds structured personal data and secrets in one text: cut into windows, tokenised once, handed to the detectors. */
import { detectAddresses } from './addresses/detect.ts';
import { findContextualCode } from './codes/contextual.ts';
import { findCryptoAddress } from './codes/crypto.ts';
import { findIban } from './codes/iban.ts';
import { findNationalCode } from './codes/national.ts';
import { topicsOfKey } from './context/identifiers.ts';
import { TOPIC } from './context/topics.ts';
import { findColonAddress, findHyphenatedMac } from './network/colons.ts';
import { findEmail } from './network/email.ts';
import { findObfuscatedEmail } from './network/obfuscated-email.ts';
import { findUrlSecret } from './network/url.ts';
import { findWrittenBirth } from './numbers/dates.ts';
import { detectNumber } from './numbers/detect.ts';
import { lookUpTopics, type Scan } from './scan.ts';
import { findKeyedSecret } from './secrets/keyed.ts';
import { findPrefixedSecret } from './secrets/prefixed.ts';
import { findEncoded } from './structure/encoded.ts';
import { isDigitCode, isWordCode } from './tokens/characters.ts';
import { hashWord } from './tokens/hash.ts';
import { KIND } from './tokens/tokenise.ts';
import { wordSet } from './tokens/wordtable.ts';

const AT_SIGN = 64;
const COLON = 58;
const PLUS = 43;
const OPENING = 40;

const SECRET_TOPICS = TOPIC.PASSWORD | TOPIC.TOKEN;

const AT_WORD = hashWord('at');
const DOT_WORDS = wordSet('dot punkt punto');

const isBracketed = (text: string, start: number, end: number): boolean =>
  '([{<'.includes(text[start - 1] ?? ' ') && ')]}>'.includes(text[end] ?? ' ');

/** Codes begin with a token of capitals, or of letters and digits. */
const detectCode = (scan: Scan, index: number, start: number, length: number): number => {
  if (isWordCode(scan.text.charCodeAt(start - 1))) return 0;
  if (length === 2) {
    const found = findIban(scan, start, index) || findHyphenatedMac(scan, start);
    if (found > 0) return found;
  }
  const isMixed = scan.tokens.kind[index] === KIND.ALPHANUMERIC;
  if (!isMixed && length > 4 && length !== 8 && length !== 11) return 0;
  return (
    (isMixed && (findIban(scan, start, index) || findCryptoAddress(scan, start))) ||
    findNationalCode(scan, start, index) ||
    findContextualCode(scan, start, index) ||
    0
  );
};

const detectWord = (scan: Scan, index: number): number => {
  const { text, tokens } = scan;
  const kind = tokens.kind[index]!;
  const start = tokens.start[index]!;
  const end = tokens.end[index]!;
  const prefixed = findPrefixedSecret(scan, start);
  if (prefixed > 0) return prefixed;
  if (end - start >= 8 && kind !== KIND.LOWER && kind !== KIND.TITLE) {
    const encoded = findEncoded(scan, start);
    if (encoded > 0) return encoded;
  }
  const isAtWord = end - start === 2 && tokens.hash[index] === AT_WORD && isBracketed(text, start, end);
  if (isAtWord || DOT_WORDS.has(tokens.hash[index]!)) {
    const email = findObfuscatedEmail(scan, start, end);
    if (email > 0) return email;
  }
  const isIdentifier = kind === KIND.ALPHANUMERIC || kind === KIND.CAMEL || kind === KIND.MIXED;
  const topics = isIdentifier ? topicsOfKey(text.slice(start, Math.min(end, start + 81))) : tokens.topics[index]!;
  if ((topics & SECRET_TOPICS) !== 0) {
    const secret = findKeyedSecret(scan, end, topics);
    if (secret > 0) return secret;
  }
  if (
    kind === KIND.ALPHANUMERIC ||
    kind === KIND.CAPITALS ||
    kind === KIND.INITIAL ||
    (end - start === 2 && kind === KIND.LOWER)
  ) {
    return detectCode(scan, index, start, end - start);
  }
  if (kind === KIND.TITLE || kind === KIND.CAMEL || kind === KIND.MIXED) {
    return end - start >= 26
      ? findCryptoAddress(scan, start)
      : kind === KIND.TITLE
        ? findWrittenBirth(scan, start, index)
        : 0;
  }
  return 0;
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

/** Runs the detectors over the tokens of one window. */
export const detectStructured = (scan: Scan): void => {
  const { tokens } = scan;
  lookUpTopics(tokens);
  let claimedTo = scan.from;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kind[index]!;
    if (kind === KIND.NEWLINE || kind === KIND.PLACEHOLDER) continue;
    if (tokens.start[index]! < claimedTo && tokens.hash[index] !== AT_SIGN) continue;
    let end = 0;
    if (kind === KIND.PUNCTUATION) end = detectMark(scan, index);
    else if (kind === KIND.NUMBER)
      end =
        findWrittenBirth(scan, tokens.start[index]!, index) ||
        findNationalCode(scan, tokens.start[index]!, index) ||
        detectNumber(scan, index);
    else end = detectWord(scan, index);
    if (end > claimedTo) claimedTo = end;
  }
  detectAddresses(scan);
};
