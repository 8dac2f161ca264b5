/** Runs when the schedule says that a period has closed. */
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { parseProjectId } from '../../src/domain/call/ids.ts';
import { errorFields, type Log } from '../../src/lambda/log.ts';
import { type SummariseOutcome, type SummariseParts, summarise } from '../../src/pipelines/summarise.ts';
import type { SummaryRequest } from './contract.ts';

export interface SummariesParts {
  readonly log: Log;
  readonly summarise: SummariseParts;
}

/** Throws what went wrong after logging what may be told of it: then the schedule tries again, and an alarm sees it. */
export const createHandler =
  ({ log, summarise: parts }: SummariesParts) =>
  async (request: SummaryRequest, _context: unknown): Promise<SummariseOutcome> => {
    try {
      const outcome = await summarise(parts, toRequest(request), {});
      log('INFO', 'summarised', { ...outcome });
      return outcome;
    } catch (error) {
      log('ERROR', 'summarise-failed', errorFields(error));
      throw new Error('summarising failed; see the log line before', { cause: error });
    }
  };

const toRequest = ({ period, start, project }: SummaryRequest) => {
  const at = start === undefined ? undefined : Date.parse(start);
  if (at !== undefined && Number.isNaN(at)) throw new Error('start must be an ISO 8601 time');
  const one = project === undefined ? undefined : parseProjectId(project);
  if (project !== undefined && one === undefined) throw new Error('project must be a project id');
  return {
    kind: period,
    ...(at === undefined ? {} : { at }),
    ...(one === undefined ? {} : { project: one as ProjectId }),
  };
};
