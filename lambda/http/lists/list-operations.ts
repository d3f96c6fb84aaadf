import type { CallerPolicy } from '../../core/callers/policy';
import { allowsCandidate, allowsOperation } from '../../core/callers/policy-rules';
import { formatTieredModelId } from '../../core/ids/tiered-model-id';
import type { MappedRoute, TierMapping } from '../../core/routing/tier-mapping';

/**
 * Lists the mapping in force, as `GET /v1/operations` answers it. With a policy, it lists only operations whose primary the
 * caller may call, and only candidates that the caller may call.
 */
export function listOperations(mapping: TierMapping, policy?: CallerPolicy) {
  const operations = [...mapping]
    .filter(([operation, { route }]) => {
      if (policy === undefined) return true;
      return allowsOperation(policy, operation) && allowsCandidate(policy, route[0]);
    })
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    operations: operations.map(([operation, mapped]) => ({
      operation,
      route: listRoute(mapped, policy),
      mappingVersion: mapped.version,
    })),
  };
}

function listRoute({ route }: MappedRoute, policy: CallerPolicy | undefined): readonly string[] {
  return route
    .filter((candidate) => policy === undefined || allowsCandidate(policy, candidate))
    .map(formatTieredModelId);
}
