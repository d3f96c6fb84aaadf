import { type CatalogChanges, parseCatalogChanges } from '../catalog-changes';
import type { RefreshedFacts } from './compose-changes';

/** The largest value of an advanced parameter, in characters. */
const MOST_CHARACTERS = 8_192;

export interface FittedChanges {
  /** The value of the parameter. */
  readonly text: string;
  /** What the router reads in it. */
  readonly changes: CatalogChanges;
  /** The models for which there was no room. */
  readonly leftOut: readonly string[];
}

/**
 * Writes the value of the catalog's parameter. If the changes of all models do not fit, the first ones are written. So the
 * models must be in the order of their importance.
 *
 * @throws Error if the router would refuse the value
 */
export function fitChanges(readAt: string, models: readonly RefreshedFacts[]): FittedChanges {
  const kept: RefreshedFacts[] = [];
  const leftOut: string[] = [];
  let room = MOST_CHARACTERS - writeChanges(readAt, []).length;
  for (const model of models) {
    // A comma precedes each model but the first.
    const length = JSON.stringify(model).length + 1;
    if (length > room) leftOut.push(model.id);
    else {
      kept.push(model);
      room -= length;
    }
  }
  const text = writeChanges(readAt, kept);
  const parsed = parseCatalogChanges(text);
  if (parsed.kind === 'rejected') throw new Error(`the catalog is not valid: ${parsed.problem}`);
  return { text, changes: parsed.value, leftOut };
}

function writeChanges(readAt: string, models: readonly RefreshedFacts[]): string {
  return JSON.stringify({ readAt, models });
}
