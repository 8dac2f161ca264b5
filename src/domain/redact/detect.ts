/** Finds structured personal data and secrets in one text: cut into windows, tokenised once, handed to the detectors. */
import { findContextualCode } from './codes/contextual.ts';
import { findCryptoAddress } from './codes/crypto.ts';
import { findIban } from './codes/iban.ts';
import { findNationalCode } from './codes/national.ts';
import { topicsOfKey } from './context/identifiers.ts';
import { TOPIC } from './context/topics.ts';
import { findJapaneseName } from './names/japanese.ts';
import { findColonAddress, findDottedMac, findHostAddress, findHyphenatedMac } from './network/colons.ts';
import { findEmail } from './network/email.ts';
import { findOctal, findQuotedEmail } from './network/escaped-email.ts';
import { findObfuscatedEmail, findSpacedEmail } from './network/obfuscated-email.ts';
import { findUrlSecret } from './network/url.ts';
import { findGluedCard } from './numbers/card.ts';
import { findGluedAge, findWrittenBirth } from './numbers/dates.ts';
import { detectNumber, findGluedNumber } from './numbers/detect.ts';
import { isAreaCode } from './numbers/phone.ts';
import { type Scan, tell } from './scan.ts';
import { findCommandLineSecret, findKeyedSecret, findOptionSecret } from './secrets/keyed.ts';
import { findLogin, findOracleLogin } from './secrets/logins.ts';
import { findPrefixedSecret } from './secrets/prefixed.ts';
import { findShapedSecret } from './secrets/shaped.ts';
import { findEncoded } from './structure/encoded.ts';
import { isDigitCode, isWordCode } from './tokens/characters.ts';
import { KIND } from './tokens/tokens.ts';

const AT_SIGN = 64;
const COLON = 58;
const HYPHEN = 45;
const LETTER_U = 117;
const PLUS = 43;
const BACKSLASH = 92;
const EQUALS = 61;
const OPENING = 40;

const SECRET_TOPICS = TOPIC.PASSWORD | TOPIC.TOKEN;

/** The `a` of `jane(a)example.com` must touch both sides, or the letters of lists would be looked at. */
const isBracketed = (text: string, start: number, end: number): boolean =>
  '([{<_'.includes(text[start - 1] ?? ' ') &&
  ')]}>_'.includes(text[end] ?? ' ') &&
  (end - start > 1 || (isWordCode(text.charCodeAt(start - 2)) && isWordCode(text.charCodeAt(end + 1))));

/** Longest code we know: an IBAN; longer runs of letters and digits are hashes. */
const MAX_CODE = 34;

/** Of the codes that say themselves what they are, one of one piece has so many letters and digits at least. */
const SHORTEST_CODE = 6;

/** Whether a mark parts what stands before it from all that follows: no code is grouped by it. */
const isClosed = (code: number): boolean =>
  code === 59 || code === 44 || code === 34 || code === 41 || code === 93 || code === 124 || Number.isNaN(code);

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
  if (isMixed && (text.charCodeAt(start - 1) === EQUALS || text.charCodeAt(start - 1) === BACKSLASH)) {
    const quoted = findQuotedEmail(scan, start);
    if (quoted > 0) return quoted;
  }
  if (isMixed && end - start < SHORTEST_CODE && isClosed(text.charCodeAt(end)))
    return (
      (isDigitCode(text.charCodeAt(start)) ? findGluedAge(scan, start) : 0) || findContextualCode(scan, start, index)
    );
  const mixed = isMixed
    ? (end - start <= 5 && isDigitCode(text.charCodeAt(start))
        ? findGluedAge(scan, start) || findWrittenBirth(scan, start, index)
        : 0) ||
      findGluedNumber(scan, start, end, index) ||
      findGluedCard(scan, start, end, index) ||
      findIban(scan, start, index) ||
      findHyphenatedMac(scan, start) ||
      findDottedMac(scan, start) ||
      findCryptoAddress(scan, start)
    : 0;
  return mixed || findNationalCode(scan, start, index) || findContextualCode(scan, start, index);
};

const isQuote = (code: number): boolean => code === 34 || code === 39 || code === 96;

/** What may stand between a key and its value's operator. */
const isOperatorNext = (text: string, end: number): boolean => {
  if (text.charCodeAt(end) === 32 || isQuote(text.charCodeAt(end))) {
    VALUE_NEXT.lastIndex = end;
    if (VALUE_NEXT.test(text)) return true;
  }
  for (let at = end; at < end + 4; at++) {
    const code = text.charCodeAt(at);
    if (code === 58 || code === 61 || code === 62) return true;
    if (code === 40) return isQuote(text.charCodeAt(at + 1));
    if (code !== 34 && code !== 39 && code !== 96 && code !== 32 && code !== 93 && code !== 41) return false;
  }
  return false;
};

/** `key="Password" value=…`, `--password …`. */
const VALUE_NEXT = /["'`]?[,;]?\s{1,24}["'`]?value["'`]?\s?[:=]/iy;

/** Identifiers tell topics by their parts, where they are keys of something. */
const topicsOfWord = (scan: Scan, index: number, start: number, end: number): number => {
  const { text, tokens } = scan;
  const kind = tokens.kind[index]!;
  const isIdentifier =
    kind === KIND.ALPHANUMERIC || kind === KIND.CAMEL || kind === KIND.MIXED || kind === KIND.CAPITALS;
  if (!isIdentifier || end - start > 80 || !isOperatorNext(text, end)) return tokens.topics[index]!;
  tell(scan, index, topicsOfKey(text.slice(start, end)));
  return tokens.topics[index]!;
};

/** `mot de passe` is a password, `ce qui se passe` is not. */
const isFrenchVerb = (text: string, start: number, end: number): boolean =>
  end - start === 5 &&
  /^passe$/i.test(text.slice(start, end)) &&
  !/mot de $/i.test(text.slice(Math.max(0, start - 7), start));

const UNDERSCORE = 95;

/** `token_sk-1…`, `iban_DE89…`: what stands after an underscore may be a secret or a code of its own. */
const detectTied = (scan: Scan, index: number, start: number, end: number): number => {
  const { text } = scan;
  const limit = Math.min(end, start + MAX_NAME);
  for (let at = start + 1; at < limit; at++) {
    if (text.charCodeAt(at) !== UNDERSCORE) continue;
    const found = findPrefixedSecret(scan, at + 1) || findIban(scan, at + 1, index) || findCryptoAddress(scan, at + 1);
    if (found > 0) return found;
  }
  return 0;
};

/** Names in code are shorter; what follows the underscores of a longer run is looked at up to here. */
const MAX_NAME = 80;

const detectWord = (scan: Scan, index: number): number => {
  const { text, tokens } = scan;
  const kind = tokens.kind[index]!;
  const start = tokens.start[index]!;
  const end = tokens.end[index]!;
  const prefixed = findPrefixedSecret(scan, start);
  if (prefixed > 0) return prefixed;
  const topics = topicsOfWord(scan, index, start, end);
  if ((topics & SECRET_TOPICS) !== 0 && !isFrenchVerb(text, start, end)) {
    const secret = findLogin(scan, index, end) || findKeyedSecret(scan, start, end, topics);
    if (secret > 0) return secret;
  }
  if ((topics & TOPIC.DOT) !== 0 && (end - start > 2 || isBracketed(text, start, end))) {
    const email = findObfuscatedEmail(scan, start, end);
    if (email > 0) return email;
  }
  if (kind === KIND.CASELESS) return findJapaneseName(scan, start, end);
  if (kind === KIND.LOWER)
    return end - start === 2 && text.charCodeAt(end) === HYPHEN
      ? findHyphenatedMac(scan, start) || findHostAddress(scan, start)
      : 0;
  if (kind === KIND.TITLE) return (topics & TOPIC.MONTH) !== 0 ? findWrittenBirth(scan, start, index) : 0;
  if (end - start >= 8) {
    const encoded = findEncoded(scan, start);
    if (encoded > 0) return encoded;
  }
  if (kind === KIND.ALPHANUMERIC) {
    const tied = findShapedSecret(scan, start, end) || detectTied(scan, index, start, end);
    if (tied > 0) return tied;
  }
  if (kind === KIND.CAMEL || kind === KIND.MIXED) return end - start >= 26 ? findCryptoAddress(scan, start) : 0;
  return detectCode(scan, index, start, end);
};

const isBlank = (code: number): boolean => code === 32 || code === 10;

/** `jane @ example.com`, `jane@ example . com`: a word before the blank before the at-sign, and a dot not far behind it. */
const mayBeObfuscated = (text: string, at: number): boolean => {
  const isApart = text.charCodeAt(at - 1) === 32;
  if (!isApart && !isBlank(text.charCodeAt(at + 1))) return false;
  if (!isWordCode(text.charCodeAt(isApart ? at - 2 : at - 1))) return false;
  return DOT_BEHIND.test(text.slice(at + 1, at + 60));
};

const DOT_BEHIND = /^\s?[\w-]{1,40}(?:[.([{<_]| \.| ?[([{<] ?|\s(?:dot|punkt|punto|ponto))/i;

const detectMark = (scan: Scan, index: number): number => {
  const { text, tokens } = scan;
  const at = tokens.start[index]!;
  switch (tokens.hash[index]) {
    case AT_SIGN:
      return (
        findEmail(scan, at) ||
        findSpacedEmail(scan, at) ||
        findOracleLogin(scan, at) ||
        (mayBeObfuscated(text, at) ? findObfuscatedEmail(scan, at, at + 1) : 0)
      );
    case COLON:
      if (text.charCodeAt(at + 1) === 47 && text.charCodeAt(at + 2) === 47) return findUrlSecret(scan, at);
      return findColonAddress(scan, at);
    case HYPHEN:
      return text.charCodeAt(at + 1) === LETTER_U
        ? findCommandLineSecret(scan, at + 1, at + 2)
        : findOptionSecret(scan, at);
    case OPENING:
      return isAreaCode(text, at) ? detectNumber(scan, index) : 0;
    case PLUS:
      return isDigitCode(text.charCodeAt(at + 1)) ||
        text.charCodeAt(at + 1) === PLUS ||
        text.charCodeAt(at + 1) === OPENING
        ? detectNumber(scan, index)
        : 0;
    default:
      return 0;
  }
};

const detectDigits = (scan: Scan, index: number): number => {
  const end = scan.tokens.end[index]!;
  const length = end - scan.tokens.start[index]!;
  if (length === 3 && scan.text.charCodeAt(end - 4) === BACKSLASH) {
    const octal = findOctal(scan, end - 3);
    if (octal > 0) return octal;
  }
  const isBot = length >= 8 && length <= 10 && scan.text.charCodeAt(end) === COLON;
  return (isBot ? findShapedSecret(scan, end - length, end) : 0) || detectNumber(scan, index);
};

/** Runs the detectors over the tokens of one window at which something may be found. */
export const detectStructured = (scan: Scan): void => {
  const { tokens } = scan;
  const { anchors, anchorCount } = tokens;
  let claimedTo = scan.from;
  for (let next = 0; next < anchorCount; next++) {
    const index = anchors[next]!;
    const kind = tokens.kind[index]!;
    if (tokens.start[index]! < claimedTo && tokens.hash[index] !== AT_SIGN) continue;
    let end = 0;
    if (kind === KIND.PUNCTUATION) end = detectMark(scan, index);
    else if (kind === KIND.NUMBER) end = detectDigits(scan, index);
    else end = detectWord(scan, index);
    if (end > claimedTo) claimedTo = end;
  }
};
