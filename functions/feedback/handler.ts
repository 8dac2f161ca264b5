/** Takes in what people and assessors say of a call. */
import type { ProjectId } from '../../src/domain/call/ids.ts';
import type { Keyed } from '../../src/domain/call/keyed.ts';
import { passes } from '../../src/domain/call/quality.ts';
import { decodeAssessment } from '../../src/domain/decode/assessment.ts';
import { decompress, type Inflated } from '../../src/domain/decode/body.ts';
import { decodeFeedback } from '../../src/domain/decode/feedback.ts';
import { MAX_DECODED_JUDGEMENT_BYTES } from '../../src/domain/decode/limits.ts';
import { decodeOutcome } from '../../src/domain/decode/outcome.ts';
import { bodyOf, type HttpEvent, json } from '../../src/lambda/http.ts';
import { createHttpHandler, grantOf, type HttpParts } from '../../src/lambda/http-handler.ts';
import {
  type FeedbackArrival,
  type FeedbackParts,
  takeAssessment,
  takeFeedback,
} from '../../src/pipelines/feedback.ts';
import type { createKeepScores } from '../../src/pipelines/keep-langfuse-scores.ts';
import type { KeptFeedback } from '../../src/pipelines/ports/judgements.ts';
import { takeOutcome } from '../../src/pipelines/take-outcome.ts';
import { ROUTES } from './contract.ts';

export interface FeedbackHandlerParts extends HttpParts {
  readonly feedback: FeedbackParts;
  readonly keyed: Keyed;
  readonly keepScores: ReturnType<typeof createKeepScores>;
  readonly measure: (feedback: KeptFeedback, redactions: Readonly<Record<string, number>>) => void;
}

export const createHandler = (parts: FeedbackHandlerParts) => {
  const arrivalOf = (event: HttpEvent, project: ProjectId): FeedbackArrival & { readonly body: Inflated } => {
    const body = decompress(bodyOf(event), MAX_DECODED_JUDGEMENT_BYTES);
    return { project, body, digest: parts.keyed.request(project, event.routeKey, body), receivedAt: parts.clock() };
  };
  return createHttpHandler(parts, ROUTES, {
    'POST /v1/feedback': async (event, known, waiting) => {
      const arrival = arrivalOf(event, grantOf(known).project);
      const input = decodeFeedback(arrival.body);
      const { feedback, redactions, isNew } = await takeFeedback(parts.feedback, input, arrival, waiting);
      if (isNew) parts.measure(feedback, redactions);
      return json(201, { feedback_id: feedback.feedbackId });
    },
    'POST /api/public/scores': async (event, known, waiting) => {
      const { project, scopes } = grantOf(known);
      const arrival = {
        project,
        body: bodyOf(event),
        receivedAt: parts.clock(),
        mayIngest: scopes.includes('ingest'),
      };
      const { status, body } = await parts.keepScores(arrival, waiting);
      return json(status, body);
    },
    'POST /v1/assessments': async (event, known, waiting) => {
      const arrival = arrivalOf(event, grantOf(known).project);
      const assessment = await takeAssessment(parts.feedback, decodeAssessment(arrival.body), arrival, waiting);
      return json(201, {
        assessment_id: assessment.assessmentId,
        threshold: assessment.threshold ?? null,
        passed: passes(assessment),
      });
    },
    'POST /v1/outcomes': async (event, known, waiting) => {
      const arrival = arrivalOf(event, grantOf(known).project);
      const { outcomeId } = await takeOutcome(parts.feedback, decodeOutcome(arrival.body), arrival, waiting);
      return json(201, { outcome_id: outcomeId });
    },
  });
};
