/** What a run of digits is: the first rule that claims it wins, the most certain rules first. */
import { findNationalCode } from '../codes/national.ts';
import { TOPIC } from '../context/topics.ts';
import { findHyphenatedMac } from '../network/colons.ts';
import { type Scan, topicsAround } from '../scan.ts';
import { findCard } from './card.ts';
import { findContextualNumber } from './contextual.ts';
import { findAge, findDate, findWrittenBirth } from './dates.ts';
import { findIpv4 } from './ipv4.ts';
import { findNationalNumber } from './national.ts';
import { findPhone } from './phone.ts';
import {
  createRun,
  type DigitRun,
  digitsIn,
  isContiguous,
  isFollowedByWord,
  isInsideSomething,
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
  findDate,
  findCard,
  findSocialSecurity,
  findNationalNumber,
  findContextualNumber,
  findPhone,
];

const run = createRun();

const endOfFirstDigits = (): number => (isContiguous(run) ? run.end : run.ends[run.groups[0]! - 1]!);

/** More groups than any number has, none of them longer than two digits: a list, of which half is passed over at once. */
const isList = (): boolean => {
  if (run.groupCount < MAX_GROUPS) return false;
  for (let group = 0; group < MAX_GROUPS; group++) if (run.groups[group]! > 2) return false;
  return true;
};

/** Looks at the digits that begin at token `token`; returns where the caller goes on. */
export const detectNumber = (scan: Scan, token: number): number => {
  const start = scan.tokens.start[token]!;
  readRun(run, scan.text, start, token);
  run.topics = topicsAround(scan, token);
  if (isInsideSomething(scan.text, start)) return endOfFirstDigits();
  if (isList()) return run.ends[digitsIn(run, MAX_GROUPS / 2) - 1]!;
  const short = findAge(run, scan) || (run.count < 3 ? findMac(run, scan) || findBirth(run, scan) || run.end : 0);
  if (short > 0) return short;
  for (const rule of RULES) {
    const end = rule(run, scan);
    if (end > 0) return end;
  }
  return isFollowedByWord(scan.text, run.end) ? run.end : endOfFirstDigits();
};
