/** What a resource says of all its spans: which service, release and environment; of tools on a desk also whose. */
import { dropAbsent } from '../../call/facts.ts';
import type { Attributes } from '../wire/model.ts';
import { asId, asText } from './values.ts';

export interface Resource {
  readonly service?: string;
  readonly release?: string;
  readonly environment?: string;
  readonly userId?: string;
  readonly sessionId?: string;
}

/** Reads a resource. The SDKs' default service name, `unknown_service:node`, is no name. */
export const resourceOf = (attributes: Attributes): Resource => {
  const text = (...names: readonly string[]): string | undefined => {
    for (const name of names) {
      const value = asText(attributes[name] ?? null);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const service = text('service.name');
  return dropAbsent({
    service: service?.startsWith('unknown_service') ? undefined : service,
    release: text('langfuse.release', 'service.version'),
    environment: text('langfuse.environment', 'deployment.environment.name', 'deployment.environment'),
    userId: asId(attributes['user.id'] ?? attributes['enduser.id'] ?? null),
    sessionId: asId(attributes['session.id'] ?? null),
  });
};
