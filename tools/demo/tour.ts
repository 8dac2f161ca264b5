/** What can be asked once the day is over: each stop is a question, the request that answers it, and the answer. */
import { type Row, table, waterfall } from './pictures.ts';
import type { Service } from './service.ts';

export interface TourOptions {
  readonly service: Service;
  /** When the day began; nothing older is shown. */
  readonly since: Date;
  readonly print: (text: string) => void;
}

/** Walks through the questions. */
export const takeTour = async ({ service, since, print }: TourOptions): Promise<void> => {
  const from = encodeURIComponent(since.toISOString());
  const stop = async (question: string, path: string, show: (answer: Answer) => string): Promise<Answer> => {
    const answer = await service.request(path);
    print(`\n── ${question}\n   GET ${decodeURIComponent(path)}\n\n${show(answer)}`);
    return answer;
  };

  await stop(
    'Which calls cost most?',
    `/v1/interactions?from=${from}&min_cost_usd=0.00001&limit=200`,
    ({ interactions }) => table([...interactions].sort((a: Row, b: Row) => usdOf(b) - usdOf(a)).slice(0, 5)),
  );
  await stop('Which were slow?', `/v1/interactions?from=${from}&min_latency_ms=2000&limit=5`, ({ interactions }) =>
    table(interactions),
  );
  await stop('Which failed?', `/v1/interactions?from=${from}&status=error&limit=5`, ({ interactions }) =>
    table(interactions),
  );
  const negative = await stop(
    'What did people not like? (Whatever personal data they wrote is redacted.)',
    '/v1/feedback/negative?limit=4',
    ({ feedback }) => feedback.map(opinion).join('\n'),
  );

  const disliked = negative['feedback'].find((one: Row) => one['interaction_id'] !== undefined);
  if (disliked) {
    await stop(
      'What exactly was said in the call that the first of them is about?',
      `/v1/interactions/${disliked.interaction_id}`,
      (call) => conversation(call),
    );
  }

  const refunds = await service.request(`/v1/interactions?from=${from}&user_id=customer-17&limit=10`);
  const lastOfRefund = refunds.interactions[0];
  if (lastOfRefund) {
    await stop(
      'What happened, step by step, when customer-17 asked for a refund? (One agent asked another.)',
      `/v1/traces/${lastOfRefund.trace_id}`,
      (trace) => waterfall(trace.spans, trace.totals),
    );
  }

  await stop(
    'What became of the card number and the address in the first question of customer-402?',
    `/v1/interactions?from=${from}&correlation_id=report-402-1&limit=1`,
    ({ interactions }) => table(interactions),
  ).then(async ({ interactions }) => {
    if (interactions.length === 0) return;
    const { input, redactions } = await service.request(`/v1/interactions/${interactions[0].interaction_id}`);
    const asked = input.findLast(({ role }: Row) => role === 'user');
    print(`\n   kept: ${asked.content}\n   ${JSON.stringify(redactions)}`);
  });

  await stop('What do people think on the whole?', '/v1/feedback/summary?days=1', (summary) =>
    JSON.stringify(summary, null, 2),
  );
  await stop(
    'And this hour so far, for the business?',
    `/v1/summaries/hour/${new Date().toISOString()}?audience=business&format=markdown`,
    String,
  );
};

// biome-ignore lint/suspicious/noExplicitAny: answers of every route, as they come.
type Answer = any;

const usdOf = ({ cost }: Row): number => cost?.usd ?? 0;

const opinion = ({ feedback_type, rating, comment }: Row): string =>
  `   ${String(feedback_type).padEnd(12)} ${rating === null ? ' ' : rating}  ${comment ?? ''}`;

const conversation = ({ input, output, error, model, cost, assessments = [] }: Row): string => {
  const said = [...(Array.isArray(input) ? input : []), ...(Array.isArray(output) ? output : [])].map(
    ({ role, content }: Row) => `   ${String(role).padEnd(10)}${indent(content)}`,
  );
  const failed = assessments.filter(({ passed }: Row) => passed === false).map(({ dimension }: Row) => dimension);
  return [
    ...said,
    ...(error ? [`   ${'error'.padEnd(10)}${error.http_status ?? ''} ${error.type}: ${error.message ?? ''}`] : []),
    `   ${'model'.padEnd(10)}${model}, ${cost?.usd === undefined ? 'unpriced' : `$${cost.usd}`}`,
    ...(failed.length > 0 ? [`   ${'doubted'.padEnd(10)}${failed.join(', ')}`] : []),
  ].join('\n');
};

const indent = (content: unknown): string =>
  (typeof content === 'string' ? content : JSON.stringify(content)).replaceAll('\n', `\n${' '.repeat(13)}`);
