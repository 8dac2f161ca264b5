/** Who asked, in which session, of which app: the labels that hold calls together. */
import { dropAbsent, type Stated } from '../../call/facts.ts';
import type { JsonObject } from '../../call/json.ts';
import type { RawSpan } from '../../call/span.ts';
import { get } from './content/part.ts';
import type { Found } from './find-fields.ts';
import type { Resource } from './resource.ts';
import { asId } from './values.ts';

/** Who and where: the span's own word, a bag of the client's, then the resource. */
export const labelsOf = (found: Found, resource: Resource) => {
  const inBag = (what: keyof typeof IN_BAG): string | undefined => idInBag(found.bag, what);
  return dropAbsent({
    sessionId: found.sessionId ?? inBag('session') ?? resource.sessionId,
    userId: found.userId ?? inBag('user') ?? resource.userId,
    correlationId: found.correlationId ?? inBag('correlation'),
    environment: found.environment ?? resource.environment,
    service: found.service ?? resource.service,
    release: found.release ?? resource.release,
    feature: found.feature ?? inBag('feature'),
    tags: found.tags,
  } satisfies Partial<Stated<RawSpan>>);
};

/** What people call these in a bag of their own. */
const IN_BAG = {
  session: [
    'session_id',
    'sessionId',
    'thread_id',
    'threadId',
    'conversation_id',
    'conversationId',
    'langfuse_session_id',
  ],
  user: ['user_id', 'userId', 'langfuse_user_id'],
  correlation: ['correlation_id', 'correlationId'],
  feature: ['feature'],
} as const;

/** An id out of a client's own bag. */
export const idInBag = (bag: JsonObject | undefined, what: keyof typeof IN_BAG): string | undefined => {
  if (bag === undefined) return undefined;
  for (const name of IN_BAG[what]) {
    const id = asId(get(bag, name) ?? null);
    if (id !== undefined) return id;
  }
  return undefined;
};
