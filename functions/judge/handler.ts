/** Has a model judge the calls that the queue names, a few at a time. */
import { parseInteractionId, parseProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { errorFields, type Log } from '../../src/lambda/log.ts';
import { type Judged, type JudgeParts, judgeCall } from '../../src/pipelines/judge-call.ts';
import type { JudgeMessage } from '../../src/pipelines/ports/judge.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** The messages to be brought again; the others are dealt with. */
export interface QueueAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export interface JudgeHandlerParts {
  readonly judge: JudgeParts;
  readonly log: Log;
  readonly measure: (judged: readonly Judged[], failures: number) => void;
}

export const createHandler =
  ({ judge, log, measure }: JudgeHandlerParts) =>
  async (event: QueueEvent): Promise<QueueAnswer> => {
    const judged: Judged[] = [];
    const failed: string[] = [];
    for (const { messageId, body } of event.Records) {
      try {
        const one = await judgeCall(judge, messageOf(body), {});
        judged.push(one);
        if (one.outcome === 'skipped') log('INFO', 'judge-skipped', { why: inOurWords(one.why) });
      } catch (error) {
        log('ERROR', 'judge-failed', errorFields(error));
        failed.push(messageId);
      }
    }
    measure(judged, failed.length);
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };

const messageOf = (body: string): JudgeMessage => {
  const { project, interaction_id, probability } = JSON.parse(body) as Record<string, unknown>;
  const one = parseProjectId(String(project));
  const isPicked = typeof probability === 'number' && probability > 0 && probability <= 1;
  if (one === undefined || parseInteractionId(String(interaction_id)) === undefined || !isPicked) {
    throw new Error('a message of the judging queue is not one of ours');
  }
  return { project: one, interactionId: interaction_id as JudgeMessage['interactionId'], probability };
};
