import { isJsonObject, type JsonObject, parseJsonObject } from '../../lambda/core/json/json-object';

/**
 * Shortens a line of the function's log. Receipts and problems become one short line. Lines that are not JSON do not
 * change. The result is undefined for metrics and for lines at level INFO.
 */
export function formatLogLine(line: string): string | undefined {
  const entry = parseJsonObject(line);
  if (entry === undefined) return line;
  if (Object.hasOwn(entry, '_aws')) return undefined;
  if (typeof entry['status'] === 'number') return formatReceipt(entry);
  return entry['level'] === 'INFO' ? undefined : formatProblem(entry);
}

function formatReceipt(receipt: JsonObject): string {
  const columns = [
    readTime(receipt),
    String(receipt['status']),
    receipt['operation'],
    describeTiers(receipt),
    `${Math.round(Number(receipt['latency_ms']))} ms`,
    describeUsage(receipt['usage']),
    receipt['router_error'] ?? receipt['bedrock_error'],
    receipt['model_id'],
    describeFallback(receipt),
  ];
  return columns.filter((column) => column !== undefined).join('  ');
}

function formatProblem(entry: JsonObject): string {
  const subject = entry['parameter'] ?? entry['parameter_path'] ?? entry['model_id'];
  const details = [subject, entry['problem']];
  const detail = details.filter((part) => part !== undefined).join(': ');
  return `${readTime(entry)}  ${entry['level']}  ${entry['message']}${detail === '' ? '' : ` (${detail})`}`;
}

function readTime({ timestamp }: JsonObject): string {
  return String(timestamp).slice(11, 19);
}

function describeTiers(receipt: JsonObject): string | undefined {
  const requested = receipt['requested_tier'];
  if (requested === undefined) return undefined;
  return `${requested} -> ${receipt['resolved_tier'] ?? '?'}`;
}

/** A downgrade by Bedrock has no fallback. */
function describeFallback({ tier_fallback: cause }: JsonObject): string | undefined {
  return cause === undefined ? undefined : `fallback: ${cause}`;
}

function describeUsage(usage: unknown): string | undefined {
  return isJsonObject(usage) ? `${usage['inputTokens']}+${usage['outputTokens']}` : undefined;
}
