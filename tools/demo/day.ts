/** A help desk's day in a few seconds: all customers at once, each saying one thing after the other, some giving their opinion. */
import { randomBytes } from 'node:crypto';
import { startProvider } from '../fake-provider/server.ts';
import { CUSTOMERS, type Customer, type Turn } from './customers.ts';
import { createHelpDesk } from './help-desk.ts';
import { createModel, ProviderError } from './model.ts';
import { modelScript } from './model-script.ts';
import type { Service } from './service.ts';
import { startTelemetry } from './telemetry.ts';

/** The desk gives up on an answer after this, milliseconds, at any pace; one customer's answer takes far longer, all others far less. */
const PATIENCE_MS = 3600;

export interface DayOptions {
  readonly service: Service;
  /** How often all customers come. */
  readonly rounds: number;
  /** How long the model takes, as a share of what it takes in the story. */
  readonly pace?: number;
  readonly onServed?: (served: number, all: number) => void;
}

/** Runs the day; when it ends, all that happened is kept by the service. */
export const runDay = async ({ service, rounds, pace = 1, onServed }: DayOptions): Promise<void> => {
  const provider = await startProvider(modelScript(pace));
  const telemetry = startTelemetry(service);
  const desk = createHelpDesk({
    telemetry,
    model: createModel({ baseUrl: provider.baseUrl, telemetry, patienceMs: PATIENCE_MS }),
  });
  const all = rounds * CUSTOMERS.reduce((sum, { turns }) => sum + turns.length, 0);
  let served = 0;

  const serve = async (turn: Turn, { user, feature }: Customer, session: string, number: number): Promise<void> => {
    const correlation = `report-${user.split('-')[1]}-${number + 1}`;
    const question = { text: turn.says, model: turn.model ?? 'gpt-4o-mini', user, session, correlation, feature };
    const interactionId = await desk.answer(question).then(
      (said) => said.interactionId,
      (error: unknown) => {
        // The customer sees an apology, and says what they think of that.
        if (error instanceof ProviderError) return error.interactionId;
        throw error;
      },
    );
    if (turn.thinks) {
      await service.request('/v1/feedback', { interaction_id: interactionId, user_id: user, ...turn.thinks });
    }
    served += 1;
    onServed?.(served, all);
  };

  try {
    for (let round = 0; round < rounds; round++) {
      await Promise.all(
        CUSTOMERS.map(async (customer) => {
          const session = `session-${randomBytes(6).toString('hex')}`;
          for (const [number, turn] of customer.turns.entries()) await serve(turn, customer, session, number);
        }),
      );
    }
    await telemetry.stop();
  } finally {
    await provider.stop();
  }
};
