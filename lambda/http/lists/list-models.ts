import { DIRECT_OPERATION, SERVICE_NAME } from '../../contract';
import type { CallerPolicy } from '../../core/callers/policy';
import { allowsOperation, narrowBounds } from '../../core/callers/policy-rules';
import { type Catalog, findModel } from '../../core/catalog/catalog';
import { hasEnded } from '../../core/catalog/lifecycle';
import { listCallableIds } from '../../core/catalog/region-support';
import { lookUpTierSupport } from '../../core/catalog/tier-support';
import { lookUpWireSupport } from '../../core/catalog/wire-support';
import { formatTieredModelId } from '../../core/ids/tiered-model-id';
import type { AccessBounds } from '../../core/routing/access-bounds';
import type { Candidate } from '../../core/routing/candidate';
import { listRoutes } from '../../core/routing/choose-route';
import type { Snapshot } from '../../core/settings/snapshot';
import { OPENAI_APIS } from '../../core/wire/bedrock-action';
import type { ModelScope } from '../match-endpoint';
import { describeCandidate } from './describe-candidate';
import { describeRoute, listAllowed } from './list-operations';

/** What a list of models follows from. */
export interface ModelListRules {
  readonly snapshot: Pick<Snapshot, 'mapping' | 'settings' | 'catalog' | 'prices'>;
  /** The bounds of the deployment. */
  readonly bounds: AccessBounds;
  /** Undefined if callers are not configured. */
  readonly policy: CallerPolicy | undefined;
  /** In UTC, e.g. `2026-11-28`. */
  readonly today: string;
  readonly scope: ModelScope;
}

/**
 * Lists what a caller may name as a model, in the shape of OpenAI's list with the router's own members beside it: the
 * operations, then each model on each tier that it is known to take. OpenAI's `created` is the day on which the catalog
 * was read, because Bedrock does not publish when a model was made.
 *
 * @see https://platform.openai.com/docs/api-reference/models/list
 */
export function listModels(rules: ModelListRules) {
  const { snapshot } = rules;
  const created = toUnixSeconds(snapshot.catalog.date);
  const entries = [...describeOperations(rules), ...describeModels(rules)];
  return {
    object: 'list',
    data: entries.map(({ id, ...others }) => ({ id, object: 'model', created, ...others })),
  };
}

function describeOperations(rules: ModelListRules) {
  const { snapshot, policy, scope } = rules;
  const { catalog, settings } = snapshot;
  const allowed = listAllowed(snapshot.mapping, policy).filter(([operation, { route }]) => {
    if (scope.operation !== undefined && scope.operation !== operation) return false;
    const candidates = listRoutes(route, settings.get(operation)).flat();
    return !scope.isForOpenAi || candidates.some((each) => maySpeakOpenAi(catalog, each));
  });
  return allowed.map(([operation, mapped]) => ({
    id: operation,
    owned_by: SERVICE_NAME,
    ...describeRoute(mapped, policy),
    ...describeCandidate(mapped.route[0], rules),
  }));
}

function describeModels(rules: ModelListRules) {
  const { snapshot, bounds, policy, scope } = rules;
  if (scope.operation !== undefined) return [];
  if (policy !== undefined && !allowsOperation(policy, DIRECT_OPERATION)) return [];
  const { models, tiers } = policy === undefined ? bounds : narrowBounds(bounds, policy);
  const ids = models === 'any' ? listServed(rules) : models;
  const { catalog } = snapshot;
  const listed = scope.isForOpenAi
    ? ids.filter((id) => maySpeakOpenAi(catalog, { baseModelId: id }))
    : ids;
  return listed.flatMap((baseModelId) =>
    tiers
      .map((tier): Candidate => ({ baseModelId, tier }))
      .filter(({ tier }) => lookUpTierSupport(snapshot.catalog, baseModelId, tier) === 'supported')
      .map((candidate) => ({
        id: formatTieredModelId(candidate),
        owned_by: readVendor(snapshot.catalog, baseModelId),
        ...describeCandidate(candidate, rules),
      })),
  );
}

function maySpeakOpenAi(
  catalog: Catalog,
  { baseModelId }: Pick<Candidate, 'baseModelId'>,
): boolean {
  return OPENAI_APIS.some((api) => lookUpWireSupport(catalog, baseModelId, api) !== 'unsupported');
}

/** The models of the catalog that the Region is known to serve. */
function listServed({ snapshot, today }: ModelListRules): readonly string[] {
  const { catalog, prices } = snapshot;
  return [...catalog.models.values()]
    .filter((model) => !hasEnded(model, today))
    .flatMap((model) => listCallableIds(catalog, model, prices.region ?? ''));
}

/** Amazon Bedrock owns what the catalog does not know, such as an application inference profile. */
function readVendor(catalog: Catalog, baseModelId: string): string {
  return findModel(catalog, baseModelId)?.vendor ?? 'bedrock';
}

function toUnixSeconds(day: string): number {
  return Date.parse(day) / 1000;
}
