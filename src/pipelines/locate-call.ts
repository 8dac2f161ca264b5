/** Finds the call behind an id: ours says where it is; a client's own is derived, or found by its posting. */
import { type ProjectId, parseInteractionId } from '../domain/call/ids.ts';
import type { Keyed } from '../domain/call/keyed.ts';
import { FAR_FUTURE } from '../domain/call/units.ts';
import type { StoredSpan } from '../domain/fragment/fragment.ts';
import type { CallStore } from './ports/calls.ts';
import type { Waiting } from './ports/time.ts';
import { readTrace, type WholeTrace } from './read-trace.ts';

export interface LocateParts {
  readonly calls: CallStore;
  readonly keyed: Keyed;
  /** The stored form of an id that may hold personal data, as the project's policy has it. */
  readonly identifier: (project: ProjectId, text: string, waiting: Waiting) => Promise<string>;
}

/** A call, and the trace that it is part of. */
export interface Located {
  readonly trace: WholeTrace;
  readonly span: StoredSpan;
}

/** The call; undefined when it is unknown in this project. `id` is ours or the client's own. */
export const locateCall = async (
  { calls, keyed, identifier }: LocateParts,
  project: ProjectId,
  id: string,
  waiting: Waiting,
): Promise<Located | undefined> => {
  const ours = parseInteractionId(id.toLowerCase());
  const spanId = ours?.spanId ?? keyed.spanId(project, id);
  const trace = await readTrace(calls, project, ours?.traceId ?? keyed.traceId(project, id), waiting);
  const span = trace?.spans.find((one) => one.spanId === spanId);
  if (trace !== undefined && span !== undefined) return { trace, span };
  if (ours !== undefined) return undefined;
  return locateByClientId(calls, project, await identifier(project, id, waiting), waiting);
};

/** The call that carries a client's own id, in its stored form, and was not derived from it. */
export const locateByClientId = async (
  calls: CallStore,
  project: ProjectId,
  value: string,
  waiting: Waiting,
): Promise<Located | undefined> => {
  const ever = { from: 0, to: FAR_FUTURE };
  for await (const row of calls.rowsByPosting(project, { kind: 'client', value }, ever, undefined, waiting)) {
    const trace = await readTrace(calls, project, row.traceId, waiting);
    const span = trace?.spans.find(({ clientId }) => clientId === value);
    if (trace !== undefined && span !== undefined) return { trace, span };
  }
  return undefined;
};
