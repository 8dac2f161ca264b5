/** Outcomes and agreement as values that add up, so that roll-ups hold them and days give weeks. */
import type { JsonObject } from '../../call/json.ts';
import { counter, type Mergeable, record } from '../mergeable.ts';
import { type AgreementTally, mergeAgreement, NO_AGREEMENT } from './agreement.ts';
import { type Confusion, mergeConfusions } from './confusion.ts';
import { tallyFromJson, tallyToJson } from './stored-tally.ts';
import { EMPTY_TALLY, mergeTallies, type OutcomeTally } from './tally.ts';

/** Outcomes of one model and operation. */
export const outcomesOf: Mergeable<OutcomeTally> = {
  zero: () => EMPTY_TALLY,
  absorb: mergeTallies,
  encode: (tally) => (tally.count === 0 ? undefined : tallyToJson(tally)),
  decode: (json) => tallyFromJson(json as JsonObject),
};

/** The sums behind an agreement; the verdicts of two raters are pass or fail, so four counts hold them. */
const SUMS = record({
  count: counter,
  sumA: counter,
  sumB: counter,
  sumAA: counter,
  sumBB: counter,
  sumAB: counter,
  distance: counter,
  bothPass: counter,
  bothFail: counter,
  humanPasses: counter,
  assessorPasses: counter,
});

const VERDICTS = { pass: 'pass', fail: 'fail' } as const;

/** How far an assessor and people agree, on one dimension. */
export const agreementsOf: Mergeable<AgreementTally> = {
  zero: () => NO_AGREEMENT,
  absorb: mergeAgreement,
  encode: ({ verdicts, ...sums }) => {
    const cell = (human: string, assessor: string): number => verdicts.cells?.get(human)?.get(assessor) ?? 0;
    return SUMS.encode({
      ...sums,
      bothPass: cell(VERDICTS.pass, VERDICTS.pass),
      bothFail: cell(VERDICTS.fail, VERDICTS.fail),
      humanPasses: cell(VERDICTS.pass, VERDICTS.fail),
      assessorPasses: cell(VERDICTS.fail, VERDICTS.pass),
    });
  },
  decode: (json) => {
    const { bothPass, bothFail, humanPasses, assessorPasses, ...sums } = SUMS.decode(json);
    const cell = (human: string, assessor: string, times: number): Confusion =>
      times === 0
        ? { count: 0, correct: 0, cells: new Map() }
        : {
            count: times,
            correct: human === assessor ? times : 0,
            cells: new Map([[human, new Map([[assessor, times]])]]),
          };
    return {
      ...sums,
      verdicts: [
        cell(VERDICTS.pass, VERDICTS.pass, bothPass),
        cell(VERDICTS.fail, VERDICTS.fail, bothFail),
        cell(VERDICTS.pass, VERDICTS.fail, humanPasses),
        cell(VERDICTS.fail, VERDICTS.pass, assessorPasses),
      ].reduce(mergeConfusions),
    };
  },
};
