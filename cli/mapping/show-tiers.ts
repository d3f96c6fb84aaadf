import { findModel } from '../../lambda/core/catalog/catalog';
import { countDaysToEndOfLife } from '../../lambda/core/catalog/lifecycle';
import { listRegions } from '../../lambda/core/connections/connection';
import { quotePrice } from '../../lambda/core/operator/compare-prices';
import { doubtCandidate } from '../../lambda/core/operator/doubt-candidate';
import { findValue, type OperatorView } from '../../lambda/core/operator/operator-view';
import type { Candidate } from '../../lambda/core/routing/candidate';
import type { MappedRoute } from '../../lambda/core/routing/tier-mapping';
import { describeOwned, describePrice, describeRouter } from '../documents/describe';
import type { OperationDocument, TiersDocument } from '../documents/mapping';
import type { Answer } from '../output/answer';
import { type OpenRouter, openRouter } from '../router/open-router';
import type { RouterOptions } from '../router/router-options';
import { formatTiers } from './format-tiers';

export async function showTiers(options: RouterOptions): Promise<Answer> {
  const router = await openRouter(options);
  const document = describeTiers(router, await router.readView());
  return { document, text: formatTiers(document), notes: noteAuthors(document) };
}

/** They are left out without a right that cannot be granted for single parameters. */
function noteAuthors({ operations }: TiersDocument): readonly string[] {
  const written = operations.flatMap(({ deploy, override }) =>
    [deploy ?? [], override ?? []].flat(),
  );
  if (written.length === 0 || written.some(({ changedBy }) => changedBy !== undefined)) return [];
  return ['Who changed them is not known: this needs the right ssm:DescribeParameters.'];
}

function describeTiers(router: OpenRouter, view: OperatorView): TiersDocument {
  const operations = [...view.snapshot.mapping].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    router: describeRouter(router),
    operations: operations.map(([operation, mapped]) =>
      describeOperation(operation, mapped, { router, view }),
    ),
  };
}

function describeOperation(
  operation: string,
  { route, version }: MappedRoute,
  { router, view }: { readonly router: OpenRouter; readonly view: OperatorView },
): OperationDocument {
  const { snapshot } = view;
  const value = findValue(view, { section: 'operations', entry: operation });
  const regions = listRegions(router.config.connections);
  const doubts = route.flatMap((candidate) => {
    const region = regions[candidate.connection ?? ''] ?? router.region;
    return doubtCandidate(candidate, { ...snapshot, region, today: router.today });
  });
  return {
    operation,
    inForce: value?.inForce ?? 'deploy',
    version,
    route: route.map((candidate) => describeCandidate(candidate, { router, view })),
    deploy: describeOwned(value?.deploy, 'deploy'),
    override: describeOwned(value?.override, 'override'),
    hasSettings: snapshot.settings.has(operation),
    doubts: [...doubts],
  };
}

function describeCandidate(
  candidate: Candidate,
  { router, view: { snapshot } }: { readonly router: OpenRouter; readonly view: OperatorView },
): OperationDocument['route'][number] {
  const model = findModel(snapshot.catalog, candidate.baseModelId);
  return {
    modelId: candidate.baseModelId,
    serviceTier: candidate.tier,
    connection: candidate.connection,
    price: describePrice(quotePrice(snapshot.prices, candidate)),
    daysToEndOfLife: model && countDaysToEndOfLife(model, router.today),
  };
}
