/**
 * What a call is about, in a few low-cardinality words that drift is watched by: the languages of prompt and answer, a
 * bucket of the prompt's topic, and the features that the app itself sends. None of it tells what anyone said.
 */
import type { CallProfile } from '../call/quality.ts';
import { inOurWords, type Redacted, type RedactedJson, type RedactedObject } from '../call/redacted.ts';
import type { RedactedSpan } from '../call/span.ts';
import { contentStems } from './content-words.ts';
import { type Conversation, conversationOf } from './conversation.ts';
import { languageOf } from './language.ts';
import type { Words } from './words.ts';

/** Buckets of topics: enough that two topics rarely share one, few enough to count. */
const TOPIC_BUCKETS = 256;
/** Content words of a prompt below which it has no topic to speak of. */
const MIN_STEMS = 2;
/** Features of one call, and the length of their names and values, beyond which they are no features but data. */
const MAX_FEATURES = 32;
const MAX_FEATURE_CHARS = 64;

/** Reads the profile off a span's payload; empty when the payload holds nothing to read. */
export const profileOf = (span: RedactedSpan): CallProfile<Redacted> => {
  const call = conversationOf({ ...span, payload: { output: inOurWords(''), ...span.payload } });
  return call === undefined ? {} : profileOfCall(call);
};

/** The profile of a call that was taken apart already: `topic` is one of `t0` to `t255`, and what is not known is absent. */
export const profileOfCall = (call: Conversation): CallProfile<Redacted> => {
  const features = featuresOf(call.span.payload?.context);
  const [prompt, output] = [call.prompt.words(), call.output.words()];
  const [from, to] = [languageOf(prompt).language, languageOf(output).language];
  const topic = topicOf(prompt);
  return {
    ...(from === 'und' ? {} : { inputLanguage: inOurWords(from) }),
    ...(to === 'und' ? {} : { outputLanguage: inOurWords(to) }),
    ...(topic === undefined ? {} : { topic }),
    ...(features === undefined ? {} : { features }),
  };
};

/**
 * The topic as a bucket: the least of the mixed hashes of its content words. Two prompts share it with the probability
 * that a word of both together is a word of each, so prompts about one thing gather in few buckets.
 * @see https://doi.org/10.1109/SEQUEN.1997.666900 (Broder: on the resemblance and containment of documents)
 */
const topicOf = (prompt: Words): Redacted | undefined => {
  const stems = contentStems(prompt);
  if (stems.size < MIN_STEMS) return undefined;
  let least = 0xffffffff;
  for (const stem of stems) least = Math.min(least, mix(stem));
  // The least of many hashes is small: another mixing spreads it over the buckets.
  return inOurWords(`t${mix(least) % TOPIC_BUCKETS}`);
};

/** Spreads 32 bits evenly, so that the least is drawn by chance and not by spelling (the finaliser of MurmurHash3). */
const mix = (hash: number): number => {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

/** `context.features`: numbers as they are, texts and booleans as names; anything else is passed over. */
const featuresOf = (context: RedactedJson | undefined): Readonly<Record<string, number | Redacted>> | undefined => {
  if (!isObject(context) || !isObject(context['features'])) return undefined;
  const entries = Object.entries(context['features']).flatMap(
    ([name, value]): (readonly [string, number | Redacted])[] => {
      if (name.length > MAX_FEATURE_CHARS) return [];
      if (typeof value === 'number') return [[name, value]];
      if (typeof value === 'boolean') return [[name, inOurWords(String(value))]];
      return typeof value === 'string' && value.length <= MAX_FEATURE_CHARS ? [[name, value]] : [];
    },
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries.slice(0, MAX_FEATURES));
};

const isObject = (value: RedactedJson | undefined): value is RedactedObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
