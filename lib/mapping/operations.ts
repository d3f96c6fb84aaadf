import { DEFAULT_OPERATIONS } from '../../lambda/contract';
import { isOperationName, OPERATION_NAME_RULE } from '../../lambda/core/ids/operation-name';
import { chooseRoutePattern, parseRoute } from '../../lambda/core/routing/route';
import { isKnown } from '../cdk/is-known';
import { TieredModel } from './tiered-model';

/** The route of each operation. Names are valid, and each route has at least one model and no duplicates. */
export type Operations = Readonly<{ [operation: string]: readonly TieredModel[] }>;

const DEFAULT_ROUTES: Operations = Object.fromEntries(
  Object.entries(DEFAULT_OPERATIONS).map(([operation, route]) => [
    operation,
    [TieredModel.fromText(route)],
  ]),
);

export function resolveOperations(operations: Operations = DEFAULT_ROUTES): Operations {
  if (Object.keys(operations).length === 0) {
    throw new Error(
      'operations must name at least one operation and its route, got {}; ' +
        'e.g. { extraction: [TieredModel.NOVA_2_LITE_US] }',
    );
  }
  for (const [operation, route] of Object.entries(operations)) {
    requireOperationName(operation);
    requireRoute(operation, route);
  }
  return operations;
}

export function requireOperationName(operation: string): void {
  if (!isKnown(operation) || isOperationName(operation)) return;
  throw new Error(`the operation name "${operation}" must be ${OPERATION_NAME_RULE}`);
}

/** Writes a route as the value of its parameter: `us.amazon.nova-2-lite-v1:0:flex,us.amazon.nova-2-lite-v1:0`. */
export function formatOperationRoute(route: readonly TieredModel[]): string {
  return route.join(',');
}

function requireRoute(operation: string, route: readonly TieredModel[]): void {
  if (route.length === 0) {
    throw new Error(`the operation "${operation}" needs at least one model, got an empty route`);
  }
  const text = formatOperationRoute(route);
  if (!route.every(({ baseModelId }) => isKnown(baseModelId))) return;
  try {
    parseRoute(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the route of the operation "${operation}" is not valid: ${reason}`, {
      cause: error,
    });
  }
  if (new RegExp(chooseRoutePattern(text)).test(text)) return;
  throw new Error(
    `the route of the operation "${operation}" may contain only Bedrock model IDs and ARNs, got "${text}"`,
  );
}
