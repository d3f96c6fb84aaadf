import { DIRECT_OPERATION } from '../contract';
import type { Route } from './route';
import { RouterError } from './router-error';
import type { TierMapping } from './tier-mapping';
import { parseTieredModelId } from './tiered-model-id';

/** What a request names in its path. */
export type Destination =
  | { readonly kind: 'operation'; readonly name: string }
  /** An operation's name, or else a tiered model ID. */
  | { readonly kind: 'model'; readonly text: string };

export interface ResolvedDestination {
  /** The operation's name, or `direct` where the caller named a model. */
  readonly operation: string;
  readonly route: Route;
  /** Undefined where the mapping was not asked. */
  readonly mappingVersion: string | undefined;
}

/** @throws RouterError `unknown-operation`, `mapping-unavailable` or `invalid-model-id` */
export function resolveDestination(
  destination: Destination,
  mapping: TierMapping,
): ResolvedDestination {
  const name = destination.kind === 'operation' ? destination.name : destination.text;
  const mapped = mapping.get(name);
  if (mapped !== undefined) {
    return { operation: name, route: mapped.route, mappingVersion: mapped.version };
  }
  if (destination.kind === 'operation' || !isModelLike(name)) throw unknownOperation(name, mapping);
  const route: Route = [parseTieredModelId(destination.text)];
  return { operation: DIRECT_OPERATION, route, mappingVersion: undefined };
}

/** Every model ID names its provider before a dot; a plain word is an operation misspelled. */
function isModelLike(text: string): boolean {
  const [beginning = ''] = text.split(':');
  return text.startsWith(':') || beginning === 'arn' || beginning.includes('.');
}

function unknownOperation(name: string, mapping: TierMapping): RouterError {
  if (mapping.size === 0) {
    return new RouterError(
      'mapping-unavailable',
      'no operation is mapped to a model yet; try again shortly',
    );
  }
  const known = [...mapping.keys()].sort().join(', ');
  return new RouterError(
    'unknown-operation',
    `there is no operation ${JSON.stringify(name.slice(0, 64))}; the operations are ${known}`,
  );
}
