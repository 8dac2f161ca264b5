/** The batch that is timed: what an SDK with default settings sends when it is busy, 512 calls with prompts of 2–8 KB. */
import { messageType } from '../../test/domain/otlp/wire/descriptor.ts';

/** OpenTelemetry's default batch. @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
export const SPANS = 512;

const SENTENCE = 'The customer asks for a refund of order 4711, dated 3 May; größer als gedacht. ';

const textOf = (length: number): string => SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length);

const attribute = (key: string, value: object) => ({ key, value });

const span = (index: number) => ({
  traceId: Buffer.from((index >> 3).toString(16).padStart(32, 'a'), 'hex'),
  spanId: Buffer.from((index + 1).toString(16).padStart(16, '0'), 'hex'),
  parentSpanId: Buffer.alloc(8, 9),
  name: 'chat gpt-4o-mini',
  kind: 3,
  startTimeUnixNano: '1795225240460489323',
  endTimeUnixNano: '1795225241460489323',
  attributes: [
    attribute('gen_ai.operation.name', { stringValue: 'chat' }),
    attribute('gen_ai.provider.name', { stringValue: 'openai' }),
    attribute('gen_ai.request.model', { stringValue: 'gpt-4o-mini' }),
    attribute('gen_ai.response.model', { stringValue: 'gpt-4o-mini-2024-07-18' }),
    attribute('gen_ai.response.id', { stringValue: `chatcmpl-${index}` }),
    attribute('gen_ai.response.finish_reasons', { arrayValue: { values: [{ stringValue: 'stop' }] } }),
    attribute('gen_ai.request.temperature', { doubleValue: 0.2 }),
    attribute('gen_ai.request.max_tokens', { intValue: '500' }),
    attribute('gen_ai.usage.input_tokens', { intValue: String(1000 + index) }),
    attribute('gen_ai.usage.output_tokens', { intValue: '250' }),
    attribute('gen_ai.usage.cache_read.input_tokens', { intValue: '128' }),
    attribute('server.address', { stringValue: 'api.openai.com' }),
    attribute('server.port', { intValue: '443' }),
    attribute('user.id', { stringValue: `user-${index % 50}` }),
    attribute('session.id', { stringValue: `session-${index % 20}` }),
    attribute('gen_ai.input.messages', {
      stringValue: JSON.stringify([
        { role: 'system', parts: [{ type: 'text', content: textOf(500) }] },
        { role: 'user', parts: [{ type: 'text', content: textOf(1500 + ((index * 37) % 6000)) }] },
      ]),
    }),
    attribute('gen_ai.output.messages', {
      stringValue: JSON.stringify([
        {
          role: 'assistant',
          parts: [{ type: 'text', content: textOf(500 + ((index * 13) % 2500)) }],
          finish_reason: 'stop',
        },
      ]),
    }),
  ],
});

const request = () => ({
  resourceSpans: [
    {
      resource: { attributes: [attribute('service.name', { stringValue: 'help-desk' })] },
      scopeSpans: [{ scope: { name: 'bench' }, spans: Array.from({ length: SPANS }, (_, index) => span(index)) }],
    },
  ],
});

/** The batch in protobuf. */
export const protobufBatch = (): Uint8Array => {
  const type = messageType('ExportTraceServiceRequest');
  return type.encode(type.fromObject(request())).finish();
};

/** The batch in OTLP/JSON. */
export const jsonBatch = (): Uint8Array =>
  Buffer.from(
    JSON.stringify(request(), (key, value) =>
      /^(trace|span|parentSpan)Id$/.test(key) ? Buffer.from(value.data).toString('hex') : value,
    ),
  );
