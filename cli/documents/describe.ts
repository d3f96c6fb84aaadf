import type { QuotedPrice } from '../../lambda/core/operator/compare-prices';
import type { HistoricValue } from '../../lambda/core/operator/history';
import type { OwnedValue } from '../../lambda/core/operator/operator-view';
import type { Owner } from '../../lambda/core/settings/revise-entries';
import type { OpenRouter } from '../router/open-router';
import type { PriceDocument, VersionDocument } from './mapping';

export function describeRouter({ prefix, region }: OpenRouter) {
  return { prefix, region };
}

export function describePrice(price: QuotedPrice | undefined): PriceDocument | undefined {
  if (price === undefined) return undefined;
  return {
    inputUsdPerMillionTokens: price.input,
    outputUsdPerMillionTokens: price.output,
    inputSavedShare: price.savedShare?.input,
    outputSavedShare: price.savedShare?.output,
  };
}

export function describeOwned(
  value: OwnedValue | undefined,
  owner: Owner,
): VersionDocument | undefined {
  if (value === undefined) return undefined;
  const { versionName: version, changedAt, changedBy, problem } = value;
  return { version, owner, value: value.value, changedAt, changedBy, problem };
}

export function describeVersion(version: HistoricValue): VersionDocument {
  const { versionName, owner, value, changedAt, changedBy } = version;
  return { version: versionName, owner, value, changedAt, changedBy };
}
