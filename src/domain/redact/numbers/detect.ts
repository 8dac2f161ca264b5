/** What a run of digits is: the first rule that claims it wins, the most certain rules first. */
import { findNationalCode } from '../codes/national.ts';
import { TOPIC, TOPIC_WORDS } from '../context/topics.ts';
import { findHyphenatedMac } from '../network/colons.ts';
import { type Scan, tell, topicsAround } from '../scan.ts';
import { isDigitCode } from '../tokens/characters.ts';
import { hashWord } from '../tokens/hash.ts';
import { KIND } from '../tokens/tokens.ts';
import { findAccessCode } from './access-code.ts';
import { findBankCode } from './bank-codes.ts';
import { claimDetails, findNamedCode } from './beside-card.ts';
import { findCard, findGroupedCard } from './card.ts';
import { findContextualNumber } from './contextual.ts';
import { findAge, findDate, findTightExpiry, findWrittenBirth, mayBeAge } from './dates.ts';
import { findIpv4 } from './ipv4.ts';
import { findNationalNumber } from './national.ts';
import { findPhone } from './phone.ts';
import {
  createRun,
  type DigitRun,
  digitsIn,
  endBeforeBlank,
  isContiguous,
  isFollowedByWord,
  isInsideSomething,
  isLastGroup,
  MAX_GROUPS,
  readRun,
} from './run.ts';
import { findSocialSecurity } from './social-security.ts';

/** A rule claims the run or its beginning and returns where it ends, or returns 0. */
type NumberRule = (run: DigitRun, scan: Scan) => number;

/** Ids that begin with digits and go on with letters: `12345678-Z`, `65 070649 C 009`. */
const findCodeInNumber: NumberRule = (run, scan) =>
  run.plus || run.parenthesis || ((run.topics & TOPIC.NATIONAL) === 0 && run.groups[0] !== 8)
    ? 0
    : findNationalCode(scan, run.start, run.token);

/** `00-1B-44-11-3A-B7` may begin with digits. */
const findMac: NumberRule = (run, scan) => (run.groups[0] === 2 ? findHyphenatedMac(scan, run.start) : 0);

/** `5 March 1980`. */
const findBirth: NumberRule = (run, scan) =>
  (run.topics & TOPIC.BIRTH) === 0 ? 0 : findWrittenBirth(scan, run.start, run.token);

const RULES: readonly NumberRule[] = [
  findMac,
  findBirth,
  findCodeInNumber,
  findIpv4,
  findBankCode,
  findDate,
  findTightExpiry,
  findCard,
  findGroupedCard,
  findSocialSecurity,
  findNationalNumber,
  findNamedCode,
  findContextualNumber,
  findAccessCode,
  findPhone,
];

const run = createRun();

const SPACE = 32;

const endOfFirstDigits = (): number => (isContiguous(run) ? run.end : run.ends[run.groups[0]! - 1]!);

const QUAD = /\d\.\d{1,3}\.\d{1,3}\.\d/;

/**
 * More groups than any number has, none of them longer than two digits: a list, of which half is passed over at once. One with
 * four octets in it may be a list of IP addresses, which are looked at one by one, unless nothing but dots parts them.
 */
const isList = (text: string): boolean => {
  if (run.groupCount < MAX_GROUPS) return false;
  for (let group = 0; group < MAX_GROUPS; group++) if (run.groups[group]! > 2) return false;
  const list = text.slice(run.start, run.end);
  return !QUAD.test(list) || !/[^\d.]/.test(list);
};

/** A short word before digits is read as what it says: `SSN219-09-9999`, `電話03-1234-5678`. */
const GLUED_WORD = /(?:[A-Za-z]{2,12}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{2,24})(?=\d{2,})/uy;

/** Japanese particles between a word and what it names. */
const PARTICLE = /[はがのを]$/;

/** Looks at digits glued to the word that names them, the token from `start` to `end`; 0 when there is no such word. */
export const findGluedNumber = (scan: Scan, start: number, end: number, token: number): number => {
  if (isDigitCode(scan.text.charCodeAt(start))) return 0;
  GLUED_WORD.lastIndex = start;
  const word = GLUED_WORD.exec(scan.text)?.[0];
  if (word === undefined || start + word.length >= end) return 0;
  const isLatin = word.charCodeAt(0) < 128;
  const hash = hashWord(isLatin ? word : word.replace(PARTICLE, ''));
  const topics = TOPIC_WORDS.bitsOf(hash) & (isLatin ? GLUED_TOPICS : ~0);
  if (topics === 0) return 0;
  tell(scan, token, topics);
  scan.tokens.hash[token] = hash;
  readRun(run, scan.text, start + word.length, token + 1);
  if (run.count < 7 || isFollowedByWord(scan.text, run.end)) return 0;
  run.topics = topics;
  const strict = findSocialSecurity(run, scan) || findNationalNumber(run, scan);
  return strict || (run.groupCount > 1 || !isLatin ? findPhone(run, scan) : 0);
};

const GLUED_TOPICS = TOPIC.SOCIAL_SECURITY | TOPIC.NATIONAL | TOPIC.PHONE;

/** What may make something of one or two digits by themselves. */
const SHORT_TOPICS = TOPIC.CARD | TOPIC.AGE | TOPIC.BIRTH;

/** `3 apples`, `[0]`, `10. `: most numbers are one or two digits of which no rule makes anything, which is seen without reading a run. */
const isLoneCount = ({ text, tokens, keyTopics }: Scan, start: number, end: number): boolean =>
  end - start <= 2 &&
  ((tokens.told | keyTopics) & SHORT_TOPICS) === 0 &&
  isLastGroup(text, end) &&
  !mayBeAge(text, end);

/** Looks at the digits that begin at token `token`; returns where the caller goes on. */
export const detectNumber = (scan: Scan, token: number): number => {
  const start = scan.tokens.start[token]!;
  const isInside = isInsideSomething(scan.text, start);
  if (scan.tokens.kind[token] === KIND.NUMBER) {
    const end = scan.tokens.end[token]!;
    if (isInside) return end;
    if (isLoneCount(scan, start, end)) return (end - start === 2 && findHyphenatedMac(scan, start)) || end;
  }
  readRun(run, scan.text, start, token);
  // `C++ `: of a run without digits nothing but its end is set, the rest is what an earlier number left.
  if (run.count === 0) return run.end;
  if (isInside) return endOfFirstDigits();
  run.topics = topicsAround(scan, token);
  const card = (run.topics & TOPIC.CARD) !== 0 && run.count < 12 ? findGroupedCard(run, scan) : 0;
  if (card > 0) return card;
  if (isList(scan.text)) return run.ends[digitsIn(run, MAX_GROUPS / 2) - 1]!;
  const short = findAge(run, scan) || (run.count < 3 ? findMac(run, scan) || findBirth(run, scan) || run.end : 0);
  if (short > 0) return short;
  const end = applyRules(scan) || detectCut(scan);
  if (end > 0) return end;
  return isFollowedByWord(scan.text, run.end) ? run.end : endOfFirstDigits();
};

const applyRules = (scan: Scan): number => {
  for (const rule of RULES) {
    const end = rule(run, scan);
    if (end > 0) return rule === findCard || rule === findGroupedCard ? claimDetails(scan, end) : end;
  }
  return 0;
};

/** `ssn 123-45-6789 45 years`: a number that is nothing as a whole may be something without what a blank parts from it. */
const detectCut = (scan: Scan): number => {
  const { text } = scan;
  const { start, token, topics, groupCount, count } = run;
  const isTelling = (topics & ~TOPIC.NO_ADDRESS) !== 0 || run.separator !== SPACE;
  if (groupCount < 2 || !isTelling) return 0;
  const last = endBeforeBlank(run, text, false);
  const first = endBeforeBlank(run, text, true);
  if (last === 0) return 0;
  let found = 0;
  for (const limit of last === first ? [last] : [last, first]) {
    if (found > 0) break;
    readRun(run, text, start, token, limit);
    run.topics = topics;
    found = run.count < 3 ? 0 : applyRules(scan);
  }
  if (found === 0 && run.count !== count) {
    readRun(run, text, start, token);
    run.topics = topics;
  }
  return found;
};
