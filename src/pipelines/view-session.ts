/** One session's interactions in order: GET /v1/sessions/{id}. */
import { type CallFacts, dropAbsent } from '../domain/call/facts.ts';
import type { ProjectId } from '../domain/call/ids.ts';
import { DAY_MS, toIso } from '../domain/call/units.ts';
import type { Cursor } from '../domain/query/cursor.ts';
import { viewFacts } from '../domain/query/view.ts';
import { listInteractions } from './list-interactions.ts';
import type { Waiting } from './ports/time.ts';
import type { QueryParts } from './read-interaction.ts';

/** Sessions are shown with at most this many interactions, the newest; `truncated` says when there are more. */
const MAX_INTERACTIONS = 1000;

/** The session, or undefined when it is unknown in this project. */
export const viewSession = async (
  { calls, clock, identifier }: QueryParts,
  project: ProjectId,
  sessionId: string,
  waiting: Waiting,
) => {
  const filter = { sessionId: await identifier(project, sessionId, waiting) };
  const within = { from: 0, to: clock() + DAY_MS };
  const found: CallFacts[] = [];
  let cursor: Cursor | undefined;
  do {
    const limit = MAX_INTERACTIONS - found.length;
    const request = { within, filter, limit, ...(cursor === undefined ? {} : { cursor }) };
    const page = await listInteractions(calls, project, request, waiting);
    found.push(...page.interactions);
    cursor = page.next;
  } while (cursor !== undefined && found.length < MAX_INTERACTIONS);

  const ordered = found.sort((a, b) => a.start - b.start || (a.interactionId < b.interactionId ? -1 : 1));
  const [first] = ordered;
  if (first === undefined) return undefined;
  return dropAbsent({
    session_id: filter.sessionId,
    started_at: toIso(first.start),
    interactions: ordered.map(viewFacts),
    truncated: cursor === undefined ? undefined : true,
  });
};
