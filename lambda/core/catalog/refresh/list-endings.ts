import { type Catalog, findModel } from '../catalog';
import { countDaysToEndOfLife, hasEnded } from '../lifecycle';
import { isServedIn } from '../region-support';
import type { ModelUse } from './used-models';

/** A model that a route names, and that is known to end. */
export interface ModelEnding {
  readonly operation: string;
  /** As the route names it. */
  readonly baseModelId: string;
  /** The model's own ID. */
  readonly modelId: string;
  /** The day on which Bedrock stops serving the model; undefined if it has ended on a day that is not known. */
  readonly endOfLife?: string;
  /** Whole days until then; 0 once the model has ended. */
  readonly days: number;
}

/** A model that ends soon, with all operations that use it. */
export interface RetirementNotice {
  readonly modelId: string;
  readonly endOfLife?: string;
  readonly daysToEndOfLife: number;
  readonly operations: readonly string[];
  /** Models of the same family that end later or have no known end, except those that the Region is known not to serve. */
  readonly alternatives: readonly string[];
}

/**
 * Lists the uses whose model is known to end, each operation and model once.
 *
 * @param today in UTC, e.g. `2026-11-28`
 */
export function listEndings(
  catalog: Catalog,
  uses: readonly ModelUse[],
  today: string,
): readonly ModelEnding[] {
  const endings = new Map<string, ModelEnding>();
  for (const { operation, baseModelId } of uses) {
    const model = findModel(catalog, baseModelId);
    const days = model && (hasEnded(model, today) ? 0 : countDaysToEndOfLife(model, today));
    if (model === undefined || days === undefined) continue;
    const { endOfLife } = model.lifecycle ?? {};
    const ending = { operation, baseModelId, modelId: model.id, days };
    endings.set(`${operation} ${baseModelId}`, endOfLife ? { ...ending, endOfLife } : ending);
  }
  return [...endings.values()];
}

export interface RetirementRules {
  readonly withinDays: number;
  /** In UTC, e.g. `2026-11-28`. */
  readonly today: string;
  /** The Region that the router calls. */
  readonly region: string;
}

/** Composes a notice for each model that ends within the days. */
export function composeRetirementNotices(
  catalog: Catalog,
  endings: readonly ModelEnding[],
  { withinDays, ...place }: RetirementRules,
): readonly RetirementNotice[] {
  const ending = endings.filter(({ days }) => days <= withinDays);
  return [...new Set(ending.map(({ modelId }) => modelId))].flatMap((modelId) => {
    const uses = ending.filter((each) => each.modelId === modelId);
    const [first] = uses;
    if (first === undefined) return [];
    const operations = [...new Set(uses.map(({ operation }) => operation))];
    const { operation: _, baseModelId: __, days: daysToEndOfLife, ...end } = first;
    const alternatives = listAlternatives(catalog, first, place);
    return [{ ...end, daysToEndOfLife, operations, alternatives }];
  });
}

function listAlternatives(
  catalog: Catalog,
  { modelId, endOfLife = '' }: ModelEnding,
  { today, region }: Omit<RetirementRules, 'withinDays'>,
): readonly string[] {
  const family = catalog.models.get(modelId)?.family;
  if (family === undefined) return [];
  return [...catalog.models.values()]
    .filter((model) => model.id !== modelId && model.family === family)
    .filter(({ lifecycle }) => (lifecycle?.endOfLife ?? '9999-12-31') > endOfLife)
    .filter((model) => !hasEnded(model, today) && isServedIn(catalog, model, region))
    .map(({ id }) => id);
}
