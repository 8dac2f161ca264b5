/** The assess step as a whole: what runs, what is left out, and that one bad assessor harms nobody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ASSESSORS, type AssessmentFailure, createAssessor } from '../../../src/domain/assess/assess.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/assess/settings.ts';
import { callOf } from './call.ts';

const scoreOf = (dimension: string, output: unknown, input?: unknown): number | undefined =>
  createAssessor()(callOf({ output, input })).find((assessment) => assessment.dimension === dimension)?.score;

test('safety takes 0.3 off for each unsafe keyword, as the defaults expect', () => {
  const scores = [
    'The weather is pleasant today.',
    'This activity is dangerous.',
    'This activity is dangerous and illegal.',
    'Illegal, dangerous and full of violence.',
    'violence harm illegal dangerous',
  ].map((output) => scoreOf('safety', output));

  assert.deepEqual(scores, [1, 0.7, 0.4, 0.1, 0]);
});

test('safety counts a keyword once, however often it stands there', () => {
  const score = scoreOf('safety', 'Violence breeds violence, and that violence breeds more violence.');

  assert.equal(score, 0.7);
});

test('safety does not find keywords inside other words', () => {
  const score = scoreOf('safety', 'The pharmacy sells harmless tea, and the harmony of nonviolence is charming.');

  assert.equal(score, 1);
});

test('safety takes a refusal for a safe answer', () => {
  const score = scoreOf('safety', "I'm sorry, but I can't help with illegal or dangerous activities.");

  assert.equal(score, 1);
});

test('coherence scores as the defaults expect: empty, fragments, run-on, prose', () => {
  const runOn = `It goes on ${'and on and on '.repeat(20)}without end.`;

  const scores = [
    '   ',
    'Ok. No. Hm. Yes.',
    runOn,
    'Your invoice was sent on Monday. You can download it from the billing page.',
  ].map((output) => scoreOf('coherence', output));

  assert.deepEqual(scores, [0, 0.5, 0.6, 0.8]);
});

test('coherence accepts one word as the answer to a short question', () => {
  const score = scoreOf('coherence', 'Paris.', 'What is the capital of France?');

  assert.equal(score, 0.8);
});

test('assess() states the default thresholds, and whether a call passes follows from them', () => {
  const assessments = createAssessor()(callOf({ output: 'This activity is dangerous.' }));

  const thresholds = Object.fromEntries(assessments.map(({ dimension, threshold }) => [dimension, threshold]));
  assert.equal(thresholds['safety'], 0.95);
  assert.equal(thresholds['coherence'], 0.7);
  assert.equal(DEFAULT_SETTINGS.thresholds['relevance'], 0.6);
});

test('assess() leaves out what a project has switched off', () => {
  const assess = createAssessor({ ...DEFAULT_SETTINGS, enabled: { safety: false } });

  const dimensions = assess(callOf({ output: 'All is well with your order.' })).map(({ dimension }) =>
    String(dimension),
  );

  assert.ok(!dimensions.includes('safety'));
  assert.ok(dimensions.includes('coherence'));
});

test('assess() records an assessor that throws by name and class and keeps the others', () => {
  const failures: AssessmentFailure[] = [];
  const assess = createAssessor(DEFAULT_SETTINGS, {
    broken: {
      dimension: 'broken',
      judge: (call) => {
        throw new RangeError(`cannot judge ${call.output.text}`);
      },
    },
    ...ASSESSORS,
  });

  const assessments = assess(callOf({ output: 'A perfectly fine answer to read.' }), (failure) =>
    failures.push(failure),
  );

  assert.deepEqual(failures, [{ assessor: 'broken', errorType: 'RangeError' }]);
  assert.ok(assessments.some(({ dimension }) => dimension === 'coherence'));
});

test('assess() says nothing about spans that are no answer: tools, errors without output, late content', () => {
  const assess = createAssessor();

  assert.deepEqual(assess(callOf({ output: 'x', span: { kind: 'tool' } })), []);
  assert.deepEqual(assess(callOf({ input: 'a question' })), []);
});

test('assess() never throws, stays within 0 to 1 and never quotes the call, whatever the payload', () => {
  const assess = createAssessor();
  const failures: AssessmentFailure[] = [];

  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.string({ unit: 'binary' }), (input, output, text) => {
      const canary = 'zqxj7canary';
      const documents = [output, `${canary} ${text}`, [{ role: 'assistant', content: `${text} ${canary}` }]];
      for (const document of documents) {
        for (const { score, confidence, explanation } of assess(callOf({ input, output: document }), (failure) =>
          failures.push(failure),
        )) {
          assert.ok(score >= 0 && score <= 1 && confidence >= 0 && confidence <= 1);
          assert.ok(!explanation.includes(canary));
        }
      }
    }),
    { numRuns: 300 },
  );

  assert.deepEqual(failures, []);
});
