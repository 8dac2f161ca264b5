/** How the provider served a call, where a dialect carries it: batches and priority have prices of their own. */
import { isJsonObject, type Json, type JsonObject } from '../../call/json.ts';
import { get, text } from './content/part.ts';
import type { Found } from './find-fields.ts';

/** The tier in the provider's own word; undefined when nothing tells. A batch is a tier whatever else is said. */
export const serviceTierOf = (found: Found): string | undefined =>
  found.isBatch === true
    ? 'batch'
    : (found.serviceTier ??
      fromProvider(found.providerMetadata) ??
      tierIn(found.usageObject) ??
      found.askedServiceTier ??
      tierIn(found.modelParameters));

/** The AI SDK passes on what the provider said, under the provider's name. */
const fromProvider = (metadata: JsonObject | undefined): string | undefined => {
  for (const said of Object.values(metadata ?? {})) {
    const tier = tierIn(said) ?? (isJsonObject(said) ? tierIn(get(said, 'usage')) : undefined);
    if (tier !== undefined) return tier;
  }
  return undefined;
};

const tierIn = (object: Json | undefined): string | undefined =>
  isJsonObject(object) ? text(object, 'service_tier', 'serviceTier') : undefined;
