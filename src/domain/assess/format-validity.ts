/**
 * Format validity: where JSON was asked for, by the call's parameters or in words, whether the answer is JSON and keeps to
 * the schema given. Placeholders that redaction put in the place of numbers are read as null.
 */
import { inOurWords, type RedactedJson, type RedactedObject } from '../call/redacted.ts';
import type { Assessor, Judgement } from './assessor.ts';
import type { Conversation } from './conversation.ts';
import { schemaFault } from './json-schema.ts';
import { asksForJson } from './request.ts';

const verdict = (score: number, explanation: string, confidence: number): Judgement => ({
  score,
  confidence,
  explanation: inOurWords(explanation),
});

/** Longest answer that is parsed: the time is linear, some 4 µs a kilobyte. */
const MAX_PARSED = 16_384;

/** Scores 1 for JSON that parses and fits its schema, 0 for anything else where JSON was asked for. */
export const formatValidity: Assessor = {
  dimension: 'format_validity',
  judge: (call): Judgement | undefined => {
    const { text, shortened } = call.output;
    if (text.trim() === '' || shortened || text.length > MAX_PARSED) return undefined;
    const request = requestOf(call);
    if (request === undefined) return undefined;
    const confidence = request.isStated ? 0.95 : 0.7;
    const found = readJson(text);
    if (found === undefined) return verdict(0, 'JSON was asked for and the answer is none', confidence);
    const fault = request.schema === undefined ? undefined : schemaFault(found.value, request.schema);
    if (fault !== undefined) return verdict(0.2, `Valid JSON, but against its schema ${fault}`, confidence);
    return found.isBare
      ? verdict(1, request.schema === undefined ? 'Valid JSON' : 'Valid JSON that fits its schema', confidence)
      : verdict(0.7, 'Valid JSON within other text', confidence);
  },
};

interface FormatRequest {
  /** Whether the parameters of the call ask for it, and not only the prompt. */
  readonly isStated: boolean;
  readonly schema?: RedactedJson;
}

const requestOf = (call: Conversation): FormatRequest | undefined => {
  const stated = statedFormat(call.span.parameters);
  if (stated !== undefined) return stated;
  return asksForJson(call.prompt.text) || asksForJson(call.system.text) ? { isStated: false } : undefined;
};

const FORMAT_FIELDS = [
  'response_format',
  'responseFormat',
  'format',
  'output_format',
  'text',
  'generation_config',
  'generationConfig',
];
const SCHEMA_FIELDS = ['schema', 'json_schema', 'jsonSchema', 'response_schema', 'responseSchema'];
const MIME_FIELDS = ['response_mime_type', 'responseMimeType'];

const isObject = (value: RedactedJson | undefined): value is RedactedObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the parameters say: OpenAI's `response_format`, Gemini's `response_mime_type`, and their kin. */
const statedFormat = (parameters: RedactedJson | undefined, depth = 0): FormatRequest | undefined => {
  if (depth > 3 || !isObject(parameters)) return undefined;
  const schemaName = SCHEMA_FIELDS.find((name) => isObject(parameters[name]));
  if (schemaName !== undefined) {
    const schema = parameters[schemaName] as RedactedObject;
    // OpenAI wraps the schema with its name and strictness.
    const inner = isObject(schema['schema']) ? schema['schema'] : schema;
    return { isStated: true, schema: inner };
  }
  const asksJson =
    MIME_FIELDS.some((name) => parameters[name] === 'application/json') ||
    (typeof parameters['type'] === 'string' && /^json(?:_object|_schema)?$/.test(parameters['type'])) ||
    FORMAT_FIELDS.some((name) => typeof parameters[name] === 'string' && /^json(?:_object)?$/i.test(parameters[name]));
  if (asksJson) return { isStated: true };
  for (const name of FORMAT_FIELDS) {
    const within = statedFormat(parameters[name], depth + 1);
    if (within !== undefined) return within;
  }
  return undefined;
};

interface FoundJson {
  readonly value: unknown;
  /** Whether the JSON is the whole answer, a code fence around it aside. */
  readonly isBare: boolean;
}

/** A placeholder that stands where a bare number stood. */
const BARE_PLACEHOLDER = /([:,[]\s*)\[[A-Z][A-Z_0-9]+\](?=\s*[,}\]])/g;

const readJson = (text: string): FoundJson | undefined => {
  const trimmed = text.trim();
  const fenced = /^```(?:json|JSON)?\s*\n([\s\S]*?)\n?```$/.exec(trimmed);
  const bare = parse(fenced?.[1] ?? trimmed);
  if (bare !== undefined) return { value: bare.value, isBare: true };
  const within = /```(?:json|JSON)?\s*\n([\s\S]*?)\n?```/.exec(trimmed)?.[1];
  const inner = within === undefined ? undefined : parse(within);
  return inner === undefined ? undefined : { value: inner.value, isBare: false };
};

const parse = (text: string): { readonly value: unknown } | undefined => {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return undefined;
  for (const candidate of [text, text.replace(BARE_PLACEHOLDER, '$1null')]) {
    try {
      return { value: JSON.parse(candidate) as unknown };
    } catch {
      // Not JSON as it stands; the next candidate may be.
    }
  }
  return undefined;
};
