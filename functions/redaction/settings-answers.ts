/** Answers what admins ask of a project's settings and of its audit trail. */
import { AppError } from '../../src/domain/call/problem.ts';
import { toIso } from '../../src/domain/call/units.ts';
import { decompress } from '../../src/domain/decode/body.ts';
import { readObject } from '../../src/domain/decode/read-object.ts';
import { bodyOf, type HttpEvent, headerOf, json } from '../../src/lambda/http.ts';
import { type Answer, grantOf } from '../../src/lambda/http-handler.ts';
import { type ChangeSettingsParts, changeSettings, viewSettings } from '../../src/pipelines/change-settings.ts';
import type { AuditEntry, AuditStore } from '../../src/pipelines/ports/settings.ts';
import type { Clock } from '../../src/pipelines/ports/time.ts';

export interface SettingsParts extends ChangeSettingsParts {
  readonly audit: AuditStore;
  readonly clock: Clock;
}

/** Entries of the audit trail in one answer. */
const PAGE = 100;

export const settingsAnswers = (parts: SettingsParts): Readonly<Record<string, Answer>> => {
  const change: Answer = async (event, known, waiting) => {
    const { project, keyId } = grantOf(known);
    const section = event.pathParameters?.['section'];
    const ifVersion = ifMatchOf(event);
    const change = {
      project,
      keyId,
      at: parts.clock(),
      body: readObject(decompress(bodyOf(event))),
      ...(section === undefined ? {} : { section }),
      ...(ifVersion === undefined ? {} : { ifVersion }),
    };
    return settingsJson(await changeSettings(parts, change, waiting));
  };
  return {
    'GET /v1/settings': async (_event, known, waiting) =>
      settingsJson(await viewSettings(parts, grantOf(known).project, waiting)),
    'PUT /v1/settings': change,
    'PUT /v1/settings/{section}': change,
    'GET /v1/audit': async (event, known, waiting) => {
      const before = cursorOf(event);
      const entries = await parts.audit.readAudit(grantOf(known).project, { before, limit: PAGE }, waiting);
      return json(200, {
        entries: entries.map(shown),
        next_cursor: entries.length < PAGE ? null : (entries.at(-1)?.position ?? null),
      });
    },
  };
};

/** A cursor is the place of an entry: its time, and what tells it from others of that moment. */
const CURSOR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\w.-]{1,100}$/;

const cursorOf = (event: HttpEvent): string | undefined => {
  const cursor = event.queryStringParameters?.['cursor'];
  if (cursor === undefined || CURSOR.test(cursor)) return cursor;
  throw new AppError('invalid-request', 'cursor is not one that this service gave out.', {
    problems: [{ path: 'cursor', message: 'must be the next_cursor of an earlier answer' }],
  });
};

const settingsJson = (view: { readonly [field: string]: unknown }) =>
  json(200, view, { etag: `"${view['version']}"`, 'cache-control': 'no-store' });

const ifMatchOf = (event: HttpEvent): number | undefined => {
  const header = headerOf(event, 'if-match');
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^"?(\d{1,15})"?$/.exec(header.trim())?.[1];
  if (version !== undefined) return Number(version);
  throw new AppError('invalid-request', 'If-Match must be a version of the settings, as "3".', {
    problems: [{ path: 'if-match', message: 'must be a version of the settings, as "3"' }],
  });
};

const shown = ({ at, keyId, action, version, changes, jobId, kind }: AuditEntry) => ({
  at: toIso(at),
  key_id: keyId,
  action,
  ...(version === undefined ? {} : { settings_version: version }),
  ...(changes === undefined
    ? {}
    : {
        changes: changes.map(({ field, entriesBefore, entriesAfter }) => ({
          field,
          ...(entriesBefore === undefined ? {} : { entries_before: entriesBefore, entries_after: entriesAfter }),
        })),
      }),
  ...(jobId === undefined ? {} : { job_id: jobId, kind }),
});
