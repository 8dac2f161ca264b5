/** The step of the path that makes a span storable: after it no text of the span is raw. */
import { dropAbsent } from '../call/facts.ts';
import type { ProjectId } from '../call/ids.ts';
import type { Json } from '../call/json.ts';
import type { Keyed } from '../call/keyed.ts';
import type { Redacted, RedactedJson, RedactedObject } from '../call/redacted.ts';
import type { RawSpan, RedactedSpan } from '../call/span.ts';
import type { Redactor } from './redactor.ts';

/** What redacting a span needs beside it. */
export interface SpanRedaction {
  readonly project: ProjectId;
  readonly redactor: Redactor;
  readonly keyed: Keyed;
}

/**
 * The span with its documents redacted together (so that one value has one placeholder throughout the interaction), its labels
 * redacted one by one, its user as a pseudonym, and ids that hold personal data as pseudonyms too.
 */
export const redactSpan = (raw: RawSpan, { project, redactor, keyed }: SpanRedaction): RedactedSpan => {
  const { userId, payload, parameters, error, ...rest } = raw;
  const texts: Record<string, Json> = dropAbsent({ ...payload, parameters, error: error?.message });
  const { value, findings, failed } = redactor.redact(texts);
  const document = typeof value === 'object' ? (value as RedactedObject) : undefined;
  // A redactor that failed as a whole gives one text; every document we had becomes that text.
  const redactedOf = (field: string): RedactedJson | undefined =>
    texts[field] === undefined ? undefined : document === undefined ? value : document[field];

  const label = (text: string | undefined): Redacted | undefined =>
    text === undefined ? undefined : redactor.redactLabel(text);
  const labels = (list: readonly string[] | undefined): readonly Redacted[] | undefined =>
    list?.map((text) => redactor.redactLabel(text));
  const identifier = (text: string | undefined): Redacted | undefined =>
    text === undefined ? undefined : redactIdentifier(text, { project, redactor, keyed });

  const counts: Record<string, number> = {};
  for (const { type } of findings) counts[type] = (counts[type] ?? 0) + 1;

  const documents = dropAbsent({
    input: redactedOf('input'),
    output: redactedOf('output'),
    context: redactedOf('context'),
    metadata: redactedOf('metadata'),
  });
  return dropAbsent({
    ...rest,
    clientId: identifier(raw.clientId),
    operation: label(raw.operation),
    name: label(raw.name),
    tool: label(raw.tool),
    provider: label(raw.provider),
    model: label(raw.model),
    requestModel: label(raw.requestModel),
    modelVersion: label(raw.modelVersion),
    parameters: redactedOf('parameters'),
    finishReasons: labels(raw.finishReasons),
    error:
      error === undefined
        ? undefined
        : dropAbsent({
            type: label(error.type),
            message: redactedOf('error') as Redacted | undefined,
            httpStatus: error.httpStatus,
          }),
    sessionId: identifier(raw.sessionId),
    user: userId === undefined ? undefined : keyed.user(project, userId),
    correlationId: identifier(raw.correlationId),
    responseId: identifier(raw.responseId),
    environment: label(raw.environment),
    service: label(raw.service),
    release: label(raw.release),
    feature: label(raw.feature),
    tags: labels(raw.tags),
    safety: raw.safety?.map(({ category, action }) => ({
      category: redactor.redactLabel(category),
      action: redactor.redactLabel(action),
    })),
    payload: Object.keys(documents).length === 0 ? undefined : documents,
    dialect: label(raw.dialect),
    truncated: raw.truncated?.map(({ path, originalBytes }) => ({ path: redactor.redactLabel(path), originalBytes })),
    redactions: findings.length === 0 ? undefined : counts,
    redactionFailed: failed ? true : undefined,
  });
};

/**
 * An id that people look things up by. One that itself holds personal data (a session called by an e-mail address) becomes a
 * keyed pseudonym, so that it still tells sessions apart and a query with the same id still finds it.
 */
export const redactIdentifier = (text: string, { project, redactor, keyed }: SpanRedaction): Redacted => {
  const redacted = redactor.redactLabel(text);
  return redacted === text ? redacted : (keyed.identifier(project, text) as Redacted);
};
