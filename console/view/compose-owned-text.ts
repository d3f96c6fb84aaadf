import { createHash } from 'node:crypto';
import { SECTIONS } from '../../lambda/contract';
import { formatTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import type { HistoricValue } from '../../lambda/core/operator/history';
import {
  findValue,
  type OperatorView,
  type OwnedValue,
  type ValueView,
} from '../../lambda/core/operator/operator-view';
import type { EditedSection, OwnedText } from './console-view';

export interface EditedName {
  readonly section: EditedSection;
  readonly entry: string;
}

/** Composes the route or the settings of an operation, with what was deployed and what overrides it. */
export function composeOwnedText(
  name: EditedName,
  view: OperatorView,
  history: readonly HistoricValue[] | undefined,
): OwnedText {
  const found = findValue(view, name);
  const { section } = name;
  return {
    section,
    inForce: found?.inForce,
    deploy: found?.deploy,
    override: found?.override,
    text: section === SECTIONS.operations ? writeRoute(name, view) : writeSettings(found),
    stamp: stamp(found?.deploy, found?.override),
    history,
  };
}

/** The mapping decides, because it also has routes that were never written to Parameter Store. */
function writeRoute({ entry }: EditedName, { snapshot }: OperatorView): string {
  return (snapshot.mapping.get(entry)?.route ?? []).map(formatTieredModelId).join(',');
}

function writeSettings(found: ValueView | undefined): string {
  return (found?.inForce && found[found.inForce]?.value) ?? '';
}

const STAMP_LENGTH = 16;

/** The stamp of a value that neither the deployment nor an operator has written. */
export const NO_VALUE_STAMP = stamp(undefined, undefined);

/** Versions alone would not do: a parameter that was deleted and written again begins at 1. */
function stamp(...sides: readonly (OwnedValue | undefined)[]): string {
  const written = sides.map((side) => side && [side.version, side.value]);
  return createHash('sha256')
    .update(JSON.stringify(written.map((side) => side ?? null)))
    .digest('hex')
    .slice(0, STAMP_LENGTH);
}
