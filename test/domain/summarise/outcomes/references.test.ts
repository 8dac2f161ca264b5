/** Formulas against the values that their authors or their reference implementations publish. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPair, agreementOf, NO_AGREEMENT } from '../../../../src/domain/summarise/outcomes/agreement.ts';
import { bleu, bleuCounts, mergeBleu } from '../../../../src/domain/summarise/outcomes/bleu.ts';
import {
  addPrediction,
  type Confusion,
  classificationMetrics,
  cohensKappa,
  EMPTY_CONFUSION,
} from '../../../../src/domain/summarise/outcomes/confusion.ts';
import { addError, NO_ERRORS, regressionMetrics } from '../../../../src/domain/summarise/outcomes/errors.ts';
import { rougeL } from '../../../../src/domain/summarise/outcomes/rouge.ts';
import { addScored, areaUnderCurve, EMPTY_SEPARATION } from '../../../../src/domain/summarise/outcomes/separation.ts';
import { normaliseAnswer } from '../../../../src/domain/summarise/outcomes/tokens.ts';

const near = (actual: number | undefined, expected: number, tolerance = 1e-9): void => {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`);
};

const confusionOf = (expected: readonly unknown[], predicted: readonly unknown[]): Confusion =>
  expected.reduce<Confusion>(
    (table, label, at) => addPrediction(table, String(label), String(predicted[at])),
    EMPTY_CONFUSION,
  );

const words = (text: string): readonly string[] => text.split(' ');

// https://scikit-learn.org/stable/modules/generated/sklearn.metrics.f1_score.html
// https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_recall_fscore_support.html
test('precision, recall and F1 are those of the examples of scikit-learn', () => {
  const metrics = classificationMetrics(confusionOf([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1]))!;

  near(metrics.accuracy, 1 / 3);
  near(metrics.macro!.f1, 0.26666666666666666);
  near(metrics.macro!.precision, 0.2222222222222222);
  near(metrics.macro!.recall, 0.3333333333333333);
  assert.deepEqual(
    metrics.labels!.map(({ f1, support }) => [Math.round(f1 * 100) / 100, support]),
    [
      [0.8, 2],
      [0, 2],
      [0, 2],
    ],
  );
});

// https://scikit-learn.org/stable/modules/generated/sklearn.metrics.roc_auc_score.html
test('the area under the curve is that of the example of scikit-learn', () => {
  const scores = [0.1, 0.4, 0.35, 0.8];
  const separation = [0, 0, 1, 1].reduce(
    (sum, label, at) => addScored(sum, scores[at]!, label === 1),
    EMPTY_SEPARATION,
  );

  near(areaUnderCurve(separation), 0.75);
});

// https://scikit-learn.org/stable/modules/generated/sklearn.metrics.mean_squared_error.html (MSE 0.375)
// https://scikit-learn.org/stable/modules/generated/sklearn.metrics.mean_absolute_error.html (MAE 0.5)
test('RMSE and MAE are those of the examples of scikit-learn', () => {
  const predicted = [2.5, 0, 2, 8];
  const sums = [3, -0.5, 2, 7].reduce((total, expected, at) => addError(total, expected, predicted[at]!), NO_ERRORS);

  const metrics = regressionMetrics(sums)!;

  near(metrics.rmse, Math.sqrt(0.375));
  near(metrics.mae, 0.5);
  near(metrics.bias, 0.25);
});

// https://scikit-learn.org/stable/modules/generated/sklearn.metrics.cohen_kappa_score.html
// https://en.wikipedia.org/wiki/Cohen%27s_kappa (20, 5, 10, 15 give 0.4)
test("Cohen's kappa is that of scikit-learn's example and of the textbook's", () => {
  const sklearn = confusionOf(
    ['negative', 'positive', 'negative', 'neutral', 'positive'],
    ['negative', 'positive', 'negative', 'neutral', 'negative'],
  );
  const textbook: Confusion = {
    count: 50,
    correct: 35,
    cells: new Map([
      [
        'yes',
        new Map([
          ['yes', 20],
          ['no', 5],
        ]),
      ],
      [
        'no',
        new Map([
          ['yes', 10],
          ['no', 15],
        ]),
      ],
    ]),
  };

  near(cohensKappa(sklearn), 0.6875);
  near(cohensKappa(textbook), 0.4);
});

const MILITARY = [
  'It is a guide to action that ensures that the military will forever heed Party commands',
  'It is the guiding principle which guarantees the military forces always being under the command of the Party',
  'It is the practical guide for the army always to heed the directions of the party',
].map(words);
const HYPOTHESIS = words(
  'It is a guide to action which ensures that the military always obeys the commands of the party',
);

// Papineni and others 2002, section 2.1, examples 1 and 2 (https://aclanthology.org/P02-1040/)
test('BLEU clips runs as in the examples of its paper', () => {
  const lower = (tokens: readonly string[]): readonly string[] => tokens.map((token) => token.toLowerCase());
  const references = MILITARY.map(lower);
  const first = bleuCounts(lower(HYPOTHESIS), references);
  const second = bleuCounts(
    words('it is to insure the troops forever hearing the activity guidebook that party direct'),
    references,
  );
  const third = bleuCounts(words('the the the the the the the'), [
    words('the cat is on the mat'),
    words('there is a cat on the mat'),
  ]);

  assert.deepEqual([first.matches[0], first.totals[0]], [17, 18]);
  assert.deepEqual([first.matches[1], first.totals[1]], [10, 17]);
  assert.deepEqual([second.matches[0], second.totals[0]], [8, 14]);
  assert.deepEqual([second.matches[1], second.totals[1]], [1, 13]);
  assert.deepEqual([third.matches[0], third.totals[0]], [2, 7]);
});

// https://www.nltk.org/api/nltk.translate.bleu_score.html (sentence_bleu 0.5045…, corpus_bleu 0.5920…)
test('BLEU of a sentence and of a corpus are those of the examples of NLTK', () => {
  const other = bleuCounts(words('he read the book because he was interested in world history'), [
    words('he was interested in world history because he read the book'),
  ]);
  const first = bleuCounts(HYPOTHESIS, MILITARY);

  near(bleu(first), 0.5045666840058485, 1e-12);
  near(bleu(mergeBleu(first, other)), 0.5920778868801042, 1e-12);
});

// Lin 2004, section 3.1 (https://aclanthology.org/W04-1013/)
test('ROUGE-L is that of the examples of its paper', () => {
  const reference = words('police killed the gunman');

  near(rougeL(words('police kill the gunman'), reference), 0.75);
  near(rougeL(words('the gunman kill police'), reference), 0.5);
  near(rougeL(words('the gunman police killed'), reference), 0.5);
});

// The evaluation script of SQuAD: lower case, no punctuation, no articles, single spaces.
test('exact match compares answers as SQuAD does', () => {
  assert.equal(normaliseAnswer('The  Eiffel-Tower.'), 'eiffeltower');
  assert.equal(normaliseAnswer('an apple, a pear'), 'apple pear');
});

// https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.pearsonr.html: x 1…7, y 10, 9, 2.5, 6, 4, 3, 2 → -0.8285038835884279
test("Pearson's correlation is that of the example of SciPy", () => {
  const ys = [10, 9, 2.5, 6, 4, 3, 2];
  const tally = [1, 2, 3, 4, 5, 6, 7].reduce(
    (sum, x, at) => addPair(sum, { assessor: x / 10, human: ys[at]! / 10 }),
    NO_AGREEMENT,
  );

  near(agreementOf(tally)!.correlation, -0.8285038835884279, 1e-12);
});
