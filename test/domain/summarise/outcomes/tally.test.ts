/** Tallies of outcomes: any partition and order gives the same bytes, and each kind of truth its metrics. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addPair,
  agreementOf,
  mergeAgreement,
  NO_AGREEMENT,
} from '../../../../src/domain/summarise/outcomes/agreement.ts';
import { MAX_LABELS } from '../../../../src/domain/summarise/outcomes/confusion.ts';
import { tallyFromJson, tallyToJson } from '../../../../src/domain/summarise/outcomes/stored-tally.ts';
import {
  EMPTY_TALLY,
  mergeTallies,
  type Outcome,
  type OutcomeTally,
  outcomeMetrics,
  tallyAll,
} from '../../../../src/domain/summarise/outcomes/tally.ts';

/** One by one, in their order: what the tally of all at once is held to. */
const tallyOf = (outcomes: readonly Outcome[]): OutcomeTally =>
  outcomes.reduce((tally, outcome) => mergeTallies(tally, tallyAll([outcome])), EMPTY_TALLY);

const bytesOf = (tally: OutcomeTally): string => JSON.stringify(tallyToJson(tally));

const label = fc.integer({ min: 0, max: 260 }).map((n) => `label ${n}`);
const text = fc
  .array(fc.constantFrom('the', 'cat', 'sat', 'on', 'a', 'mat', 'dog'), { minLength: 20, maxLength: 40 })
  .map((all) => all.join(' '));
const arbitraryOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ expected: label, predicted: label }),
  fc.record({ expected: fc.boolean(), predicted: fc.boolean(), score: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    expected: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    predicted: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  }),
  fc.record({ expected: text, predicted: text }),
  fc.record({ expected: fc.constant(null) }),
);

test('tallies of any partition and order of the same outcomes are byte-identical', () => {
  fc.assert(
    fc.property(
      fc.array(arbitraryOutcome, { maxLength: 40 }),
      fc.array(fc.nat({ max: 2 }), { minLength: 40, maxLength: 40 }),
      (outcomes, parts) => {
        const partitions = [2, 0, 1].map((part) => tallyOf(outcomes.filter((_, at) => parts[at] === part).reverse()));

        assert.equal(bytesOf(partitions.reduce(mergeTallies)), bytesOf(tallyOf(outcomes)));
        assert.equal(bytesOf(tallyAll(outcomes)), bytesOf(tallyOf(outcomes)));
      },
    ),
  );
});

test('tallyFromJson() reads what tallyToJson() wrote', () => {
  fc.assert(
    fc.property(fc.array(arbitraryOutcome, { maxLength: 40 }), (outcomes) => {
      const stored = bytesOf(tallyOf(outcomes));

      assert.equal(bytesOf(tallyFromJson(JSON.parse(stored))), stored);
    }),
  );
});

test('labels compare whatever their case and the full stop that models add', () => {
  const metrics = outcomeMetrics(
    tallyOf([
      { expected: 'Refund', predicted: 'refund.' },
      { expected: 'refund', predicted: ' Billing ' },
    ]),
  );

  assert.equal(metrics.classification!.accuracy, 0.5);
  assert.deepEqual(
    metrics.classification!.labels!.map(({ label: name }) => name),
    ['billing', 'refund'],
  );
});

test('more labels than can be told apart still have an accuracy', () => {
  const outcomes = Array.from({ length: MAX_LABELS + 1 }, (_, n) => ({ expected: `label ${n}`, predicted: 'label 1' }));

  const metrics = outcomeMetrics(tallyOf(outcomes));

  assert.equal(metrics.classification!.accuracy, 1 / (MAX_LABELS + 1));
  assert.equal(metrics.classification!.macro, undefined);
});

test('numbers in the words of a model are read as numbers', () => {
  const metrics = outcomeMetrics(
    tallyOf([
      { expected: 42, predicted: '40.5 °C' },
      { expected: 1, predicted: 'no idea' },
    ]),
  );

  assert.equal(metrics.regression!.mae, 1.5);
  assert.equal(metrics.incomparable, 1);
});

test('long texts are compared by exact match, BLEU and ROUGE-L', () => {
  const truth = 'The parcel was sent on Monday from Hamburg and will arrive by Thursday at the latest.';
  const same = outcomeMetrics(tallyOf([{ expected: truth, predicted: truth.toLowerCase() }]));
  const other = outcomeMetrics(tallyOf([{ expected: truth, predicted: 'Bananas are yellow and rich in potassium.' }]));

  assert.equal(same.text!.exactMatch, 1);
  assert.equal(same.text!.rougeL, 1);
  assert.equal(other.text!.exactMatch, 0);
  assert.ok(other.text!.rougeL < 0.2);
  assert.equal(other.text!.bleu, 0);
});

test('scores with a binary truth give an area under the curve without any prediction', () => {
  const metrics = outcomeMetrics(
    tallyOf([
      { expected: true, score: 0.9 },
      { expected: false, score: 0.2 },
      { expected: 'yes', score: 0.2 },
    ]),
  );

  assert.equal(metrics.auc, 0.75);
  assert.equal(metrics.incomparable, 0);
});

test('outcomes without anything to compare are counted as such', () => {
  const metrics = outcomeMetrics(tallyOf([{ expected: null }, { expected: 'a' }]));

  assert.deepEqual(metrics, { count: 2, incomparable: 2 });
});

test('agreement adds up from parts and names what kappa means', () => {
  const pairs = Array.from({ length: 40 }, (_, n) => ({ assessor: n % 2, human: n % 8 === 0 ? 1 : n % 2 }));
  const tally = (some: typeof pairs) => some.reduce(addPair, NO_AGREEMENT);

  const whole = agreementOf(tally(pairs))!;
  const merged = agreementOf(mergeAgreement(tally(pairs.slice(17)), tally(pairs.slice(0, 17))))!;

  assert.deepEqual(merged, whole);
  assert.equal(whole.sameVerdict, 35 / 40);
  assert.equal(whole.inWords, 'substantial');
});

test('agreement of raters who never vary has no kappa and no correlation', () => {
  const tally = [1, 2, 3].reduce((sum) => addPair(sum, { assessor: 1, human: 1 }), NO_AGREEMENT);

  assert.deepEqual(agreementOf(tally), {
    count: 3,
    sameVerdict: 1,
    meanDistance: 0,
    inWords: 'one verdict throughout',
  });
});
