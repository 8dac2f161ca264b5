/** Does the steps of jobs that the queue asks for, one a message. */
import { parseProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { isJobId } from '../../src/domain/jobs/job.ts';
import { errorFields, type Log } from '../../src/lambda/log.ts';
import { failJob, type WorkJobParts, workJob } from '../../src/pipelines/jobs/work-job.ts';
import type { JobMessage } from '../../src/pipelines/ports/jobs.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export interface QueueEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: { readonly ApproximateReceiveCount: string };
  }[];
}

export interface QueueHandlerParts {
  readonly work: WorkJobParts;
  readonly log: Log;
  /** How often the queue hands out a message before it gives it up. */
  readonly maxReceives: number;
}

/** Longest that a step waits for anything; the function has 25 s. */
const STEP_LIMIT_MS = 22_000;

/** Throws what went wrong after logging what may be told of it: then the queue brings the message again, and gives it up in the end. */
export const createQueueHandler =
  ({ work, log, maxReceives }: QueueHandlerParts) =>
  async (event: QueueEvent): Promise<void> => {
    for (const record of event.Records) {
      const message = messageOf(record.body);
      if (message === undefined) {
        log('ERROR', 'job-message-unknown', { length: record.body.length });
        throw new Error('a message of the jobs queue is not one of ours');
      }
      const waiting = { signal: AbortSignal.timeout(STEP_LIMIT_MS) };
      try {
        await workJob(work, message, waiting);
      } catch (error) {
        log('ERROR', 'job-step-failed', { ...errorFields(error), job: inOurWords(message.jobId), step: message.step });
        if (Number(record.attributes.ApproximateReceiveCount) >= maxReceives) await failJob(work, message, error, {});
        throw new Error('a step of a job failed; see the log line before', { cause: error });
      }
    }
  };

/** Undefined for what is none: no error of the parser is let out, as it quotes what it choked on. */
const messageOf = (body: string): JobMessage | undefined => {
  const { project, jobId, step } = fieldsOf(body);
  const one = parseProjectId(String(project));
  if (one === undefined || typeof jobId !== 'string' || !isJobId(jobId) || typeof step !== 'number') return undefined;
  return { project: one, jobId, step };
};

const fieldsOf = (body: string): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
};
