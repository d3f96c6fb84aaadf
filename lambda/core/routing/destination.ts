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
  const name = destination.kind === 'operation' ? destination.name : destination.text;
  const mapped = mapping.get(name);
  const isModel = mapped === undefined && destination.kind === 'model' && isModelLike(name);
  if (policy !== undefined) requireAllowedOperation(policy, isModel ? DIRECT_OPERATION : name);
  if (mapped !== undefined) {
    return { operation: name, route: mapped.route, mappingVersion: mapped.version };
  }
  if (!isModel) throw unknownOperation(name, mapping, policy);
  const route: Route = [parseTieredModelId(name)];
  return { operation: DIRECT_OPERATION, route, mappingVersion: undefined };
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
