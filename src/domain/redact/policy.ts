/** What a project wants redacted. */
import type { EntityType } from './entities.ts';

/** A project's settings for redaction. */
export interface RedactionPolicy {
  /** Types switched on or off against the default, which is on for all. */
  readonly types: Readonly<Partial<Record<EntityType, boolean>>>;
  /** Findings the detectors are less sure of stay in the text; 0 to 1. */
  readonly minimumConfidence: number;
}

/** Everything the engine can find, at the confidence its accuracy was measured at. */
export const DEFAULT_POLICY: RedactionPolicy = { types: {}, minimumConfidence: 0.5 };
