import { HEADERS, SERVICE_TIER_HEADER } from '../contract';
import { formatUsd } from '../core/pricing/format-usd';
import { formatAttempts } from '../core/receipts/format-attempts';
import type { AskedReceipt, Receipt, ServedReceipt } from '../core/receipts/receipt';

/** Writes the receipt into response headers. A request that was refused before it was planned has none. */
export function writeReceiptHeaders(receipt: Receipt): Readonly<Record<string, string>> {
  const { asked, served, attempts } = receipt;
  if (asked === undefined) return {};
  return leaveOutUndefined({
    ...writeAsked(asked),
    [HEADERS.attempts]: attempts.length === 0 ? undefined : formatAttempts(attempts),
    ...(served === undefined ? {} : writeServed(served)),
  });
}

type OptionalHeaders = Readonly<Record<string, string | undefined>>;

function writeAsked({
  operation,
  modelId,
  requestedTier,
  mappingVersion,
  variant,
}: AskedReceipt): OptionalHeaders {
  return {
    [HEADERS.operation]: operation,
    [HEADERS.modelId]: modelId,
    [HEADERS.requestedTier]: requestedTier,
    [HEADERS.mappingVersion]: mappingVersion,
    [HEADERS.variant]: variant,
  };
}

function writeServed({
  answeredBy,
  resolvedTier,
  cost,
  costStatus,
  tierFallback,
  cacheHit,
}: ServedReceipt): OptionalHeaders {
  return {
    [HEADERS.modelId]: answeredBy.baseModelId,
    [HEADERS.connection]: answeredBy.connection,
    [SERVICE_TIER_HEADER]: resolvedTier,
    [HEADERS.estimatedCost]: cost && formatUsd(cost.usd),
    [HEADERS.costStatus]: costStatus,
    [HEADERS.tierFallback]: tierFallback,
    [HEADERS.cache]: cacheHit && `hit; age=${cacheHit.ageSeconds}`,
  };
}

function leaveOutUndefined(headers: OptionalHeaders): Readonly<Record<string, string>> {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) written[name] = value;
  }
  return written;
}
