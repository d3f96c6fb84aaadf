import { DIRECT_OPERATION } from '../../contract';
import type { CallerPolicy } from '../callers/policy';
import { allowsOperation, requireAllowedOperation } from '../callers/policy-rules';
import { RouterError } from '../errors/router-error';
import { parseTieredModelId } from '../ids/tiered-model-id';
import type { Route } from './route';
import type { TierMapping } from './tier-mapping';

/** What a request names in its path. */
export type Destination =
  | { readonly kind: 'operation'; readonly name: string }
  /** An operation's name or a tiered model ID. */
  | { readonly kind: 'model'; readonly text: string };

export interface ResolvedDestination {
  /** The operation's name, or `direct` if the caller named a model. */
  readonly operation: string;
  readonly route: Route;
  /** Undefined if the caller named a model. */
  readonly mappingVersion: string | undefined;
}

/**
 * @param policy the caller's; undefined if callers are not configured
 * @throws RouterError `unknown-operation`, `caller-not-allowed`, `mapping-unavailable` or `invalid-model-id`
 */
export function resolveDestination(
  destination: Destination,
  mapping: TierMapping,
  policy?: CallerPolicy,
): ResolvedDestination {
  const name = readName(destination);
  const operation = findOperation(destination, mapping);
  if (policy !== undefined) requireAllowedOperation(policy, operation ?? name);
  if (operation === undefined) throw unknownOperation(name, mapping, policy);
  const mapped = mapping.get(operation);
  if (mapped !== undefined) {
    return { operation, route: mapped.route, mappingVersion: mapped.version };
  }
  const route: Route = [parseTieredModelId(name)];
  return { operation, route, mappingVersion: undefined };
}

/** The operation that a request names, `direct` if it names a model, or undefined if it names neither. */
export function findOperation(destination: Destination, mapping: TierMapping): string | undefined {
  const name = readName(destination);
  if (mapping.has(name)) return name;
  return destination.kind === 'model' && isModelLike(name) ? DIRECT_OPERATION : undefined;
}

/** The name or ID that a request has in its path, or in its place. */
export function readName(destination: Destination): string {
  return destination.kind === 'operation' ? destination.name : destination.text;
}

/** Every model ID names its provider before a dot; a plain word is a misspelled operation. */
function isModelLike(text: string): boolean {
  const [beginning = text] = text.split(':');
  return text.startsWith(':') || beginning === 'arn' || beginning.includes('.');
}

function unknownOperation(
  name: string,
  mapping: TierMapping,
  policy: CallerPolicy | undefined,
): RouterError {
  if (mapping.size === 0) {
    return new RouterError(
      'mapping-unavailable',
      'no operation is mapped to a model yet; try again shortly',
    );
  }
  const known = [...mapping.keys()]
    .filter((each) => policy === undefined || allowsOperation(policy, each))
    .sort();
  return new RouterError(
    'unknown-operation',
    `there is no operation ${JSON.stringify(name.slice(0, 64))}; the operations are ${known.join(', ') || 'none'}`,
  );
}
