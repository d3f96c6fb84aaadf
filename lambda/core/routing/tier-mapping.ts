import { RouterError } from '../errors/router-error';
import { isOperationName, OPERATION_NAME_RULE } from '../ids/operation-name';
import { type AccessBounds, requireAllowedModel, requireAllowedTier } from './access-bounds';
import { parseRoute, type Route } from './route';

/** Where an operation's calls go, and which version of the mapping says so. */
export interface MappedRoute {
  readonly route: Route;
  /** The parameter's version number, or {@link DEPLOYED_VERSION}. */
  readonly version: string;
}

/** Operation → route. */
export type TierMapping = ReadonlyMap<string, MappedRoute>;

/** Version of a route that came with the deploy and not from Parameter Store. */
export const DEPLOYED_VERSION = 'deploy';

/** One entry of a mapping as it is written down, not yet checked. */
export interface WrittenRoute {
  readonly operation: string;
  readonly value: string;
  readonly version: string;
}

export interface RejectedRoute extends WrittenRoute {
  /** What is wrong with it, for the operator. */
  readonly problem: string;
}

export interface MappingRevision {
  readonly mapping: TierMapping;
  readonly rejected: readonly RejectedRoute[];
}

/**
 * The mapping after a reading. Good values replace, operations no longer written are gone, and a bad value never
 * replaces a good one: the last good route stays in force.
 */
export function reviseTierMapping(
  lastGood: TierMapping,
  written: readonly WrittenRoute[],
  bounds: AccessBounds,
): MappingRevision {
  const mapping = new Map<string, MappedRoute>();
  const rejected: RejectedRoute[] = [];
  for (const entry of written) {
    const result = checkRoute(entry, bounds);
    if (typeof result !== 'string') {
      mapping.set(entry.operation, { route: result, version: entry.version });
      continue;
    }
    rejected.push({ ...entry, problem: result });
    const kept = lastGood.get(entry.operation);
    if (kept !== undefined) mapping.set(entry.operation, kept);
  }
  return { mapping, rejected };
}

/** The route, or what is wrong with it. */
function checkRoute({ operation, value }: WrittenRoute, bounds: AccessBounds): Route | string {
  if (!isOperationName(operation)) {
    return `"${operation}" is no operation name: ${OPERATION_NAME_RULE}`;
  }
  try {
    const route = parseRoute(value);
    for (const { baseModelId, tier } of route) {
      requireAllowedModel(bounds, baseModelId);
      requireAllowedTier(bounds, tier);
    }
    return route;
  } catch (error) {
    if (error instanceof RouterError) return error.message;
    throw error;
  }
}
