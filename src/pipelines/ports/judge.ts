/** A model as judge: how it is asked, and what may be spent on it. */
import type { InteractionId, ProjectId } from '../../domain/call/ids.ts';
import type { EpochMs, Fraction, NanoUsd } from '../../domain/call/units.ts';
import type { Usage } from '../../domain/call/usage.ts';
import type { JudgePrompt } from '../../domain/judge/prompt.ts';
import type { Waiting } from './time.ts';

/** What the model answered, and what it consumed. */
export interface ModelAnswer {
  readonly text: string;
  readonly usage: Usage;
}

/** Asks a model. Throws where it can't be reached or refuses: the queue then brings the message again. */
export type Converse = (
  model: string,
  prompt: JudgePrompt,
  limits: { readonly maxTokens: number },
  waiting: Waiting,
) => Promise<ModelAnswer>;

/** One day's account of what a project spends on one of the things that cost by the call. */
export interface SpendAccount {
  readonly purpose: 'judge' | 'deep';
  /** ISO date, UTC. */
  readonly day: string;
  readonly expiresAt: EpochMs;
}

/** What was spent of daily budgets. */
export interface SpendStore {
  /** Sets an amount aside; false when that would exceed the limit. */
  reserve(
    project: ProjectId,
    account: SpendAccount,
    sum: { readonly amount: NanoUsd; readonly limit: NanoUsd },
    waiting: Waiting,
  ): Promise<boolean>;
  /** Corrects what was set aside by what it came to: negative when it was less. */
  settle(project: ProjectId, account: SpendAccount, difference: NanoUsd, waiting: Waiting): Promise<void>;
  spentOn(project: ProjectId, account: Omit<SpendAccount, 'expiresAt'>, waiting: Waiting): Promise<NanoUsd>;
}

/** A request to judge one call: ids, and nothing of the call. */
export interface JudgeMessage {
  readonly project: ProjectId;
  readonly interactionId: InteractionId;
  /** With which chance picked the call. */
  readonly probability: Fraction;
}

/** The queue of calls to judge. */
export type AskForJudgements = (messages: readonly JudgeMessage[], waiting: Waiting) => Promise<void>;
