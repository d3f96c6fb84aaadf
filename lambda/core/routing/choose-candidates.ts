import type { Caller } from '../callers/policy';
import { requireCallersModel, requireCallersTier } from '../callers/policy-rules';
import type { Catalog } from '../catalog/catalog';
import { lookUpWireSupport } from '../catalog/wire-support';
import type { ServiceTier } from '../ids/service-tier';
import type { BedrockAction } from '../wire/bedrock-action';
import type { Wire } from '../wire/wire';
import {
  type AccessBounds,
  requireAllowedModel,
  requireAllowedTier,
  requireConnection,
} from './access-bounds';
import type { Candidate } from './candidate';
import type { Route } from './route';

export type Candidates = readonly [Candidate, ...Candidate[]];

interface CandidateRules {
  /** The bounds of the deployment. */
  readonly bounds: AccessBounds;
  /** Undefined if callers are not configured. */
  readonly caller: Caller | undefined;
}

/**
 * The tier that the request itself asks for is asked of every candidate. The deployment and the caller's policy must allow
 * the first, which is the requested one.
 *
 * @throws RouterError if they do not
 */
export function chooseCandidates(
  [first, ...others]: Route,
  { tiers, nameModel }: Pick<Wire, 'tiers' | 'nameModel'>,
  rules: CandidateRules & { readonly readAskedTier: () => ServiceTier | undefined },
): Candidates {
  requireModel(first.baseModelId, rules);
  requireConnection(rules.bounds, first.connection);
  const takesTier = tiers.length > 0;
  const asked = takesTier ? rules.readAskedTier() : 'default';
  const baseModelId = nameModel(first.baseModelId);
  const primary = { ...first, baseModelId, tier: asked ?? first.tier };
  if (takesTier) requireTier(primary.tier, rules);
  return [primary, ...others.map((other) => ({ ...other, tier: asked ?? other.tier }))];
}

/**
 * Leaves out the candidates that are known not to speak the API of a call. A model or an API of which nothing is known is
 * tried. If none is left, all are tried: the catalog may be older than what Bedrock serves.
 */
export function leaveOutMute(
  candidates: Candidates,
  action: BedrockAction,
  catalog: Catalog,
): { readonly speaking: Candidates; readonly mute: readonly Candidate[] } {
  const isMute = ({ baseModelId }: Candidate) =>
    lookUpWireSupport(catalog, baseModelId, action) === 'unsupported';
  const [first, ...others] = candidates.filter((candidate) => !isMute(candidate));
  return first === undefined
    ? { speaking: candidates, mute: [] }
    : { speaking: [first, ...others], mute: candidates.filter(isMute) };
}

function requireModel(baseModelId: string, { bounds, caller }: CandidateRules): void {
  requireAllowedModel(bounds, baseModelId);
  if (caller !== undefined) requireCallersModel(caller.policy, baseModelId);
}

function requireTier(tier: Candidate['tier'], { bounds, caller }: CandidateRules): void {
  requireAllowedTier(bounds, tier);
  if (caller !== undefined) requireCallersTier(caller.policy, tier);
}
