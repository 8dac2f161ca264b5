/** Outcomes and agreement in the words of the API: snake_case, four decimals. */
import { dropAbsent } from '../../call/facts.ts';
import type { Agreement } from './agreement.ts';
import type { OutcomeMetrics } from './tally.ts';

/** Four decimals: more would pretend that a few hundred outcomes know them. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const known = (value: number | undefined): number | undefined => (value === undefined ? undefined : rounded(value));

/** The metrics; what there was nothing to tell of is absent. */
export const viewOutcomeMetrics = (
  { count, incomparable, classification, regression, auc, text }: OutcomeMetrics,
  { labels }: { readonly labels: boolean },
) =>
  dropAbsent({
    count,
    incomparable: incomparable === 0 ? undefined : incomparable,
    classification:
      classification === undefined
        ? undefined
        : dropAbsent({
            count: classification.count,
            accuracy: rounded(classification.accuracy),
            macro_precision: known(classification.macro?.precision),
            macro_recall: known(classification.macro?.recall),
            macro_f1: known(classification.macro?.f1),
            labels: labels
              ? classification.labels?.map((one) => ({
                  label: one.label,
                  precision: rounded(one.precision),
                  recall: rounded(one.recall),
                  f1: rounded(one.f1),
                  support: one.support,
                }))
              : undefined,
          }),
    regression:
      regression === undefined
        ? undefined
        : {
            count: regression.count,
            rmse: rounded(regression.rmse),
            mae: rounded(regression.mae),
            bias: rounded(regression.bias),
          },
    auc: known(auc),
    text:
      text === undefined
        ? undefined
        : dropAbsent({
            count: text.count,
            exact_match: rounded(text.exactMatch),
            bleu: known(text.bleu),
            rouge_l: rounded(text.rougeL),
          }),
  });

/** How far an assessor and people agree. */
export const viewAgreement = ({ count, sameVerdict, kappa, correlation, meanDistance, inWords }: Agreement) => ({
  count,
  same_verdict: rounded(sameVerdict),
  kappa: known(kappa) ?? null,
  correlation: known(correlation) ?? null,
  mean_distance: rounded(meanDistance),
  in_words: inWords,
});
