/** The section `redaction`: the policy that every text of the project goes through before it is stored. */
import { type CheckPattern, parsePolicy, showPolicy } from '../../redact/policy/parse.ts';
import type { RedactionPolicy } from '../../redact/policy/policy.ts';
import type { Section } from './section.ts';

/** `checkPattern` compiles an own pattern or throws; whoever changes settings has RE2 at hand. */
export const createRedactionSection = (checkPattern: CheckPattern): Section<RedactionPolicy> => ({
  read: (json) => {
    const parsed = parsePolicy(json, checkPattern);
    return parsed.ok ? { ok: true, value: parsed.policy } : { ok: false, problems: parsed.errors };
  },
  show: showPolicy,
});
