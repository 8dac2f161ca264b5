/** Whether and how a project's stored calls go through the second, deep pass. */

export interface DeepSettings {
  /** Features whose calls are looked at; `*` for all, and none for no pass at all. */
  readonly features: readonly string[];
  /** What the pass may cost a day, in US dollars. */
  readonly dailyBudgetUsd: number;
  /** Language that the texts are taken to be in. */
  readonly language: 'en' | 'es';
  /** Findings that the detector is less sure of stay; 0 to 1. */
  readonly minimumScore: number;
}

/** Off, as it costs money and hands texts, redacted as they are, to another service of AWS. */
export const DEFAULT_DEEP: DeepSettings = { features: [], dailyBudgetUsd: 0, language: 'en', minimumScore: 0.8 };

/** Whether calls of a feature are looked at. */
export const isChosen = ({ features }: DeepSettings, feature: string | undefined): boolean =>
  features.includes('*') || (feature !== undefined && features.includes(feature));
