import { isJsonObject, type JsonObject } from '../lambda/core/json/json-object';
import type { FailureKind } from '../local/bedrock/failures/failure-rule';
import type { JournalEntry } from '../local/bedrock/journal';

/** Failures after which nobody learns the usage that the journal has. */
const UNTOLD: readonly (FailureKind | undefined)[] = ['cut', 'stream-error'];

/** What is wrong between the function's receipts and what Bedrock saw. */
export function checkJournal(
  receipts: readonly JsonObject[],
  entries: readonly JournalEntry[],
  isPatient: (entry: JournalEntry) => boolean,
): readonly string[] {
  const entriesById = new Map(entries.map((entry) => [entry.requestId, entry]));
  const claimed = new Set<unknown>();
  const problems: string[] = [];
  for (const receipt of receipts) {
    const { bedrock_request_id: id, usage } = receipt;
    if (id === undefined) continue;
    if (claimed.has(id)) problems.push(`Bedrock's answer ${id} is in two receipts`);
    claimed.add(id);
    problems.push(...compare(usage, receipt, entriesById.get(String(id))));
  }
  return [...problems, ...findUnclaimed(entries, receipts, isPatient)];
}

function compare(usage: unknown, receipt: JsonObject, entry: JournalEntry | undefined): string[] {
  const name = `receipt ${receipt['request_id']}`;
  if (entry === undefined) return [`${name} names an answer that Bedrock did not give`];
  const { resolved_tier: tier, requested_tier: requested } = receipt;
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

function isSameUsage(told: JsonObject, { usage }: JournalEntry): boolean {
  return (
    told['inputTokens'] === usage?.inputTokens &&
    told['outputTokens'] === usage?.outputTokens &&
    told['cacheReadInputTokens'] === (usage?.cacheReadInputTokens ?? 0) &&
    told['cacheWriteInputTokens'] === (usage?.cacheWriteInputTokens ?? 0)
  );
}

/** Every whole answer to a client that waited is in a receipt, with its usage. */
function findUnclaimed(
  entries: readonly JournalEntry[],
  receipts: readonly JsonObject[],
  isPatient: (entry: JournalEntry) => boolean,
): readonly string[] {
  const withUsage = receipts.filter(({ usage }) => usage !== undefined);
  const claimed = new Set(withUsage.map(({ bedrock_request_id: id }) => id));
  return entries
    .filter((entry) => isWhole(entry) && isPatient(entry) && !claimed.has(entry.requestId))
    .map(({ requestId }) => `no receipt has the usage of Bedrock's answer ${requestId}`);
}

function isWhole({ status, usage, failure, aborted }: JournalEntry): boolean {
  return status === 200 && usage !== undefined && !aborted && !UNTOLD.includes(failure);
}
