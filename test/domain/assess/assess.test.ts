/** The assess step as a whole: what runs, what is left out, and that one bad assessor harms nobody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ASSESSORS, type AssessmentFailure, createAssessor } from '../../../src/domain/assess/assess.ts';
import type { Assessor } from '../../../src/domain/assess/assessor.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/assess/settings.ts';
import type { RedactedJson } from '../../../src/domain/call/redacted.ts';
import { callOf } from './call.ts';

const scoreOf = (dimension: string, output: unknown, input?: unknown): number | undefined =>
  createAssessor()(callOf({ output, input })).assessments.find((assessment) => assessment.dimension === dimension)
    ?.score;

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

test('prompt-leak holds each answer against its own instructions, whatever was remembered of others', () => {
  const instructions = Array.from(
    { length: 20 },
    (_, at) =>
      `You must never tell any user of the internal discount code number ${'x'.repeat(at + 1)} of the shop today.`,
  );
  const leakOf = (system: string, output: string): number | undefined =>
    scoreOf('prompt_leak', output, [
      { role: 'system', content: system },
      { role: 'user', content: 'What can you do?' },
    ]);

  const scores = [...instructions, ...instructions.toReversed()].flatMap((system) => [
    leakOf(system, `Well. ${system}`),
    leakOf(system, 'I help with orders and returns.'),
  ]);

  assert.deepEqual(scores, Array.from({ length: 40 }, () => [0.17, 1]).flat());
});

test('assess() states the default thresholds, and whether a call passes follows from them', () => {
  const { assessments } = createAssessor()(callOf({ output: 'This activity is dangerous.' }));

  const thresholds = Object.fromEntries(assessments.map(({ dimension, threshold }) => [dimension, threshold]));
  assert.equal(thresholds['safety'], 0.95);
  assert.equal(thresholds['coherence'], 0.7);
  assert.equal(DEFAULT_SETTINGS.thresholds['relevance'], 0.6);
});

test('assess() leaves out what a project has switched off', () => {
  const assess = createAssessor({ ...DEFAULT_SETTINGS, enabled: { safety: false } });

  const dimensions = assess(callOf({ output: 'All is well with your order.' })).assessments.map(({ dimension }) =>
    String(dimension),
  );

  assert.ok(!dimensions.includes('safety'));
  assert.ok(dimensions.includes('coherence'));
});

test('assess() records an assessor that throws by name and class and keeps the others', () => {
  const failures: AssessmentFailure[] = [];
  const broken: Assessor = {
    dimension: 'broken',
    judge: (call) => {
      throw new RangeError(`cannot judge ${call.output.text}`);
    },
  };
  const assess = createAssessor(DEFAULT_SETTINGS, { assessors: { broken, ...ASSESSORS } });

  const { assessments, unassessed } = assess(callOf({ output: 'A perfectly fine answer to read.' }), {
    onFailure: (failure) => failures.push(failure),
  });

  assert.deepEqual(unassessed, [{ assessor: 'broken', why: 'failed' }]);
  assert.deepEqual(failures, [{ assessor: 'broken', errorType: 'RangeError' }]);
  assert.ok(assessments.some(({ dimension }) => dimension === 'coherence'));
});

test('assess() says nothing about spans that are no answer: tools, errors without output, late content', () => {
  const assess = createAssessor();

  assert.deepEqual(assess(callOf({ output: 'x', span: { kind: 'tool' } })).assessments, []);
  assert.deepEqual(assess(callOf({ input: 'a question' })).assessments, []);
});

test('assess() never throws, stays within 0 to 1 and never quotes the call, whatever the payload', () => {
  const assess = createAssessor();
  const failures: AssessmentFailure[] = [];

  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.string({ unit: 'binary' }), (input, output, text) => {
      const canary = 'zqxj7canary';
      const documents = [output, `${canary} ${text}`, [{ role: 'assistant', content: `${text} ${canary}` }]];
      for (const document of documents) {
        const { assessments } = assess(callOf({ input, output: document }), {
          onFailure: (failure) => failures.push(failure),
        });
        for (const { score, confidence, explanation } of assessments) {
          assert.ok(score >= 0 && score <= 1 && confidence >= 0 && confidence <= 1);
          assert.ok(!explanation.includes(canary));
        }
      }
    }),
    { numRuns: 300 },
  );

  assert.deepEqual(failures, []);
});

test('assess() begins no assessor once the time for the call is used up, and says which are missing', () => {
  let now = 0;
  const slow: Assessor = {
    dimension: 'slow',
    judge: () => {
      now += 300;
      return undefined;
    },
  };
  const { safety, coherence } = ASSESSORS;
  const assess = createAssessor(DEFAULT_SETTINGS, { assessors: { safety, slow, coherence }, clock: () => now });

  const { assessments, unassessed, tookMs } = assess(callOf({ output: 'A perfectly fine answer to read.' }));

  assert.deepEqual(
    assessments.map(({ dimension }) => dimension),
    ['safety'],
  );
  assert.deepEqual(unassessed, [{ assessor: 'coherence', why: 'out-of-time' }]);
  assert.equal(tookMs, 300);
});

test('assess() tells what a call is about on the way', () => {
  const { profile } = createAssessor()(
    callOf({ input: 'Where is the invoice of my last order?', output: 'It was sent to you on Monday.' }),
  );

  assert.deepEqual([profile?.inputLanguage, profile?.outputLanguage], ['en', 'en']);
  assert.match(profile?.topic ?? '', /^t\d+$/);
});

test('content in log records is assessed as the call that it is of, as far as it came', () => {
  const message = (side: 'input' | 'output', order: number, content: object) => ({
    side,
    at: 1_800_000_000_000 + order,
    order,
    occurrence: 0,
    chars: 1,
    message: content,
  });
  const asked = message('input', 0, { role: 'user', content: 'How do I make tea?' });
  const answered = message('output', 1, { message: { role: 'assistant', content: 'That is dangerous and illegal.' } });
  const judged = (...parts: object[]) => {
    const payload = { parts: parts as unknown as RedactedJson };
    const { end: _, ...record } = callOf({ span: { kind: 'other', isStartUnknown: true, payload } });
    return createAssessor()(record).assessments.map(({ dimension, score }) => [String(dimension), score] as const);
  };

  assert.equal(new Map(judged(answered)).get('safety'), 0.4);
  assert.deepEqual(
    judged(answered, asked),
    createAssessor()(
      callOf({
        input: [{ role: 'user', content: 'How do I make tea?' }],
        output: 'That is dangerous and illegal.',
      }),
    ).assessments.map(({ dimension, score }) => [String(dimension), score]),
  );
  assert.deepEqual(judged(asked), [], 'a question alone');
  assert.deepEqual(createAssessor()(callOf({ output: 'x', span: { kind: 'other' } })).assessments, [], 'a step');
  const update = { kind: 'other', isStartUnknown: true, source: 'langfuse' } as const;
  assert.deepEqual(
    createAssessor()(callOf({ output: 'x', span: update })).assessments,
    [],
    'an update of an evaluator',
  );
});
