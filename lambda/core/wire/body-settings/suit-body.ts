import type { CatalogModel } from '../../catalog/catalog-model';
import type { RequestBody } from '../request-body';
import { type BodySettings, editBody } from './body-settings';
import { placeCachePoints } from './cache-points';
import { placeThinking, THINKING_MEMBERS } from './thinking';

/** A body for one model, and what the model does not take of what the settings ask for. */
export interface SuitedBody {
  readonly body: RequestBody;
  readonly leftOut: readonly 'thinking'[];
}

/** Writes what the settings ask for in the way in which the model takes it. The same body if they ask for nothing. */
export function suitBody(
  body: RequestBody,
  model: CatalogModel | undefined,
  settings: BodySettings | undefined,
): SuitedBody {
  if (settings?.thinking === undefined && settings?.promptCaching !== 'auto') {
    return { body, leftOut: [] };
  }
  const thinking = placeThinking(body.pick(...THINKING_MEMBERS), model, settings.thinking);
  const points = settings.promptCaching === 'auto' ? placeCachePoints(body, model) : [];
  const isLeftOut = thinking === 'left-out';
  const edits = isLeftOut ? points : [...thinking, ...points];
  return { body: editBody(body, edits), leftOut: isLeftOut ? ['thinking'] : [] };
}
