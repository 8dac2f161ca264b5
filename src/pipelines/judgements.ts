/** Joins what was said of calls to the calls: said before or after they arrived, of a call, its trace, or an id that it carries. */
import type { ProjectId, SpanId } from '../domain/call/ids.ts';
import { inLanes } from '../domain/call/in-lanes.ts';
import type { FeedbackTarget, KnownIdTarget } from '../domain/call/quality.ts';
import type { JudgementStore, Judgements } from './ports/judgements.ts';
import type { Waiting } from './ports/time.ts';
import type { WholeTrace } from './read-trace.ts';

interface Identified {
  readonly spanId: SpanId;
  readonly clientId?: string;
  readonly correlationId?: string;
  readonly responseId?: string;
  readonly sessionId?: string;
}

/** Everything said of some spans of a trace, oldest first. */
export const judgementsOn = async (
  judgements: JudgementStore,
  project: ProjectId,
  { trace, spans }: { readonly trace: WholeTrace; readonly spans: readonly Identified[] },
  waiting: Waiting,
): Promise<Judgements> => {
  const targets = new Map<string, KnownIdTarget>();
  for (const span of spans) {
    for (const target of idsOf(span)) targets.set(`${target.by} ${target.value}`, target);
  }
  const given: Judgements[] = [];
  // A trace may have thousands of ids: as many requests at once wait for a socket until they time out.
  await inLanes([...[...targets.values()].entries()], async ([index, target]) => {
    given[index] = await judgements.judgementsOf(project, target, waiting);
  });
  const all = [trace, ...given];
  const concerns = ({ target }: { readonly target: FeedbackTarget<string> }): boolean =>
    spans.some((span) => concernsSpan(target, span));
  return {
    feedback: all
      .flatMap(({ feedback }) => feedback)
      .filter(concerns)
      .sort((a, b) => a.at - b.at),
    assessments: all
      .flatMap(({ assessments }) => assessments)
      .filter(concerns)
      .sort((a, b) => a.at - b.at),
    outcomes: all.flatMap(({ outcomes }) => outcomes).filter(concerns),
  };
};

const idsOf = ({ clientId, correlationId, responseId, sessionId }: Identified): readonly KnownIdTarget[] =>
  (
    [
      ['client', clientId],
      ['correlation', correlationId],
      ['response', responseId],
      ['session', sessionId],
    ] as const
  ).flatMap(([by, value]) => (value === undefined ? [] : [{ by, value }]));

const concernsSpan = (target: FeedbackTarget<string>, span: Identified): boolean => {
  if (target.by === 'interaction') return target.interactionId.endsWith(span.spanId);
  if (target.by === 'trace') return true;
  return idsOf(span).some(({ by, value }) => by === target.by && value === target.value);
};
