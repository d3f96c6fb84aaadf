import { type Catalog, findModel } from '../catalog';
import { countDaysToEndOfLife } from '../lifecycle';
import type { ModelUse } from './used-models';

/** A model that a route names, and whose end is known. */
export interface ModelEnding {
  readonly operation: string;
  /** As the route names it. */
  readonly baseModelId: string;
  /** The model's own ID. */
  readonly modelId: string;
  /** The day on which Bedrock stops serving the model. */
  readonly endOfLife: string;
  /** Whole days until then; 0 if the day has come. */
  readonly days: number;
}

/** A model that ends soon, with all operations that use it. */
export interface RetirementNotice {
  readonly modelId: string;
  readonly endOfLife: string;
  readonly daysToEndOfLife: number;
  readonly operations: readonly string[];
  /** Models of the same family that end later or have no known end. */
  readonly alternatives: readonly string[];
}

/**
 * Lists the uses whose model has a known end, each operation and model once.
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
    const endOfLife = model?.lifecycle?.endOfLife;
    if (model === undefined || endOfLife === undefined) continue;
    const days = Math.max(0, countDaysToEndOfLife(model, today) ?? 0);
    const ending = { operation, baseModelId, modelId: model.id, endOfLife, days };
    endings.set(`${operation} ${baseModelId}`, ending);
  }
  return [...endings.values()];
}

/** Composes a notice for each model that ends within the days. */
export function composeRetirementNotices(
  catalog: Catalog,
  endings: readonly ModelEnding[],
  withinDays: number,
): readonly RetirementNotice[] {
  const ending = endings.filter(({ days }) => days <= withinDays);
  return [...new Set(ending.map(({ modelId }) => modelId))].flatMap((modelId) => {
    const uses = ending.filter((each) => each.modelId === modelId);
    const [first] = uses;
    if (first === undefined) return [];
    const operations = [...new Set(uses.map(({ operation }) => operation))];
    const { endOfLife, days: daysToEndOfLife } = first;
    const alternatives = listAlternatives(catalog, modelId, endOfLife);
    return [{ modelId, endOfLife, daysToEndOfLife, operations, alternatives }];
  });
}

function listAlternatives(
  { models }: Catalog,
  modelId: string,
  endOfLife: string,
): readonly string[] {
  const family = models.get(modelId)?.family;
  if (family === undefined) return [];
  return [...models.values()]
    .filter((model) => model.id !== modelId && model.family === family)
    .filter(({ lifecycle }) => (lifecycle?.endOfLife ?? '9999-12-31') > endOfLife)
    .map(({ id }) => id);
}
