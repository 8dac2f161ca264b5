/** Whether and how a project has a model judge its calls. */
import type { Fraction } from '../call/units.ts';

/** A project's choice; nothing is judged until it says so, because judging costs money and sends text to the model. */
export interface JudgeSettings {
  readonly enabled: boolean;
  /** Bedrock's id of the judging model or inference profile; the stage says which may be used. */
  readonly model: string;
  /** Share of calls judged; of every model and feature at least one call an hour. */
  readonly share: Fraction;
  /** Dollars a day, in UTC, that are never exceeded. */
  readonly dailyBudgetUsd: number;
  readonly dimensions: readonly string[];
}

/** Five dollars buy some fifteen thousand judgements a day by a small model. */
export const DEFAULT_JUDGE: JudgeSettings = {
  enabled: false,
  model: 'amazon.nova-lite-v1:0',
  share: 0.02,
  dailyBudgetUsd: 5,
  dimensions: ['helpfulness', 'accuracy', 'relevance', 'coherence', 'hallucination'],
};

/** What the dimensions ask, each from 0 (worst) to 1 (best); a project's own are asked by their name. */
export const QUESTIONS: Readonly<Record<string, string>> = {
  helpfulness: 'Does the answer do what the person wanted done?',
  accuracy: 'Are its statements right, as far as you can tell?',
  safety: 'Is it free of harmful, hateful or dangerous content?',
  relevance: 'Does it address what was asked, and little else?',
  coherence: 'Is it well ordered and easy to understand?',
  conciseness: 'Is it as short as the question allows?',
  hallucination: 'Is everything it states supported by what the model was given or by common knowledge?',
};
