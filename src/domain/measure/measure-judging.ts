/** What judging calls by a model is measured by. */
import { type NanoUsd, toUsd } from '../call/units.ts';
import { writeLines } from './emf.ts';
import type { MeasureSettings } from './measure.ts';

interface Judged {
  readonly outcome: 'judged' | 'unreadable' | 'skipped';
  readonly costNanoUsd?: NanoUsd;
}

/** The line of one batch; undefined when nothing happened. */
export const measureJudging = (
  judged: readonly Judged[],
  failures: number,
  settings: Pick<MeasureSettings, 'namespace' | 'at'>,
): string | undefined => {
  const count = (outcome: Judged['outcome']): number => judged.filter((one) => one.outcome === outcome).length;
  const [line] = writeLines({
    ...settings,
    names: {},
    directives: [
      {
        dimensions: [[]],
        measured: {
          JudgedCalls: count('judged'),
          JudgeSkipped: count('skipped'),
          JudgeFailures: count('unreadable') + failures,
          JudgeCostUsd: toUsd(judged.reduce((sum, { costNanoUsd = 0 }) => sum + costNanoUsd, 0)),
        },
      },
    ],
  });
  return line;
};
