/** How well each assessor tells its labelled cases apart, as a table in Markdown. */
import { ASSESSORS } from '../../src/domain/assess/assess.ts';
import { ASSESSOR_NAMES, DEFAULT_SETTINGS, thresholdOf } from '../../src/domain/assess/settings.ts';
import { type CaseResult, judgeCases } from '../../test/domain/assess/case-sets.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const row = ({ assessor, bad, fine, precision, recall }: CaseResult, unseen: CaseResult): string => {
  const { dimension } = ASSESSORS[assessor];
  const threshold = thresholdOf(DEFAULT_SETTINGS, dimension);
  const cells = [
    `\`${assessor}\``,
    `\`${dimension}\``,
    threshold === undefined ? 'none' : String(threshold),
    `${bad} + ${fine}`,
    percent(precision),
    percent(recall),
    `${unseen.bad} + ${unseen.fine}`,
    `${unseen.falseAlarms} of ${unseen.fine}`,
    percent(unseen.precision),
    percent(unseen.recall),
  ];
  return `| ${cells.join(' | ')} |`;
};

/** One row an assessor. */
export const assessorTable = (): string =>
  [
    '| Assessor | Dimension | Threshold | Own cases | Precision | Recall | Unseen cases | False alarms | Precision | Recall |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...ASSESSOR_NAMES.map((name) => row(judgeCases(name), judgeCases(name, 'unseen'))),
  ].join('\n');
