/** Decides which findings a project's policy keeps. */
import { isEntityType } from '../entities.ts';
import type { Span } from '../span.ts';
import { createNetwork } from './networks.ts';
import type { RedactionPolicy } from './policy.ts';

/** Tells whether a finding with this text is to be replaced. */
export type SpanFilter = (span: Span, value: string) => boolean;

const PLAIN = /[^\p{L}\p{N}@.:]/gu;
const plain = (value: string): string => value.toLowerCase().replace(PLAIN, '');

/** Builds the filter of a policy. */
export const createFilter = (policy: RedactionPolicy): SpanFilter => {
  const { types, minimumConfidence, allow } = policy;
  const off: ReadonlySet<string> = new Set(
    Object.keys(types).filter((type) => isEntityType(type) && types[type] === false),
  );
  const values = new Set(allow.values.map(plain));
  const domains = allow.domains.map((domain) => domain.toLowerCase());
  const networks = allow.networks.flatMap((network) => createNetwork(network) ?? []);
  const isAllowed = (type: string, value: string): boolean => {
    if (values.size > 0 && values.has(plain(value))) return true;
    if (type === 'EMAIL' && domains.length > 0) {
      const host = value.toLowerCase().slice(value.lastIndexOf('@') + 1);
      return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
    }
    return type === 'IP_ADDRESS' && networks.some((contains) => contains(value));
  };
  return ({ type, confidence }, value) => confidence >= minimumConfidence && !off.has(type) && !isAllowed(type, value);
};
