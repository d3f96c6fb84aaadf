import { isJsonObject, type JsonObject } from '../../lambda/core/json/json-object';
import type { FailureKind } from '../../local/bedrock/failures/failure-rule';
import type { JournalEntry } from '../../local/bedrock/journal';

/** Whether the client of a call waited for its answer. */
export type IsAwaited = (entry: JournalEntry) => boolean;

/** Failures after which the router does not learn the usage that the journal has. */
const WITHOUT_USAGE: readonly (FailureKind | undefined)[] = ['cut', 'stream-error', 'stream-form'];

/** Lists differences between the function's receipts and the journal of Bedrock. */
export function checkJournal(
  receipts: readonly JsonObject[],
  entries: readonly JournalEntry[],
  isAwaited: IsAwaited,
): readonly string[] {
  const entriesById = new Map(entries.map((entry) => [entry.requestId, entry]));
  const claimed = new Set<unknown>();
  const problems: string[] = [];
  for (const receipt of receipts) {
    const { bedrock_request_id: id } = receipt;
    if (id === undefined) continue;
    if (claimed.has(id)) problems.push(`Bedrock's answer ${id} is in two receipts`);
    claimed.add(id);
    problems.push(...compare(receipt, entriesById.get(String(id))));
  }
  return [...problems, ...findUnclaimed(receipts, entries.filter(isAwaited))];
}

function compare(receipt: JsonObject, entry: JournalEntry | undefined): string[] {
  const name = `receipt ${receipt['request_id']}`;
  if (entry === undefined) return [`${name} names an answer that Bedrock did not give`];
  const { usage, resolved_tier: tier, requested_tier: requested } = receipt;
  const problems: string[] = [];
  if (isJsonObject(usage) && !isSameUsage(usage, entry)) {
    problems.push(`${name} has another usage than Bedrock counted`);
  }
  if (tier !== undefined && tier !== entry.resolvedTier) {
    problems.push(`${name} has the tier ${tier}; Bedrock served ${entry.resolvedTier}`);
  }
  if (requested === undefined) problems.push(`${name} names no requested tier`);
  return problems;
}

function isSameUsage(actual: JsonObject, { usage }: JournalEntry): boolean {
  return (
    actual['inputTokens'] === usage?.inputTokens &&
    actual['outputTokens'] === usage?.outputTokens &&
    actual['cacheReadInputTokens'] === (usage?.cacheReadInputTokens ?? 0) &&
    actual['cacheWriteInputTokens'] === (usage?.cacheWriteInputTokens ?? 0)
  );
}

/** The usage of every whole answer is in a receipt. */
function findUnclaimed(
  receipts: readonly JsonObject[],
  entries: readonly JournalEntry[],
): readonly string[] {
  const withUsage = receipts.filter(({ usage }) => usage !== undefined);
  const claimed = new Set(withUsage.map(({ bedrock_request_id: id }) => id));
  return entries
    .filter((entry) => isWhole(entry) && !claimed.has(entry.requestId))
    .map(({ requestId }) => `no receipt has the usage of Bedrock's answer ${requestId}`);
}

function isWhole({ status, usage, failure, aborted }: JournalEntry): boolean {
  return status === 200 && usage !== undefined && !aborted && !WITHOUT_USAGE.includes(failure);
}
