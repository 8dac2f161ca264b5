/** What a project wants redacted, as kept in its settings. */
import type { EntityType } from '../entities.ts';

/** What is kept of payloads: everything, redacted text (the default), keyed hashes of it, or nothing. */
export type PayloadMode = 'full' | 'redacted' | 'hash' | 'none';

/** A text of the project's own that must not be stored: a code name, a customer. */
export interface OwnLiteral {
  /** 1–40 lower-case letters, digits and hyphens; shown as `[CUSTOM:name]`. */
  readonly name: string;
  /** Matched as whole words, whatever the case; 3–200 characters. */
  readonly value: string;
}

/** A regular expression of the project's own, in RE2's syntax, which cannot be made slow. */
export interface OwnPattern {
  /** 1–40 lower-case letters, digits and hyphens; shown as `[CUSTOM:name]`. */
  readonly name: string;
  /** At most 500 characters. @see https://github.com/google/re2/wiki/Syntax */
  readonly pattern: string;
}

/** What stays in the text although a detector finds it. */
export interface Allowed {
  /** Exact values, whatever the case: a support address, a test card. */
  readonly values: readonly string[];
  /** Mail domains, with their subdomains. */
  readonly domains: readonly string[];
  /** Networks in CIDR notation, IPv4 or IPv6. */
  readonly networks: readonly string[];
  /** JSON keys whose values are not looked at. */
  readonly keys: readonly string[];
}

/** A project's settings for redaction. */
export interface RedactionPolicy {
  readonly payload: PayloadMode;
  /** Types switched on or off against the default, which is on for all. */
  readonly types: Readonly<Partial<Record<EntityType, boolean>>>;
  /** Findings the detectors are less sure of stay in the text; 0 to 1. */
  readonly minimumConfidence: number;
  readonly allow: Allowed;
  /** JSON keys whose values are replaced as a whole. */
  readonly maskedKeys: readonly string[];
  readonly literals: readonly OwnLiteral[];
  readonly patterns: readonly OwnPattern[];
  /** Images, sound and files: described by type, size and keyed hash, or kept as they came. */
  readonly media: 'describe' | 'keep';
  /** True adds to each placeholder a keyed token that is the same wherever the value occurs, so that analysts can join. */
  readonly joinTokens: boolean;
}

/** Everything the engine can find, at the confidence its accuracy was measured at. */
export const DEFAULT_POLICY: RedactionPolicy = {
  payload: 'redacted',
  types: {},
  minimumConfidence: 0.5,
  allow: { values: [], domains: [], networks: [], keys: [] },
  maskedKeys: [],
  literals: [],
  patterns: [],
  media: 'describe',
  joinTokens: false,
};
