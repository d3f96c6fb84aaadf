import { HEADERS } from '../../contract';
import { readOrigin } from '../receipts/request-origin';
import {
  MAPPING_VARIANT,
  type OperationSettings,
  type SplitVariant,
} from '../settings/operation/operation-settings';
import type { Headers } from '../wire/forwarded-headers';
import { mapToUnit } from './map-to-unit';
import type { Route } from './route';
import { type ConditionFacts, holds } from './route-condition';

/** What the choice of a route looks at. */
export interface RouteFacts extends ConditionFacts {
  readonly operation: string;
  readonly headers: Headers;
  /** Draws a number from 0 up to 1. */
  readonly random: () => number;
}

export interface ChosenRoute {
  readonly route: Route;
  /** The name in the split, or `mapping`. Undefined if no split decided. */
  readonly variant: string | undefined;
}

/** Chooses the route of an operation: that of the first condition that holds, else by the split, else the mapping's. */
export function chooseRoute(
  mapped: Route,
  { when = [], split }: OperationSettings,
  facts: RouteFacts,
): ChosenRoute {
  const conditional = when.find((each) => holds(each.if, facts));
  if (conditional !== undefined) return { route: conditional.route, variant: undefined };
  if (split === undefined) return { route: mapped, variant: undefined };
  const variant = findVariant(split, findPoint(facts));
  return { route: variant?.route ?? mapped, variant: variant?.name ?? MAPPING_VARIANT };
}

/** Lists every route that requests of an operation may get, the mapping's first. */
export function listRoutes(
  mapped: Route,
  settings: OperationSettings | 'unavailable' = 'unavailable',
): readonly Route[] {
  if (settings === 'unavailable') return [mapped];
  const { when = [], split = [] } = settings;
  return [mapped, ...[...when, ...split].map(({ route }) => route)];
}

/** No variant has it. Two counts of one text have to agree, so chance does not decide them. */
const MAPPING_POINT = 1;

/**
 * Finds the place of a request between 0 and 1. Requests of the same key have the same place, whatever the weights are, so
 * a variant that grows keeps its keys. Each operation distributes keys anew.
 */
function findPoint({ operation, headers, wire, random }: RouteFacts): number {
  const key = headers[HEADERS.splitKey] || readOrigin(headers, undefined).sessionId;
  if (key !== undefined) return mapToUnit(`${operation} ${key}`);
  return wire.action === 'count-tokens' ? MAPPING_POINT : random();
}

function findVariant(split: readonly SplitVariant[], point: number): SplitVariant | undefined {
  let end = 0;
  return split.find(({ weight }) => {
    end += weight;
    return point * 100 < end;
  });
}
