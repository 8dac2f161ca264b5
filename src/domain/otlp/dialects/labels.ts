/** Who asked, in which session, of which app: the labels that hold calls together. */
import { dropAbsent } from '../../call/facts.ts';
import type { JsonObject } from '../../call/json.ts';
import { get } from './content/part.ts';
import type { Found } from './find-fields.ts';
import type { Resource } from './resource.ts';
import { asId } from './values.ts';

/** Who and where: the span's own word, a bag of the client's, then the resource. */
export const labelsOf = (found: Found, resource: Resource) => {
  const inBag = (names: readonly string[]): string | undefined => idIn(found.bag, names);
  return dropAbsent({
    sessionId: found.sessionId ?? inBag(SESSION) ?? resource.sessionId,
    userId: found.userId ?? inBag(USER) ?? resource.userId,
    correlationId: found.correlationId ?? inBag(CORRELATION),
    environment: found.environment ?? resource.environment,
    service: found.service ?? resource.service,
    release: found.release ?? resource.release,
    feature: found.feature ?? inBag(['feature']),
    tags: found.tags,
  });
};

/** What people call these in a bag of their own. */
const SESSION = [
  'session_id',
  'sessionId',
  'thread_id',
  'threadId',
  'conversation_id',
  'conversationId',
  'langfuse_session_id',
];
const USER = ['user_id', 'userId', 'langfuse_user_id'];
const CORRELATION = ['correlation_id', 'correlationId'];

const idIn = (bag: JsonObject | undefined, names: readonly string[]): string | undefined => {
  if (bag === undefined) return undefined;
  for (const name of names) {
    const id = asId(get(bag, name) ?? null);
    if (id !== undefined) return id;
  }
  return undefined;
};
