import { OVERRIDES, SECTIONS } from '../../contract';
import type { CallerPolicy } from '../../core/callers/policy';
import { allowsCandidate, allowsOperation } from '../../core/callers/policy-rules';
import { formatTieredModelId } from '../../core/ids/tiered-model-id';
import type { MappedRoute, TierMapping } from '../../core/routing/tier-mapping';
import type { Owner } from '../../core/settings/revise-entries';
import type { Snapshot } from '../../core/settings/snapshot';

/** What the list of operations follows from. */
export interface OperationListRules {
  readonly snapshot: Pick<Snapshot, 'mapping' | 'settings' | 'layers' | 'rejected'>;
  /** Undefined if callers are not configured. */
  readonly policy: CallerPolicy | undefined;
}

/** The owners in the order of their members, and where their parameters are below the prefix. */
const PATHS: readonly (readonly [Owner, string])[] = [
  ['deploy', `${SECTIONS.operations}/`],
  ['override', `${OVERRIDES}/${SECTIONS.operations}/`],
];

/**
 * Lists the mapping in force, as `GET /v1/operations` answers it, and beside each route what the deploy and the override say.
 * With a policy, it lists only operations whose primary the caller may call, and only candidates that the caller may call.
 */
export function listOperations(rules: OperationListRules) {
  const { snapshot, policy } = rules;
  const operations = listAllowed(snapshot.mapping, policy).map(([operation, mapped]) => ({
    operation,
    ...describeRoute(mapped, policy),
    inForce: snapshot.layers.operations.override.has(operation) ? 'override' : 'deploy',
    ...Object.fromEntries(PATHS.flatMap((path) => describeLayer(path, operation, rules))),
    settings: describeSettings(operation, snapshot),
  }));
  return { operations };
}

/** The operations that a caller may call, by their names. */
export function listAllowed(
  mapping: TierMapping,
  policy: CallerPolicy | undefined,
): readonly (readonly [string, MappedRoute])[] {
  return [...mapping]
    .filter(([operation, { route }]) => {
      if (policy === undefined) return true;
      return allowsOperation(policy, operation) && allowsCandidate(policy, route[0]);
    })
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

export function describeRoute(
  { route, version }: MappedRoute,
  policy: CallerPolicy | undefined,
): { readonly route: readonly string[]; readonly mappingVersion: string } {
  const allowed = route.filter((each) => policy === undefined || allowsCandidate(policy, each));
  return { route: allowed.map(formatTieredModelId), mappingVersion: version };
}

/** An owner's last good route, and the version of the present value if that was refused. */
function describeLayer(
  [owner, path]: readonly [Owner, string],
  operation: string,
  { snapshot, policy }: OperationListRules,
): readonly (readonly [Owner, object])[] {
  const mapped = snapshot.layers.operations[owner].get(operation);
  const refused = snapshot.rejected.find(({ name }) => name === `${path}${operation}`);
  if (mapped === undefined && refused === undefined) return [];
  const described = mapped === undefined ? {} : describeRoute(mapped, policy);
  return [[owner, { ...described, refusedVersion: refused?.version }]];
}

/** The owner and the names of the settings in force, without their values. Without names, there is no valid value yet. */
function describeSettings(
  operation: string,
  { settings, layers }: OperationListRules['snapshot'],
): { readonly inForce: Owner; readonly members?: readonly string[] } | undefined {
  const found = settings.get(operation);
  if (found === undefined) return undefined;
  const inForce = layers.settings.override.has(operation) ? 'override' : 'deploy';
  return found === 'unavailable' ? { inForce } : { inForce, members: Object.keys(found) };
}
