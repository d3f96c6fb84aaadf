import { RouterError } from '../errors/router-error';
import type { ServiceTier } from '../ids/service-tier';
import {
  formatTieredModelId,
  parseTieredModelId,
  type TieredModelId,
} from '../ids/tiered-model-id';
import {
  type AccessBounds,
  requireAllowedModel,
  requireAllowedTier,
  requireConnection,
} from './access-bounds';

/** Tiered model IDs in order: the first is the primary, the rest are fallbacks. */
export type Route = readonly [TieredModelId, ...TieredModelId[]];

const MODEL = '[A-Za-z0-9][A-Za-z0-9-]*(\\.[A-Za-z0-9-]+)+';
const ARN = 'arn:aws[a-z-]*:[a-z]+:[a-z0-9-]*:[0-9]*:[a-z-]+/[A-Za-z0-9._/-]+';
const VERSIONS = '(:[0-9]+[km]?|:mm)*';
const TIERS = 'priority|default|flex|reserved|standard';
const CONNECTION = '(@[a-z][a-z0-9-]*)?';
const ULTRAFAST = 'ultrafast' satisfies ServiceTier;

/**
 * The shape of a route as a regular expression, for a parameter's `AllowedPattern`, so that most bad values are refused
 * before they are stored. {@link parseRoute} decides: it ignores white space, and checks more than a shape can.
 */
export const ROUTE_PATTERN = writePattern(TIERS);

/** The same with connections. */
const CONNECTED_ROUTE_PATTERN = writePattern(TIERS, CONNECTION);

/** The same with connections, and with the tier that has come after the others. */
const ULTRAFAST_ROUTE_PATTERN = writePattern(`${TIERS}|${ULTRAFAST}`, CONNECTION);

/**
 * Chooses the narrowest pattern that the route matches. The others never change, because a parameter whose pattern changes
 * is written anew by the next deployment.
 */
export function chooseRoutePattern(route: string): string {
  if (route.includes(`:${ULTRAFAST}`)) return ULTRAFAST_ROUTE_PATTERN;
  return route.includes('@') ? CONNECTED_ROUTE_PATTERN : ROUTE_PATTERN;
}

function writePattern(tiers: string, connection = ''): string {
  const model = `(${MODEL}|${ARN})${VERSIONS}(:(${tiers}))?${connection}`;
  return `^${model}(,${model})*$`;
}

/**
 * Reads a route: tiered model IDs separated by commas, as in a StringList parameter.
 *
 * @throws RouterError `invalid-route` or `invalid-model-id`
 */
export function parseRoute(text: string): Route {
  const [primary = text, ...fallbacks] = text.split(',');
  const parse = (part: string) => parseTieredModelId(part.trim());
  const route: Route = [parse(primary), ...fallbacks.map(parse)];
  const written = route.map(formatTieredModelId);
  const repeated = written.find((id, index) => written.indexOf(id) !== index);
  if (repeated !== undefined) {
    throw new RouterError('invalid-route', `"${text.slice(0, 256)}" names "${repeated}" twice`);
  }
  return route;
}

/**
 * Reads a route of which the deployment allows every candidate.
 *
 * @throws RouterError `invalid-route`, `invalid-model-id`, `model-not-allowed`, `tier-not-allowed` or `unknown-connection`
 */
export function parseAllowedRoute(text: string, bounds: AccessBounds): Route {
  const route = parseRoute(text);
  for (const { baseModelId, tier, connection } of route) {
    requireAllowedModel(bounds, baseModelId);
    requireAllowedTier(bounds, tier);
    requireConnection(bounds, connection);
  }
  return route;
}
