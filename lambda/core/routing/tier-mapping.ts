import { SECTIONS } from '../../contract';
import { RouterError } from '../errors/router-error';
import { isOperationName, OPERATION_NAME_RULE } from '../ids/operation-name';
import type { Entries, HotValue } from '../settings/hot-value';
import { formatVersion } from '../settings/revise-entries';
import type { AccessBounds } from './access-bounds';
import { parseAllowedRoute, type Route } from './route';

/** Where an operation's calls go, and which version of the mapping says so. */
export interface MappedRoute {
  readonly route: Route;
  /** `7` for a version of the deploy's parameter, `override-3` for one of the override, or {@link DEPLOYED_VERSION}. */
  readonly version: string;
}

/** Operation → route. */
export type TierMapping = Entries<MappedRoute>;

/** The version of a route of the deploy that was not read from Parameter Store. */
export const DEPLOYED_VERSION = 'deploy';

/** The routes in Parameter Store, within the bounds of the deployment. */
export function mappedRoutes(bounds: AccessBounds): HotValue<MappedRoute> {
  return {
    name: `${SECTIONS.operations}/`,
    parse: (written, operation) => {
      const route = checkRoute(operation, written.value, bounds);
      return typeof route === 'string'
        ? { kind: 'rejected', problem: route }
        : { kind: 'parsed', value: { route, version: formatVersion(written) } };
    },
    rejectedAs: 'rejected',
    whenAbsent: 'last-good',
  };
}

/** The route, or what is wrong with it. */
function checkRoute(operation: string, text: string, bounds: AccessBounds): Route | string {
  if (!isOperationName(operation)) {
    return `"${operation}" is not an operation name: ${OPERATION_NAME_RULE}`;
  }
  try {
    return parseAllowedRoute(text, bounds);
  } catch (error) {
    if (error instanceof RouterError) return error.message;
    throw error;
  }
}
