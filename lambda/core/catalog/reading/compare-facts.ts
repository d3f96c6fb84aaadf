import { type CatalogModel, MODALITIES, type Modality } from '../catalog-model';
import type { ModelReading } from './read-foundation-models';

/** What one Region says of a model: its item in the list of models, if it has one, and its profiles there. */
export interface RegionalModel {
  readonly region: string;
  readonly model: ModelReading | undefined;
  readonly profiles: readonly string[];
}

/** The facts whose new values the Bedrock API tells. */
export type ReadFacts = Pick<
  CatalogModel,
  'input' | 'output' | 'lifecycle' | 'regions' | 'profiles'
>;

/** The list of models does not speak of documents: they are known of the Converse API. */
const NOT_LISTED: readonly Modality[] = ['document'];

/**
 * Composes the facts that differ from the catalog's, with their whole new value. What no Region mentions stays as it is:
 * an empty or broken answer changes nothing.
 */
export function compareFacts(known: CatalogModel, regional: readonly RegionalModel[]): ReadFacts {
  const read = composeFacts(known, regional);
  return Object.fromEntries(
    Object.entries(read).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name as keyof ReadFacts]),
    ),
  );
}

function composeFacts(known: CatalogModel, regional: readonly RegionalModel[]): ReadFacts {
  const models = regional.flatMap(({ model }) => model ?? []);
  const input = joinModalities(
    known.input,
    models.map(({ facts }) => facts.input),
  );
  const output = joinModalities(
    known.output,
    models.map(({ facts }) => facts.output),
  );
  const lifecycle = Object.assign(
    { ...known.lifecycle },
    ...models.map(({ facts }) => facts.lifecycle),
  );
  const regions = joinRegions(known.regions, regional);
  const profiles = [
    ...new Set([...(known.profiles ?? []), ...regional.flatMap((each) => each.profiles)]),
  ].sort();
  return {
    ...(input && { input }),
    ...(output && { output }),
    ...(Object.keys(lifecycle).length > 0 && { lifecycle }),
    ...(regions && { regions }),
    ...(profiles.length > 0 && { profiles }),
  };
}

function joinModalities(
  known: readonly Modality[] | undefined,
  read: readonly (readonly Modality[] | undefined)[],
): Modality[] | undefined {
  const listed = read.flatMap((modalities) => modalities ?? []);
  if (listed.length === 0) return undefined;
  const kept = NOT_LISTED.filter((modality) => known?.includes(modality));
  return MODALITIES.filter((modality) => [...listed, ...kept].includes(modality));
}

/** A Region whose list has the model says whether it serves the plain ID. A Region that is not mentioned stays. */
function joinRegions(
  known: readonly string[] | undefined,
  regional: readonly RegionalModel[],
): string[] | undefined {
  const answers = regional.flatMap(({ region, model }) =>
    model === undefined ? [] : [{ region, isOnDemand: model.isOnDemand }],
  );
  const served = answers.filter(({ isOnDemand }) => isOnDemand).map(({ region }) => region);
  const asked = answers.map(({ region }) => region);
  if (known === undefined && served.length === 0) return undefined;
  const kept = (known ?? []).filter((region) => !asked.includes(region));
  return [...new Set([...kept, ...served])].sort();
}
