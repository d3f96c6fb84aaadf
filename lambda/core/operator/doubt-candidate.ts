import { type Catalog, findModel } from '../catalog/catalog';
import type { CatalogModel } from '../catalog/catalog-model';
import { describeAbsence, describeEnd, isOfOtherRegion } from '../catalog/describe-model';
import { lookUpTierSupport } from '../catalog/tier-support';
import type { Prices } from '../pricing/prices';
import type { Candidate } from '../routing/candidate';

export type DoubtKind =
  | 'unknown-model'
  | 'unknown-tier'
  | 'unsupported-tier'
  | 'unsupported-region'
  | 'wire'
  | 'ends-soon'
  | 'ended'
  | 'unpriced';

/** What the catalog says against a value that the router takes. The catalog may be wrong, so it refuses nothing. */
export interface Doubt {
  readonly kind: DoubtKind;
  /** A sentence part that begins with the model: `google.gemma-3-27b-it has no price, …`. */
  readonly text: string;
}

export interface DoubtFacts {
  readonly catalog: Catalog;
  readonly prices: Prices;
  /** The Region that the candidate is called in; undefined if it is not known. */
  readonly region: string | undefined;
  /** In UTC, e.g. `2026-11-28`. */
  readonly today: string;
}

type Judged = { readonly kind: DoubtKind; readonly text: string } | undefined;

/** Lists what is doubtful about a model on a tier. */
export function doubtCandidate(candidate: Candidate, facts: DoubtFacts): readonly Doubt[] {
  const model = findModel(facts.catalog, candidate.baseModelId);
  const judged = [
    doubtModel(model),
    doubtTier(candidate, facts.catalog),
    doubtRegion(candidate, facts),
    doubtWire(model),
    doubtLife(model, facts.today),
    doubtPrice(candidate, facts.prices),
  ];
  return judged.flatMap((each) =>
    each === undefined ? [] : [{ ...each, text: `${candidate.baseModelId} ${each.text}` }],
  );
}

function doubtModel(model: CatalogModel | undefined): Judged {
  return model === undefined
    ? { kind: 'unknown-model', text: 'is not in the catalog, so only Bedrock knows what it takes' }
    : undefined;
}

function doubtTier({ baseModelId, tier }: Candidate, catalog: Catalog): Judged {
  switch (lookUpTierSupport(catalog, baseModelId, tier)) {
    case 'supported':
      return undefined;
    case 'unsupported':
      return {
        kind: 'unsupported-tier',
        text: `is known not to take the tier "${tier}"; after a refusal the router calls it without a tier`,
      };
    case 'unknown':
      return { kind: 'unknown-tier', text: `may not take the tier "${tier}"; this is not known` };
  }
}

function doubtRegion({ baseModelId }: Candidate, { catalog, region }: DoubtFacts): Judged {
  if (region === undefined) return undefined;
  const kind = 'unsupported-region';
  if (isOfOtherRegion(baseModelId, region)) {
    return { kind, text: `is in another Region than ${region}, where it is called` };
  }
  const absence = describeAbsence(catalog, baseModelId, region);
  return absence === undefined ? undefined : { kind, text: absence };
}

/** Operations are called by Converse unless their callers use another API. */
function doubtWire(model: CatalogModel | undefined): Judged {
  const { converse, ...others } = model?.wires ?? {};
  const answered = Object.entries(others).flatMap(([wire, speaks]) => (speaks ? [wire] : []));
  const list = answered.join(', ') || 'no API that is known';
  if (converse === false) {
    return { kind: 'wire', text: `is known not to answer Converse; it answers ${list}` };
  }
  return converse === undefined && answered.length > 0
    ? { kind: 'wire', text: `is known to answer ${list}, and may not answer Converse` }
    : undefined;
}

function doubtLife(model: CatalogModel | undefined, today: string): Judged {
  const end = model && describeEnd(model, today);
  return end && { kind: end.hasEnded ? 'ended' : 'ends-soon', text: end.text };
}

function doubtPrice(candidate: Candidate, prices: Prices): Judged {
  return prices.ratesOf(candidate) === undefined
    ? {
        kind: 'unpriced',
        text: `has no price on the tier "${candidate.tier}", so no cost is known`,
      }
    : undefined;
}
