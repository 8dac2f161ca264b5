/** The step of the path that makes a span storable: after it no text of the span is raw. */
import { dropAbsent } from '../call/facts.ts';
import type { ProjectId } from '../call/ids.ts';
import type { Keyed } from '../call/keyed.ts';
import type { Redacted } from '../call/redacted.ts';
import type { RawSpan, RedactedSpan } from '../call/span.ts';
import { redactFields } from './redact-fields.ts';
import type { Redactor } from './redactor.ts';
import { FAILED } from './tokens/placeholder.ts';

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
  const fields = redactFields(redactor, dropAbsent({ ...payload, parameters, error: error?.message }));

  let hasFailedLabel = false;
  const redactLabel = (text: string): Redacted => {
    const redacted = redactor.redactLabel(text);
    hasFailedLabel ||= redacted === FAILED;
    return redacted;
  };
  const label = (text: string | undefined): Redacted | undefined =>
    text === undefined ? undefined : redactLabel(text);
  const labels = (list: readonly string[] | undefined): readonly Redacted[] | undefined => list?.map(redactLabel);
  const identifier = (text: string | undefined): Redacted | undefined =>
    text === undefined ? undefined : redactIdentifier(text, { project, redactor, keyed });

  const documents = dropAbsent({
    input: fields.json('input'),
    output: fields.json('output'),
    context: fields.json('context'),
    metadata: fields.json('metadata'),
    parts: fields.json('parts'),
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
    serviceTier: label(raw.serviceTier),
    parameters: fields.json('parameters'),
    finishReasons: labels(raw.finishReasons),
    error:
      error === undefined
        ? undefined
        : dropAbsent({
            type: label(error.type),
            message: fields.text('error'),
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
      category: redactLabel(category),
      action: redactLabel(action),
    })),
    payload: Object.keys(documents).length === 0 ? undefined : documents,
    dialect: label(raw.dialect),
    truncated: raw.truncated?.map(({ path, originalBytes }) => ({ path: redactLabel(path), originalBytes })),
    redactions: fields.counts,
    redactionFailed: fields.failed || hasFailedLabel ? true : undefined,
  });
};

/**
 * The labels that normalising rewrites, redacted beforehand: a key that was lower-cased on the way looks like no key any more.
 * Redacting them again afterwards changes nothing.
 */
export const redactLabelsFirst = (raw: RawSpan, redactor: Redactor): RawSpan => {
  const label = (text: string | undefined): string | undefined =>
    text === undefined ? text : redactor.redactLabel(text);
  return dropAbsent({
    ...raw,
    provider: label(raw.provider),
    model: label(raw.model),
    requestModel: label(raw.requestModel),
    finishReasons: raw.finishReasons?.map((reason) => redactor.redactLabel(reason)),
  });
};

/** Longest id that is kept as it is, in UTF-16 code units: keys of the table may have 1,024 bytes. */
const MAX_ID_LENGTH = 256;

/**
 * An id that people look things up by. One that itself holds personal data (a session called by an e-mail address), or is too long for
 * a key, becomes a keyed pseudonym, so that it still tells sessions apart and a query with the same id still finds it.
 */
export const redactIdentifier = (text: string, { project, redactor, keyed }: SpanRedaction): Redacted => {
  const redacted = text.length > MAX_ID_LENGTH ? undefined : redactor.redactLabel(text);
  return redacted === text ? redacted : (keyed.identifier(project, text) as Redacted);
};
