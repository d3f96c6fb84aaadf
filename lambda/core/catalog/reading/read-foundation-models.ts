import { type CatalogModel, MODALITIES, type Modality } from '../catalog-model';

/** The members that are read of an item of `bedrock:ListFoundationModels`. */
export interface FoundationModel {
  readonly modelId?: string | undefined;
  readonly modelName?: string | undefined;
  readonly providerName?: string | undefined;
  readonly inputModalities?: readonly string[] | undefined;
  readonly outputModalities?: readonly string[] | undefined;
  readonly inferenceTypesSupported?: readonly string[] | undefined;
  readonly modelLifecycle?:
    | {
        readonly legacyTime?: Time | undefined;
        readonly publicExtendedAccessTime?: Time | undefined;
        readonly endOfLifeTime?: Time | undefined;
      }
    | undefined;
}

/** A time as the SDK gives it, or as a recorded answer has it. */
type Time = string | { toISOString(): string };

/** What one Region says of a model. */
export interface ModelReading {
  readonly id: string;
  readonly facts: Pick<CatalogModel, 'input' | 'output' | 'lifecycle'>;
  /** Whether the Region serves the plain ID. */
  readonly isOnDemand: boolean;
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** Reads the models that write text. A model's context variants, e.g. `amazon.nova-lite-v1:0:300k`, are passed over. */
export function readFoundationModels(models: readonly FoundationModel[]): readonly ModelReading[] {
  const ids = new Set(models.map(({ modelId }) => modelId));
  return models
    .filter(({ outputModalities = [] }) => outputModalities.includes('TEXT'))
    .filter(({ modelId = '' }) => modelId !== '' && !isContextVariant(modelId, ids))
    .map(readModel);
}

/** Lists what the price list may call the models: by their IDs, and by names that only one of them has. */
export function listModelNames(models: readonly FoundationModel[]): ReadonlyMap<string, string> {
  const ids = new Set(readFoundationModels(models).map(({ id }) => id));
  const listed = models.filter(({ modelId = '' }) => ids.has(modelId));
  const named = listed.flatMap(({ modelId = '', modelName = '' }) => [
    [modelId, modelId] as const,
    [modelName, modelId] as const,
  ]);
  const isOfOne = ([name, id]: readonly [string, string]) =>
    name !== '' && named.every((each) => each[0] !== name || each[1] === id);
  return new Map(named.filter(isOfOne));
}

function isContextVariant(id: string, ids: ReadonlySet<string | undefined>): boolean {
  return ids.has(id.slice(0, Math.max(0, id.lastIndexOf(':'))));
}

function readModel(model: FoundationModel): ModelReading {
  const input = readModalities(model.inputModalities);
  const output = readModalities(model.outputModalities);
  const lifecycle = readLifecycle(model.modelLifecycle);
  return {
    id: model.modelId ?? '',
    facts: {
      ...(input.length > 0 && { input }),
      ...(output.length > 0 && { output }),
      ...(Object.keys(lifecycle).length > 0 && { lifecycle }),
    },
    isOnDemand: model.inferenceTypesSupported?.includes('ON_DEMAND') ?? false,
  };
}

function readModalities(words: readonly string[] = []): Modality[] {
  const lowered = words.map((word) => word.toLowerCase());
  return MODALITIES.filter((modality) => lowered.includes(modality));
}

function readLifecycle(
  lifecycle: FoundationModel['modelLifecycle'],
): NonNullable<CatalogModel['lifecycle']> {
  const legacy = readDay(lifecycle?.legacyTime);
  const extendedAccess = readDay(lifecycle?.publicExtendedAccessTime);
  const endOfLife = readDay(lifecycle?.endOfLifeTime);
  return {
    ...(legacy !== undefined && { legacy }),
    ...(extendedAccess !== undefined && { extendedAccess }),
    ...(endOfLife !== undefined && { endOfLife }),
  };
}

function readDay(time: Time | undefined): string | undefined {
  const text = typeof time === 'object' ? time.toISOString() : time;
  return text === undefined ? undefined : DAY.exec(text)?.[0];
}
