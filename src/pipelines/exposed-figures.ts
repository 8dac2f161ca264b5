/** Reads what is exposed out of a roll-up. */
import type { ExposedFigures, ModelFigures } from '../domain/exposition/figures.ts';
import type { Distribution } from '../domain/exposition/openmetrics.ts';
import { countDistinct } from '../domain/summarise/distinct.ts';
import { type Figures, ROUTE, type RouteFigures, readRouteName } from '../domain/summarise/figures.ts';
import { countUpTo, type Sketch, SUM_SCALE } from '../domain/summarise/sketch.ts';

/** Calls that name no model or provider, and names beyond those that a roll-up keeps apart. */
const UNNAMED = 'unknown';
const OTHERS = 'other';

/** The figures of a roll-up as they are exposed. */
export const exposedFigures = (figures: Figures, recent: Figures['sessions']): ExposedFigures => {
  const routes = new Map<readonly [model: string, provider: string], RouteFigures>();
  for (const [name, route] of figures.routes.kept) routes.set(readRouteName(name), route);
  if (figures.routes.other !== undefined) routes.set([OTHERS, OTHERS], figures.routes.other);
  const models = new Map<string, RouteFigures>();
  for (const [[model], route] of routes) models.set(model, ROUTE.absorb(models.get(model) ?? ROUTE.zero(), route));
  return {
    models: [...models].map(([model, route]) => modelFigures([model, ''], route)),
    routes: [...routes].map(([[model, provider], route]) => modelFigures([model, provider || UNNAMED], route)),
    totals: {
      cacheHits: figures.cacheHits,
      redactionFindings: figures.redactions,
      redactionFailures: figures.redactionFailures,
      feedback: figures.opinions.types,
      activeSessions: countDistinct(recent).count,
    },
  };
};

const modelFigures = (
  [model, provider]: readonly [model: string, provider: string],
  route: RouteFigures,
): ModelFigures => ({
  model: model || UNNAMED,
  provider,
  calls: route.calls,
  errors: route.errors,
  unpriced: route.unpriced,
  inputTokens: route.inputTokens,
  outputTokens: route.outputTokens,
  costNanoUsd: Number(route.costNanoUsd),
  lowQuality: route.lowQuality,
  validationFailures: route.validationFailures,
  safetyFlags: Object.fromEntries([
    ...route.safetyCategories.kept,
    ...(route.safetyCategories.other === undefined ? [] : [[OTHERS, route.safetyCategories.other] as const]),
  ]),
  latencyMs: distributionOf(route.latencyMs),
  timeToFirstTokenMs: distributionOf(route.timeToFirstTokenMs),
  outputLength: distributionOf(route.outputLength),
});

const distributionOf = (sketch: Sketch): Distribution => ({
  count: sketch.count,
  sum: Number(sketch.sumMicros) / SUM_SCALE,
  countUpTo: (bound) => countUpTo(sketch, bound),
});
