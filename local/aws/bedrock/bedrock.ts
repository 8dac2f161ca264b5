/**
 * Amazon Bedrock's runtime for the local cloud: Converse only, answered by a stand-in that reads the request and answers the same to
 * the same. It is no model: where it is asked for JSON with scores it gives one for each dimension in the request, by how much of the
 * question comes back in the answer, so that what is built upon it can be tried without an account and without cost.
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
import { AwsError, notImplemented } from '../aws-error.ts';
import type { AwsRequest, AwsResponse, AwsService } from '../service.ts';
import { standInAnswer } from './stand-in.ts';

export const createBedrock = (): AwsService => ({
  signingName: 'bedrock',
  handle: async (request) => answer(() => converse(request)),
  close: async () => undefined,
});

const KNOWN_FIELDS = new Set(['messages', 'system', 'inferenceConfig']);

const converse = (request: AwsRequest): AwsResponse => {
  const input = parse(request.body.toString('utf8'));
  for (const field of Object.keys(input)) if (!KNOWN_FIELDS.has(field)) throw notImplemented(`Converse with ${field}`);
  const system = textsOf(input['system']);
  const messages = input['messages'];
  if (!Array.isArray(messages) || messages.length === 0) throw invalid('messages must hold at least one message');
  const user = messages.flatMap((message) => textsOf((message as { content?: unknown }).content));
  if (user.length === 0) throw invalid('a message must hold text');
  const text = standInAnswer(user.join('\n'));
  const [inputTokens, outputTokens] = [[...system, ...user].join('').length, text.length].map((n) => Math.ceil(n / 4));
  return json(200, {
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason: 'end_turn',
    usage: { inputTokens, outputTokens, totalTokens: inputTokens! + outputTokens! },
    metrics: { latencyMs: 1 },
  });
};

const parse = (body: string): Readonly<Record<string, unknown>> => {
  try {
    const input: unknown = JSON.parse(body);
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Record<string, unknown>;
  } catch {
    // Answered below, like any body that is not an object.
  }
  throw invalid('the body must be a JSON object');
};

const textsOf = (blocks: unknown): readonly string[] =>
  !Array.isArray(blocks)
    ? []
    : blocks.map((block) => {
        const { text } = block as { text?: unknown };
        if (typeof text !== 'string') throw notImplemented('Converse with content other than text');
        return text;
      });

const invalid = (message: string): AwsError => new AwsError({ code: 'ValidationException', message });

const answer = async (work: () => AwsResponse): Promise<AwsResponse> => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return json(error.status, { message: error.message }, { 'x-amzn-errortype': error.code });
  }
};

const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
