import type { CatalogModel } from '../../catalog/catalog-model';
import type { Edit } from '../../json/edit';
import { isJsonObject, type JsonObject } from '../../json/json-object';

const MEMBER = 'inferenceConfig';

export type SamplingName = 'temperature' | 'topP';

/**
 * Lists the sampling parameters of a Converse body that the model refuses. A model of which it is not known gets all of
 * them: Bedrock's answer decides.
 *
 * | the model takes | the body has           | refused                |
 * |-----------------|------------------------|------------------------|
 * | `any`           | `temperature`, `topP`  | –                      |
 * | `one`           | `temperature`, `topP`  | `topP`                 |
 * | `one`           | `topP`                 | –                      |
 * | `none`          | `temperature`, `topP`  | `temperature`, `topP`  |
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html
 */
export function listRefusedSampling(
  body: JsonObject,
  model: CatalogModel | undefined,
): readonly SamplingName[] {
  const config = body[MEMBER];
  if (!isJsonObject(config)) return [];
  const written = (['temperature', 'topP'] as const).filter((name) => Object.hasOwn(config, name));
  if (model?.sampling === 'none') return written;
  const hasBoth = config['temperature'] != null && config['topP'] != null;
  return model?.sampling === 'one' && hasBoth ? ['topP'] : [];
}

/** The edits that take sampling parameters out of a Converse body. */
export function removeSampling(names: readonly SamplingName[]): readonly Edit[] {
  return names.map((name) => ({ kind: 'remove', path: [MEMBER, name] }));
}
