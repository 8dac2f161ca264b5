/**
 * Redacts what it is given and hands it back: the engine and policy of ingest, with nothing stored. It is also where admins choose
 * that policy and the other settings of a project.
 */
import type { Finding, RedactedObject } from '../../src/domain/call/redacted.ts';
import { decompress } from '../../src/domain/decode/body.ts';
import { decodeRedactable } from '../../src/domain/decode/redactable.ts';
import type { Redactor } from '../../src/domain/redact/redactor.ts';
import { bodyOf } from '../../src/lambda/http.ts';
import { createHttpHandler, grantOf, type HttpParts } from '../../src/lambda/http-handler.ts';
import { largeAnswer } from '../../src/lambda/large-answer.ts';
import type { OfProject } from '../../src/pipelines/project-settings.ts';
import { ROUTES } from './contract.ts';
import { type JobsParts, jobsAnswers } from './jobs-answers.ts';
import { type SettingsParts, settingsAnswers } from './settings-answers.ts';

export interface RedactionParts extends HttpParts {
  readonly stepsOf: OfProject<{ readonly redactor: Redactor }>;
  readonly settings: SettingsParts;
  readonly jobs: JobsParts;
  /** Told of each redaction: what was found, and whether a part of it failed. */
  readonly measure: (findings: readonly Finding[], failed: boolean) => void;
}

export const createHandler = (parts: RedactionParts) =>
  createHttpHandler(parts, ROUTES, {
    ...settingsAnswers(parts.settings),
    ...jobsAnswers(parts.jobs),
    'POST /v1/redact': async (event, known, waiting) => {
      const { document, isText } = decodeRedactable(decompress(bodyOf(event)));
      const { redactor } = await parts.stepsOf(grantOf(known).project, waiting);
      // Wrapped, so that a bare text and a document take the same way through the engine, keys and numbers included.
      const { value, findings, failed } = redactor.redact(isText ? document : { json: document });
      parts.measure(findings, failed);
      const redacted = isText || typeof value !== 'object' ? value : (value as RedactedObject)['json'];
      const found = findings.map((finding) => withoutWrapping(finding, isText));
      return largeAnswer(event, { redacted, findings: found, failed });
    },
  });

const withoutWrapping = ({ type, start, end, path, confidence }: Finding, isText: boolean) => ({
  type,
  start,
  end,
  ...(isText || path === undefined ? {} : { path: path.replace(/^json\.?/, '') }),
  confidence,
});
