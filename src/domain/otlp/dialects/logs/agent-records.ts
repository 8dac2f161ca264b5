/**
 * Coding agents and other tools that send log events and no spans. Their calls of models, prompts and uses of tools become spans;
 * those of one prompt, or of one session where prompts have no id, are a trace.
 * @see https://code.claude.com/docs/en/monitoring-usage
 * @see https://github.com/openai/codex/blob/main/docs/config.md#otel
 * @see https://github.com/google-gemini/gemini-cli/blob/main/docs/cli/telemetry.md
 */
import { dropAbsent, type Stated } from '../../../call/facts.ts';
import type { Json } from '../../../call/json.ts';
import type { RawSpan, SpanKind } from '../../../call/span.ts';
import { fromUsd } from '../../../call/units.ts';
import type { Usage } from '../../../call/usage.ts';
import type { Attributes, OtlpLogRecord, Scope } from '../../wire/model.ts';
import { extractContent } from '../content/extractors.ts';
import { makeError } from '../failures.ts';
import { type Found, findFields } from '../find-fields.ts';
import type { DerivedIds } from '../ids.ts';
import { labelsOf } from '../labels.ts';
import { metadataOfAttributes } from '../metadata.ts';
import type { Resource } from '../resource.ts';
import { asDocument, asNumber, asText } from '../values.ts';
import { eventNameOf, timeOf } from './message-records.ts';

/** A family of agents: how its events are called, and how it counts. */
interface Agent {
  readonly dialect: string;
  /** The beginning of its events' names, up to the first dot. */
  readonly prefix: RegExp;
  readonly provider?: string;
  /** Cached input counted apart from input. */
  readonly cachedApart?: boolean;
  /** Thoughts counted apart from output. */
  readonly thoughtsApart?: boolean;
}

const AGENTS: readonly Agent[] = [
  { dialect: 'claude-code', prefix: /^claude[_-]code$/, cachedApart: true },
  { dialect: 'codex', prefix: /^codex/, provider: 'openai' },
  { dialect: 'gemini-cli', prefix: /^gemini[_-]cli$/, provider: 'gcp.gemini', thoughtsApart: true },
  { dialect: 'qwen-code', prefix: /^qwen[_-]code$/, thoughtsApart: true },
];

/** What an event reports, by the rest of its name. */
type Report = 'call' | 'failed call' | 'prompt' | 'tool';

const REPORTS: Readonly<Record<string, (attributes: Attributes) => Report | undefined>> = {
  // Gemini announces a request before it is sent, Codex reports it before its tokens are known: neither has both an end and tokens.
  api_request: (attributes) => {
    if (isFailure(attributes)) return 'failed call';
    return attributes['output_tokens'] === undefined && attributes['cost_usd'] === undefined ? undefined : 'call';
  },
  api_response: (attributes) => (isFailure(attributes) ? 'failed call' : 'call'),
  api_error: () => 'failed call',
  sse_event: (attributes) => ofStream(attributes),
  websocket_event: (attributes) => ofStream(attributes),
  user_prompt: () => 'prompt',
  tool_result: () => 'tool',
  tool_call: () => 'tool',
};

const ofStream = (attributes: Attributes): Report | undefined => {
  const kind = asText(attributes['event.kind'] ?? null);
  if (kind === 'response.failed' || (kind === 'response.completed' && isFailure(attributes))) return 'failed call';
  return kind === 'response.completed' && attributes['output_token_count'] !== undefined ? 'call' : undefined;
};

const isFailure = (attributes: Attributes): boolean =>
  (asNumber(attributes['http.response.status_code'] ?? attributes['status_code'] ?? null) ?? 0) >= 400 ||
  asText(attributes['error.message'] ?? attributes['error'] ?? null) !== undefined;

/** Where a record stands. */
export interface RecordPlace {
  readonly scope: Scope;
  readonly resource: Resource;
  readonly ids: DerivedIds;
}

/** The span that an agent's event reports; undefined for any other record. */
export const readAgentRecord = (record: OtlpLogRecord, place: RecordPlace): RawSpan | undefined => {
  const event = agentEvent(record, place.scope);
  const report = event === undefined ? undefined : REPORTS[event.name]?.(record.attributes);
  if (event === undefined || report === undefined) return undefined;
  const { attributes } = record;
  const found = findFields(attributes);
  const content = contentOf(report, attributes);
  const { metadata, truncated } = metadataOfAttributes(attributes);
  const payload = dropAbsent({ ...content, metadata });
  const at = timeOf(record);
  const latencyMs = report === 'prompt' ? 0 : Math.max(0, found.durationMs ?? 0);
  const isError = report === 'failed call' || found.success === false;
  const usage = report === 'call' ? usageOf(found, event.agent) : {};
  return dropAbsent({
    ...identityOf(report, record, { ...place, agent: event.agent, found }),
    kind: KINDS[report],
    operation: report === 'prompt' ? 'user_prompt' : report === 'tool' ? 'execute_tool' : 'chat',
    name: report === 'tool' ? found.tool : event.name,
    tool: report === 'tool' ? found.tool : undefined,
    provider: report === 'prompt' || report === 'tool' ? undefined : (found.provider ?? event.agent.provider),
    model: report === 'tool' ? undefined : (found.responseModel ?? found.requestModel),
    start: at - latencyMs,
    end: at,
    latencyMs,
    timeToFirstTokenMs: found.firstChunkMs,
    status: isError ? ('error' as const) : ('ok' as const),
    error: isError
      ? makeError(found.errorType, found.errorMessage ?? asText(attributes['error'] ?? null), found.httpStatus)
      : undefined,
    ...usage,
    cost:
      found.costUsd !== undefined && found.costUsd > 0
        ? { source: 'client' as const, nanoUsd: fromUsd(found.costUsd) }
        : undefined,
    ...labelsOf(found, place.resource),
    responseId: found.responseId,
    inputLength: found.inputLength,
    outputLength: found.outputLength,
    payload: Object.keys(payload).length === 0 ? undefined : payload,
    source: 'otlp' as const,
    dialect: event.agent.dialect,
    truncated: truncated.length === 0 ? undefined : truncated,
  } satisfies Stated<RawSpan>);
};

const KINDS: Readonly<Record<Report, SpanKind>> = { call: 'llm', 'failed call': 'llm', prompt: 'chain', tool: 'tool' };

/** Claude Code says its own name in the body and the scope, and only the rest of it in the attribute. */
const agentEvent = (
  record: OtlpLogRecord,
  scope: Scope,
): { readonly agent: Agent; readonly name: string } | undefined => {
  const named = eventNameOf(record);
  const candidates = [
    named,
    typeof record.body === 'string' ? record.body : '',
    `${scope.name.split('.').at(-2) ?? ''}.${named}`,
  ];
  for (const candidate of candidates) {
    const dot = candidate.indexOf('.');
    if (dot <= 0 || dot > 40) continue;
    const agent = AGENTS.find(({ prefix }) => prefix.test(candidate.slice(0, dot)));
    if (agent !== undefined) return { agent, name: candidate.slice(dot + 1) };
  }
  return undefined;
};

/**
 * A record that points to a span reports that span. Otherwise the ids come from the session and prompt, and from the record as
 * a whole: agents send no id of their own with every event.
 */
const identityOf = (
  report: Report,
  record: OtlpLogRecord,
  { ids, agent, found }: RecordPlace & { readonly agent: Agent; readonly found: Found },
): Pick<RawSpan, 'traceId' | 'spanId' | 'parentSpanId'> => {
  const { traceId, spanId, attributes } = record;
  if (traceId !== undefined && spanId !== undefined && report !== 'prompt') return { traceId, spanId };
  const prompt = asText(attributes['prompt.id'] ?? attributes['prompt_id'] ?? null);
  const unit = JSON.stringify([agent.dialect, found.sessionId ?? null, prompt ?? null]);
  const own = JSON.stringify([unit, eventNameOf(record), String(record.time), Object.entries(attributes).sort(byName)]);
  const isKnown = found.sessionId !== undefined || prompt !== undefined;
  const trace = traceId ?? ids.traceId(isKnown ? unit : own);
  const root = prompt === undefined ? undefined : ids.spanId(`${unit} prompt`);
  if (report === 'prompt' && root !== undefined) return { traceId: trace, spanId: root };
  return { traceId: trace, spanId: ids.spanId(own), ...(root === undefined ? {} : { parentSpanId: root }) };
};

const byName = ([a]: readonly [string, Json], [b]: readonly [string, Json]): number => (a < b ? -1 : 1);

const contentOf = (report: Report, attributes: Attributes): { readonly input?: Json; readonly output?: Json } => {
  const { input, output } = extractContent({ attributes, events: [], isTool: report === 'tool' });
  return dropAbsent({ input: input ?? asDocument(attributes['prompt'] ?? null), output });
};

const usageOf = (found: Found, agent: Agent): Pick<RawSpan, 'usage' | 'usageRule'> => {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens } = found;
  const cached = agent.cachedApart === true ? (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0) : 0;
  const thoughts = agent.thoughtsApart === true ? (reasoningTokens ?? 0) : 0;
  const usage: Usage = dropAbsent({
    inputTokens: inputTokens === undefined ? undefined : inputTokens + cached,
    outputTokens: outputTokens === undefined ? undefined : outputTokens + thoughts,
    cacheReadTokens,
    cacheWriteTokens,
    reasoningTokens,
  });
  if (Object.keys(usage).length === 0) return {};
  return { usage, usageRule: cached + thoughts > 0 ? 'exclusive' : 'inclusive' };
};
