/** The sections of a report for engineers: what is slow, failing, costly or odd, and which call to open. */
import type { MeasureName } from '../measures.ts';
import { figureOf } from './changes.ts';
import { callsOverTime, costByName, trendCharts } from './charts-of.ts';
import type { Section } from './document.ts';
import { type Evidence, presentSections, sectionOf } from './evidence.ts';
import { anomalyTable, driftTable, trendTable } from './oddities.ts';
import { resourcesTable } from './resources.ts';
import { countTable, groupTable, qualityTable, rankedTable } from './tables.ts';
import { agreementTable, judgedTable, outcomesTable } from './truth.ts';

const OVERVIEW: readonly MeasureName[] = [
  'calls',
  'error_rate',
  'latency_p50',
  'latency_p95',
  'latency_p99',
  'time_to_first_token_p95',
  'output_tokens_per_second',
  'cost_usd',
  'cost_per_call_usd',
  'unpriced_share',
  'input_tokens',
  'output_tokens',
  'cached_input_share',
  'cache_hit_share',
  'prompt_length_mean',
  'response_length_mean',
];

const QUALITY: readonly MeasureName[] = [
  'low_quality_share',
  'flagged_share',
  'refusal_share',
  'validation_failure_share',
  'confidence_mean',
  'thumbs_up_share',
  'negative_feedback',
];

/** The sections for engineers, without those that have nothing to tell. */
export const engineeringSections = (evidence: Evidence): readonly Section[] => {
  const { rollup, previous, period, anomalies, drift, trends } = evidence;
  const { figures } = rollup;
  const read = (names: readonly MeasureName[]) => names.map((name) => figureOf(name, rollup, previous));
  return presentSections([
    sectionOf({
      id: 'overview',
      title: 'Overview',
      figures: read(OVERVIEW),
      charts: [callsOverTime(figures, period)],
      ...(figures.calls === 0 ? { lead: 'No AI call ended in this period.' } : {}),
    }),
    sectionOf({
      id: 'oddities',
      title: 'Out of the ordinary',
      charts: trendCharts(trends, period.zone),
      tables: [anomalyTable(anomalies, period.zone), driftTable(drift), trendTable(trends)],
    }),
    sectionOf({
      id: 'models',
      title: 'Models',
      tables: [
        groupTable(
          { id: 'models', title: 'By model', label: 'Model', groups: figures.by.model, columns: 'engineering' },
          figures,
        ),
        groupTable(
          {
            id: 'providers',
            title: 'By provider',
            label: 'Provider',
            groups: figures.by.provider,
            columns: 'engineering',
          },
          figures,
        ),
      ],
      charts: [costByName({ id: 'cost_by_model', title: 'Cost by model' }, figures.by.model)],
    }),
    sectionOf({
      id: 'features',
      title: 'Features and operations',
      tables: [
        groupTable(
          { id: 'features', title: 'By feature', label: 'Feature', groups: figures.by.feature, columns: 'engineering' },
          figures,
        ),
        groupTable(
          {
            id: 'operations',
            title: 'By operation',
            label: 'Operation',
            groups: figures.by.operation,
            columns: 'engineering',
          },
          figures,
        ),
        groupTable(
          {
            id: 'environments',
            title: 'By environment',
            label: 'Environment',
            groups: figures.by.environment,
            columns: 'engineering',
          },
          figures,
        ),
        groupTable(
          { id: 'releases', title: 'By release', label: 'Release', groups: figures.by.release, columns: 'engineering' },
          figures,
        ),
      ],
    }),
    sectionOf({
      id: 'errors',
      title: 'Errors',
      tables: [
        countTable({ id: 'error_types', title: 'By type', label: 'Type' }, figures.errorTypes, figures.calls),
        countTable(
          { id: 'http_statuses', title: 'By HTTP status', label: 'Status' },
          figures.httpStatuses,
          figures.calls,
        ),
      ],
    }),
    sectionOf({
      id: 'standouts',
      title: 'Calls to look at',
      tables: [
        rankedTable({ id: 'slowest', title: 'Slowest', label: 'Latency', unit: 'ms' }, figures.slowest),
        rankedTable(
          { id: 'most_expensive', title: 'Most expensive', label: 'Cost', unit: 'usd' },
          figures.mostExpensive,
        ),
      ],
    }),
    sectionOf({
      id: 'quality',
      title: 'Quality and safety',
      figures: read(QUALITY),
      tables: [
        qualityTable(figures),
        outcomesTable(figures),
        judgedTable(figures),
        agreementTable(figures),
        countTable({ id: 'safety', title: 'Safety flags', label: 'Category' }, figures.safetyCategories, figures.calls),
      ],
    }),
    sectionOf({
      id: 'ingestion',
      title: 'Redaction and ingestion',
      figures: [figureOf('redactions_per_call', rollup, previous), ...ingestFigures(evidence)],
      tables: [resourcesTable(figures)],
    }),
  ]);
};

const ingestFigures = ({ rollup: { figures } }: Evidence) =>
  (
    [
      ['redactions', 'Texts redacted', figures.redactions],
      ['redaction_failures', 'Texts dropped as they could not be redacted', figures.redactionFailures],
      ['unfinished', 'Calls without an end so far', figures.unfinished],
      ['assessment_failures', 'Assessors that failed', figures.assessmentFailures],
    ] as const
  )
    .filter(([, , value]) => value > 0)
    .map(([id, label, value]) => ({ id, label, unit: 'count', value }) as const);
