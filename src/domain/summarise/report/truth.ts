/** What ground truth and people say of models and assessors, as tables of a report. */
import { estimateMean } from '../estimate.ts';
import { type Figures, partsOf } from '../figures.ts';
import { agreementOf } from '../outcomes/agreement.ts';
import { outcomeMetrics } from '../outcomes/tally.ts';
import { failedShare, meanScore } from '../scores.ts';
import type { Table } from './document.ts';
import { firstRows } from './first-rows.ts';
import { UNNAMED } from './tables.ts';

const MAX_ROWS = 12;

/** Outcomes by model and operation, the most first; undefined without any. */
export const outcomesTable = ({ outcomes }: Figures): Table | undefined => {
  if (outcomes.kept.size === 0) return undefined;
  const rows = [...outcomes.kept].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
  return withoutEmptyColumns({
    id: 'outcomes',
    title: 'Against what turned out to be right',
    columns: [
      { id: 'model', label: 'Model', unit: 'name' },
      { id: 'operation', label: 'Operation', unit: 'name' },
      { id: 'outcomes', label: 'Outcomes', unit: 'count' },
      { id: 'accuracy', label: 'Accuracy', unit: 'share' },
      { id: 'macro_f1', label: 'F1, macro', unit: 'score' },
      { id: 'auc', label: 'AUC', unit: 'score' },
      { id: 'rmse', label: 'RMSE', unit: 'number' },
      { id: 'exact_match', label: 'Exact match', unit: 'share' },
      { id: 'bleu', label: 'BLEU', unit: 'score' },
      { id: 'rouge_l', label: 'ROUGE-L', unit: 'score' },
    ],
    ...firstRows(rows, {
      most: MAX_ROWS,
      rowOf: ([key, tally]) => {
        const [model, operation] = partsOf(key);
        const { count, classification, regression, auc, text } = outcomeMetrics(tally);
        return [
          model || UNNAMED,
          operation || UNNAMED,
          count,
          classification?.accuracy ?? null,
          classification?.macro?.f1 ?? null,
          auc ?? null,
          regression?.rmse ?? null,
          text?.exactMatch ?? null,
          text?.bleu ?? null,
          text?.rougeL ?? null,
        ];
      },
    }),
  });
};

/** A classifier has no RMSE and a regression no accuracy: columns that say nothing of any row are left out. */
const withoutEmptyColumns = (table: Table): Table => {
  const isTold = table.columns.map((_, at) => table.rows.some((row) => row[at] !== null));
  return {
    ...table,
    columns: table.columns.filter((_, at) => isTold[at]),
    rows: table.rows.map((row) => row.filter((_, at) => isTold[at])),
  };
};

/** Scores that people and models gave after the call, and what those of picked calls say of all; undefined without any. */
export const judgedTable = ({ judged, estimated }: Figures): Table | undefined => {
  if (judged.kept.size === 0) return undefined;
  return withoutEmptyColumns({
    id: 'judged',
    title: 'Judged after the call',
    columns: [
      { id: 'dimension', label: 'Dimension', unit: 'name' },
      { id: 'by', label: 'By', unit: 'name' },
      { id: 'scored', label: 'Scored', unit: 'count' },
      { id: 'mean', label: 'Mean', unit: 'score' },
      { id: 'below_threshold_share', label: 'Below threshold', unit: 'share' },
      { id: 'all_mean_low', label: 'Mean of all calls, from', unit: 'score' },
      { id: 'all_mean_high', label: 'to', unit: 'score' },
      { id: 'all_below_low', label: 'Below threshold of all, from', unit: 'share' },
      { id: 'all_below_high', label: 'to', unit: 'share' },
    ],
    ...firstRows(
      [...judged.kept].sort(([a], [b]) => (a < b ? -1 : 1)),
      {
        most: MAX_ROWS,
        ...(estimated.kept.size === 0
          ? {}
          : { note: 'Of all calls, estimated from those picked by chance: true in 95 of 100 cases' }),
        rowOf: ([key, scores]) => {
          const all = estimated.kept.get(key);
          const mean = all && estimateMean(all.score);
          const below = all && estimateMean(all.failed);
          return [
            ...(partsOf(key) as [string, string]),
            scores.count,
            meanScore(scores) ?? null,
            failedShare(scores) ?? null,
            mean?.low ?? null,
            mean?.high ?? null,
            below?.low ?? null,
            below?.high ?? null,
          ];
        },
      },
    ),
  });
};

/** How far assessors judge as people do; undefined where nobody judged the same calls. */
export const agreementTable = ({ agreement }: Figures): Table | undefined => {
  const rows = [...agreement.kept]
    .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
    .flatMap(([key, tally]) => {
      const found = agreementOf(tally);
      const [dimension = '', assessor = ''] = partsOf(key);
      return found === undefined ? [] : [{ dimension, assessor, ...found }];
    });
  return rows.length === 0
    ? undefined
    : {
        id: 'agreement',
        title: 'Assessors against people',
        columns: [
          { id: 'dimension', label: 'Dimension', unit: 'name' },
          { id: 'assessor', label: 'Assessor', unit: 'name' },
          { id: 'calls', label: 'Calls scored by both', unit: 'count' },
          { id: 'same_verdict', label: 'Same verdict', unit: 'share' },
          { id: 'kappa', label: "Cohen's kappa", unit: 'score' },
          { id: 'correlation', label: 'Correlation', unit: 'score' },
          { id: 'in_words', label: 'In words', unit: 'name' },
        ],
        ...firstRows(rows, {
          most: MAX_ROWS,
          rowOf: (row) => [
            row.dimension,
            row.assessor,
            row.count,
            row.sameVerdict,
            row.kappa ?? null,
            row.correlation ?? null,
            row.inWords,
          ],
        }),
      };
};
