import type { RefreshedFacts } from './compose-changes';

/** The largest value of an advanced parameter, in characters. */
const MOST_CHARACTERS = 8_192;

export interface FittedChanges {
  /** The value of the parameter. */
  readonly text: string;
  readonly models: readonly RefreshedFacts[];
  /** The models for which there was no room. */
  readonly leftOut: readonly string[];
}

/**
 * Writes the value of the catalog's parameter. If the changes of all models do not fit, the first ones are written. So the
 * models must be in the order of their importance.
 */
export function fitChanges(readAt: string, changes: readonly RefreshedFacts[]): FittedChanges {
  const models: RefreshedFacts[] = [];
  const leftOut: string[] = [];
  let room = MOST_CHARACTERS - writeChanges(readAt, []).length;
  for (const model of changes) {
    // A comma precedes each model but the first.
    const length = JSON.stringify(model).length + 1;
    if (length > room) leftOut.push(model.id);
    else {
      models.push(model);
      room -= length;
    }
  }
  return { text: writeChanges(readAt, models), models, leftOut };
}

function writeChanges(readAt: string, models: readonly RefreshedFacts[]): string {
  return JSON.stringify({ readAt, models });
}
