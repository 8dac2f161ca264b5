/** What a resource says of all its spans: which service, which release, which environment. */
import { dropAbsent } from '../../call/facts.ts';
import type { Attributes } from '../wire/model.ts';
import { asText } from './values.ts';

export interface Resource {
  readonly service?: string;
  readonly release?: string;
  readonly environment?: string;
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
  });
};
