/** Brings a span of any source to canonical words and plausible figures; what dialects call things is settled before. */
import { dropAbsent } from '../call/facts.ts';
import { isJsonObject, type Json } from '../call/json.ts';
import type { RawSpan } from '../call/span.ts';
import { textLength } from '../call/text-length.ts';
import { type EpochMs, fromUsd, MAX_COST_USD } from '../call/units.ts';
import type { Cost } from '../call/usage.ts';
import { canonicalFinishReasons } from './finish-reason.ts';
import { providerOfAddress, providerOfModel } from './infer-provider.ts';
import { cleanModel } from './model-name.ts';
import { canonicalProvider } from './providers.ts';
import { plausibleTimes } from './times.ts';
import { plausibleUsage } from './usage.ts';

/** Where clients write the address that they called, among the attributes kept in `payload.metadata`. */
const ADDRESS_KEYS = [
  'server.address',
  'net.peer.name',
  'http.host',
  'url.full',
  'http.url',
  'gen_ai.openai.api_base',
  'llm.openai.api_base',
  'api_base',
];

/**
 * The same span with a canonical provider, model name and finish reasons; plausible times, duration and usage; the lengths of
 * its texts; and a status where an error tells it. `isStartAssumed` and `isOnlyReport`, which only first-heard.ts needs, are dropped.
 * Fields that a part of a span does not have stay absent. Applied twice with the same `receivedAt`, the second time changes nothing.
 */
export const normaliseSpan = (span: RawSpan, { receivedAt }: { readonly receivedAt: EpochMs }): RawSpan => {
  const named = presence(span.model) ?? presence(span.requestModel);
  const provider = providerOf(span, named);
  const model = named === undefined ? undefined : presence(cleanModel(named, provider));
  const asked = span.requestModel === undefined ? undefined : presence(cleanModel(span.requestModel, provider));
  const finishReasons = span.finishReasons === undefined ? [] : canonicalFinishReasons(span.finishReasons);
  const { usage, usageRule } = plausibleUsage(span.usage, span.usageRule);
  const { input, output } = span.payload ?? {};
  const failed = span.error !== undefined || finishReasons.includes('error');
  const { start, end, latencyMs, timeToFirstTokenMs, clockSkew } = plausibleTimes(span, receivedAt);
  return dropAbsent({
    ...span,
    isStartAssumed: undefined,
    isOnlyReport: undefined,
    provider,
    model,
    requestModel: asked === model ? undefined : asked,
    finishReasons: finishReasons.length === 0 ? undefined : finishReasons,
    start,
    end,
    latencyMs,
    timeToFirstTokenMs,
    clockSkew,
    usage,
    usageRule,
    cost: plausibleCost(span.cost),
    status: failed ? 'error' : span.status,
    inputLength: span.inputLength ?? (input === undefined ? undefined : textLength(input)),
    outputLength: span.outputLength ?? (output === undefined ? undefined : textLength(output)),
  });
};

/** A client's cost that no call can have says nothing: then one is computed. */
const plausibleCost = (cost: Cost | undefined): Cost | undefined =>
  cost?.source === 'client' && !(cost.nanoUsd >= 0 && cost.nanoUsd <= fromUsd(MAX_COST_USD)) ? undefined : cost;

const presence = (text: string | undefined): string | undefined => (text?.trim() ? text : undefined);

const providerOf = (span: RawSpan, model: string | undefined): string | undefined => {
  const isService = span.provider !== undefined && span.provider === span.service;
  const stated = span.provider === undefined || isService ? undefined : canonicalProvider(span.provider);
  // Many providers are called through OpenAI's SDK, which then names OpenAI: the address that was called tells better.
  if (stated !== undefined && stated !== 'openai') return stated;
  const address = addressIn(span.payload?.metadata);
  const called = address === undefined ? undefined : providerOfAddress(address);
  if (called !== undefined || stated !== undefined || model === undefined) return called ?? stated;
  return providerOfModel(model) ?? providerOfModel(cleanModel(model, undefined));
};

const addressIn = (metadata: Json | undefined): string | undefined => {
  if (!isJsonObject(metadata)) return undefined;
  for (const key of ADDRESS_KEYS) {
    const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    if (typeof value === 'string') return value;
  }
  return undefined;
};
