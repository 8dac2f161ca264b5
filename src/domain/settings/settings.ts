/**
 * What a project chooses for itself, section by section, and what holds where it says nothing. Whoever needs something per project
 * adds a section here and a reader in `sections/`, instead of another mechanism.
 */
import { type AssessmentSettings, DEFAULT_SETTINGS as DEFAULT_ASSESSMENT } from '../assess/settings.ts';
import { DEFAULT_JUDGE, type JudgeSettings } from '../judge/settings.ts';
import type { PriceOverride } from '../price/override.ts';
import { DEFAULT_DEEP, type DeepSettings } from '../redact/deep/settings.ts';
import { DEFAULT_POLICY as DEFAULT_REDACTION, type RedactionPolicy } from '../redact/policy/policy.ts';
import type { SamplingSettings } from '../sampling/policy.ts';

/** How long a project's interactions are kept. */
export interface RetentionSettings {
  /** Days from arrival; absent means as long as the stage keeps them. */
  readonly days?: number;
}

/** How a project's summaries are cut and written. */
export interface SummarySettings {
  /** IANA name of the zone whose days and weeks are summed up. */
  readonly timeZone: string;
}

/** A project's own prices; the first that fits a call goes before the table. */
export interface PriceSettings {
  readonly overrides: readonly PriceOverride[];
}

/** All sections, complete. */
export interface ProjectSettings {
  readonly redaction: RedactionPolicy;
  readonly deep: DeepSettings;
  readonly retention: RetentionSettings;
  /** What is absent is as the stage and the default plan have it. */
  readonly sampling: SamplingSettings;
  readonly assess: AssessmentSettings;
  readonly prices: PriceSettings;
  readonly summaries: SummarySettings;
  readonly judge: JudgeSettings;
}

export type SectionName = keyof ProjectSettings;

/** The sections that a project has set; each was read, and so is as this version or an older one understood it. */
export type StoredSettings = { readonly [Name in SectionName]?: Partial<ProjectSettings[Name]> };

/** What holds for a project that never said anything. */
export const DEFAULT_PROJECT_SETTINGS: ProjectSettings = {
  redaction: DEFAULT_REDACTION,
  deep: DEFAULT_DEEP,
  retention: {},
  sampling: {},
  assess: DEFAULT_ASSESSMENT,
  prices: { overrides: [] },
  summaries: { timeZone: 'UTC' },
  judge: DEFAULT_JUDGE,
};

/**
 * The stored sections with the defaults around them. A field that came with a later version is missing in a row of an older one and
 * takes its default; sections that nobody set are the very objects of the default, so that what is made of them can be shared.
 */
export const completeSettings = (stored: StoredSettings): ProjectSettings => {
  const complete: Record<string, object> = { ...DEFAULT_PROJECT_SETTINGS };
  for (const [name, section] of Object.entries(stored)) {
    if (name in complete) complete[name] = { ...complete[name], ...section };
  }
  return complete as unknown as ProjectSettings;
};
