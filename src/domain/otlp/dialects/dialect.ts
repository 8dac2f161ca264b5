/** Names the dialect that a span is written in, for people who wonder why a field is as it is. */
import type { Attributes, Scope } from '../wire/model.ts';

/** A dialect that gives itself away by the scope, or by an attribute, whole or the beginning of its name. */
interface Sign {
  readonly dialect: string;
  readonly scope?: RegExp;
  readonly attributes?: readonly string[];
}

/** First match wins: what wraps others stands before them. */
const SIGNS: readonly Sign[] = [
  { dialect: 'langfuse', scope: /^langfuse/, attributes: ['langfuse.observation.type'] },
  { dialect: 'vercel-ai', scope: /^ai$/, attributes: ['ai.operationId'] },
  { dialect: 'openinference', scope: /openinference/, attributes: ['openinference.span.kind'] },
  { dialect: 'langsmith', scope: /^langsmith/, attributes: ['langsmith.span.kind'] },
  {
    dialect: 'openllmetry',
    scope: /^@traceloop\/|^opentelemetry\.instrumentation\.(?!.*_v2)/,
    attributes: ['traceloop.span.kind', 'traceloop.workflow.name'],
  },
  { dialect: 'openlit', scope: /^openlit/, attributes: ['gen_ai.sdk.version', 'telemetry.sdk.name.openlit'] },
  { dialect: 'logfire', scope: /^(?:pydantic-ai|logfire)/, attributes: ['logfire.msg', 'logfire.span_type'] },
  { dialect: 'spring-ai', scope: /spring/, attributes: ['spring.ai.kind'] },
  { dialect: 'semantic-kernel', scope: /semantic[_.]?kernel/i },
  {
    dialect: 'strands',
    scope: /^strands/,
    attributes: ['agent_loop.cycle_id', 'event_loop.cycle_id', 'gen_ai.event.start_time'],
  },
  { dialect: 'mlflow', scope: /^mlflow/, attributes: ['mlflow.spanType', 'mlflow.spanInputs'] },
  { dialect: 'genkit', scope: /^genkit/, attributes: ['genkit:type'] },
  { dialect: 'google-adk', scope: /^gcp\.vertex\.agent/ },
  { dialect: 'litellm', scope: /^litellm/, attributes: ['litellm.call_id', 'metadata.user_api_key_hash'] },
  {
    dialect: 'otel-genai',
    attributes: [
      'gen_ai.operation.name',
      'gen_ai.request.model',
      'gen_ai.system',
      'gen_ai.provider.name',
      'gen_ai.tool.name',
    ],
  },
  {
    dialect: 'plain-ai',
    attributes: [
      'ai.model',
      'ai.model_name',
      'ai.input_length',
      'operation.success',
      'llm.request.type',
      'llm.model_name',
    ],
  },
];

/** The dialect of a span; undefined for one that nobody here speaks. */
export const dialectOf = (scope: Scope, attributes: Attributes): string | undefined =>
  SIGNS.find(
    (sign) =>
      sign.scope?.test(scope.name) === true || sign.attributes?.some((name) => attributes[name] !== undefined) === true,
  )?.dialect;
