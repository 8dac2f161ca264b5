/** Judgements over OTLP: evaluation events and annotations, and what their names and numbers mean. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Judgement,
  judge,
  type StatedJudgement,
} from '../../../../src/domain/otlp/dialects/judgements/judgement.ts';
import { logsRequest, read, SPAN_ID, TRACE_ID, tracesRequest } from '../requests.ts';

const stated = (fields: Partial<StatedJudgement>): StatedJudgement => ({
  name: 'quality',
  assessorType: 'automated',
  ...fields,
});

const MEANINGS: readonly (readonly [StatedJudgement, Judgement])[] = [
  [stated({ name: 'user-feedback', value: 1, assessorType: 'human' }), { is: 'feedback', type: 'thumbs_up' }],
  [
    stated({ name: 'user-feedback', value: 0, explanation: 'wrong' }),
    { is: 'feedback', type: 'thumbs_down', comment: 'wrong' },
  ],
  [stated({ name: 'thumbs', label: 'down' }), { is: 'feedback', type: 'thumbs_down' }],
  [stated({ name: 'anything', label: 'thumbs_up' }), { is: 'feedback', type: 'thumbs_up' }],
  [stated({ name: 'csat', value: 4 }), { is: 'feedback', type: 'rating', rating: 4 }],
  [
    stated({ name: 'note', explanation: 'nice', assessorType: 'human' }),
    { is: 'feedback', type: 'comment', comment: 'nice' },
  ],
  [stated({ name: 'Answer Relevancy', value: 0.8 }), { is: 'assessment', dimension: 'answer_relevancy', score: 0.8 }],
  [stated({ name: 'isCorrect', label: 'pass' }), { is: 'assessment', dimension: 'is_correct', score: 1 }],
  [stated({ name: 'relevance', value: 4 }), { is: 'assessment', dimension: 'relevance', score: 0.75 }],
  [stated({ name: 'relevance', value: 8 }), { is: 'assessment', dimension: 'relevance', score: 0.8 }],
  [stated({ name: 'relevance', value: 85 }), { is: 'assessment', dimension: 'relevance', score: 0.85 }],
  [stated({ name: 'tone', label: 'ironic' }), { is: 'assessment', dimension: 'tone' }],
  [stated({ name: 'perplexity', value: -3 }), { is: 'assessment', dimension: 'perplexity' }],
];

for (const [judgement, meaning] of MEANINGS) {
  const { name, value, label } = judgement;
  test(`judge() makes of ${name} ${value ?? label ?? 'with words alone'}: ${JSON.stringify(meaning)}`, () => {
    assert.deepEqual(judge(judgement), meaning);
  });
}

test('decodeRequest() points an evaluation in a span’s event to that span', () => {
  const { judgements, spans } = read(
    tracesRequest({
      events: [
        {
          name: 'gen_ai.evaluation.result',
          attributes: { 'gen_ai.evaluation.name': 'safety', 'gen_ai.evaluation.score.value': 0.9 },
        },
      ],
    }),
    'traces',
  );

  assert.equal(spans.length, 1);
  assert.deepEqual(
    judgements.map(({ target, meaning }) => [target, meaning]),
    [
      [
        { by: 'span', traceId: TRACE_ID, spanId: SPAN_ID },
        { is: 'assessment', dimension: 'safety', score: 0.9 },
      ],
    ],
  );
});

test('decodeRequest() points an evaluation in a log to its response where it stands in no span', () => {
  const { judgements, ignored } = read(
    logsRequest(
      {
        eventName: 'gen_ai.evaluation.result',
        attributes: { 'gen_ai.evaluation.name': 'safety', 'gen_ai.response.id': 'chatcmpl-1' },
      },
      { eventName: 'gen_ai.evaluation.result', attributes: { 'gen_ai.evaluation.name': 'about nothing' } },
    ),
    'logs',
  );

  assert.deepEqual(
    judgements.map(({ target }) => target),
    [{ by: 'response', value: 'chatcmpl-1' }],
  );
  assert.equal(ignored, 1);
});

test('decodeRequest() reads annotations of a span, its trace and its session', () => {
  const { judgements, spans } = read(
    tracesRequest({
      attributes: {
        'openinference.span.kind': 'LLM',
        'session.id': 's-1',
        'annotations.0.annotation.name': 'helpfulness',
        'annotations.0.annotation.score': 1,
        'annotations.0.annotation.annotator_kind': 'LLM',
        'trace.annotations.0.annotation.name': 'resolved',
        'session.evaluations.3.evaluation.name': 'frustration',
        'session.evaluations.3.evaluation.score': 0.2,
      },
    }),
    'traces',
  );

  assert.equal(spans.length, 1);
  assert.deepEqual(
    judgements.map(({ name, target, assessorType }) => [name, target.by, assessorType]),
    [
      ['helpfulness', 'span', 'model'],
      ['resolved', 'trace', 'automated'],
      ['frustration', 'session', 'automated'],
    ],
  );
});

test('decodeRequest() keeps no span that only carries annotations of another', () => {
  const target = { traceId: '11111111111111111111111111111111', spanId: '2222222222222222' };

  const { judgements, spans } = read(
    tracesRequest({ links: [target], attributes: { 'annotations.0.annotation.name': 'ok' } }),
    'traces',
  );

  assert.deepEqual(spans, []);
  assert.deepEqual(
    judgements.map((judgement) => judgement.target),
    [{ by: 'span', ...target }],
  );
});

test('decodeRequest() gives a judgement that comes twice the same seed', () => {
  const body = tracesRequest({
    attributes: { 'annotations.0.annotation.name': 'ok', 'annotations.0.annotation.score': 1 },
  });

  assert.equal(read(body, 'traces').judgements[0]?.seed, read(body, 'traces').judgements[0]?.seed);
});
