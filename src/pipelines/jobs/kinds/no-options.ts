/** The reading of options for kinds that take none. */
import type { JsonObject } from '../../../domain/call/json.ts';
import type { Result } from '../../../domain/call/problem.ts';

export const noOptions = (rest: JsonObject): Result<JsonObject> =>
  Object.keys(rest).length === 0
    ? { ok: true, value: {} }
    : { ok: false, problems: [{ path: '', message: 'has a field that this kind of job does not take' }] };
