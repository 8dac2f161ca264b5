/** The sections of a report for the business: who used it, were they content, what it cost, what changed. */
import type { MeasureName } from '../measures.ts';
import { figureOf } from './changes.ts';
import { callsOverTime, costByName, trendCharts } from './charts-of.ts';
import { costDrivers } from './cost-drivers.ts';
import type { Section, Table } from './document.ts';
import { type Evidence, presentSections, sectionOf } from './evidence.ts';
import { trendTable } from './oddities.ts';
import { countTable, groupTable } from './tables.ts';
import { outcomesTable } from './truth.ts';

const USE: readonly MeasureName[] = ['calls', 'users', 'sessions'];
const SATISFACTION: readonly MeasureName[] = [
  'thumbs_up_share',
  'rating_mean',
  'negative_feedback',
  'task_completion_share',
  'refusal_share',
];
const COST: readonly MeasureName[] = ['cost_usd', 'cost_per_call_usd', 'unpriced_share'];
const RELIABILITY: readonly MeasureName[] = [
  'error_rate',
  'latency_p50',
  'latency_p95',
  'flagged_share',
  'low_quality_share',
];

/** The sections for the business, without those that have nothing to tell. */
export const businessSections = ({ rollup, previous, period, trends }: Evidence): readonly Section[] => {
  const { figures } = rollup;
  const read = (names: readonly MeasureName[]) => names.map((name) => figureOf(name, rollup, previous));
  return presentSections([
    sectionOf({
      id: 'use',
      title: 'Use',
      figures: read(USE),
      charts: [callsOverTime(figures, period)],
      tables: [
        groupTable(
          { id: 'features', title: 'By feature', label: 'Feature', groups: figures.by.feature, columns: 'business' },
          figures,
        ),
      ],
      ...(figures.calls === 0 ? { lead: 'Nobody used an AI feature in this period.' } : {}),
    }),
    sectionOf({
      id: 'satisfaction',
      title: 'Satisfaction',
      figures: read(SATISFACTION),
      tables: [feedbackTable(figures.opinions), outcomesTable(figures)],
    }),
    sectionOf({
      id: 'cost',
      title: 'Cost',
      figures: read(COST),
      charts: [
        costByName({ id: 'cost_by_feature', title: 'Cost by feature' }, figures.by.feature),
        costByName({ id: 'cost_by_model', title: 'Cost by model' }, figures.by.model),
      ],
      tables: [previous === undefined ? undefined : costDrivers(figures, previous.figures)],
    }),
    sectionOf({
      id: 'reliability',
      title: 'Reliability and safety',
      figures: read(RELIABILITY),
      tables: [
        countTable({ id: 'safety', title: 'Safety flags', label: 'Category' }, figures.safetyCategories, figures.calls),
      ],
    }),
    sectionOf({
      id: 'trends',
      title: 'Trends',
      charts: trendCharts(trends, period.zone),
      tables: [trendTable(trends)],
    }),
  ]);
};

const WORDS: Readonly<Record<string, string>> = {
  thumbs_up: 'Thumbs up',
  thumbs_down: 'Thumbs down',
  rating: 'Ratings',
  comment: 'Comments',
  correction: 'Corrections',
  regenerated: 'Asked for another answer',
  copied: 'Copied the answer',
  abandoned: 'Left without an answer',
  follow_up: 'Asked again',
  task_completed: 'Completed the task',
  task_failed: 'Failed at the task',
};

const feedbackTable = ({ types, count }: Evidence['rollup']['figures']['opinions']): Table | undefined =>
  count === 0
    ? undefined
    : {
        id: 'feedback',
        title: 'What people said and did',
        columns: [
          { id: 'feedback', label: 'Feedback', unit: 'name' },
          { id: 'count', label: 'Count', unit: 'count' },
          { id: 'share', label: 'Of all feedback', unit: 'share' },
        ],
        rows: Object.entries(types)
          .filter(([, times]) => times > 0)
          .sort(([, a], [, b]) => b - a)
          .map(([type, times]) => [WORDS[type] ?? type, times, times / count]),
      };
