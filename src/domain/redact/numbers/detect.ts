/** What a run of digits is: the first rule that claims it wins, the most certain rules first. */
import type { Scan } from '../scan.ts';
import { findCard } from './card.ts';
import { findContextualNumber } from './contextual.ts';
import { findAge, findDate } from './dates.ts';
import { findIpv4 } from './ipv4.ts';
import { findNationalNumber } from './national.ts';
import { findPhone } from './phone.ts';
import { createRun, type DigitRun, isContiguous, isFollowedByWord, isInsideSomething, readRun } from './run.ts';
import { findSocialSecurity } from './social-security.ts';

/** A rule claims the run or its beginning and returns where it ends, or returns 0. */
type NumberRule = (run: DigitRun, scan: Scan) => number;

const RULES: readonly NumberRule[] = [
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

/** Looks at the digits that begin at token `token`; returns where the caller goes on. */
export const detectNumber = (scan: Scan, token: number): number => {
  const start = scan.tokens.start[token]!;
  readRun(run, scan.text, start, token);
  const age = findAge(run, scan);
  if (age > 0) return age;
  if (run.count < 3) return run.end;
  if (isInsideSomething(scan.text, start)) return endOfFirstDigits();
  for (const rule of RULES) {
    const end = rule(run, scan);
    if (end > 0) return end;
  }
  return isFollowedByWord(scan.text, run.end) ? run.end : endOfFirstDigits();
};
