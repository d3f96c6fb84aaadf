import { isJsonObject, type JsonObject, parseJsonObject } from '../../lambda/core/json/json-object';

/**
 * A line of the function's log as a person wants it: one short line a request, and whatever is wrong.
 * Undefined for metrics and for the steps on the way.
 */
export function formatLogLine(line: string): string | undefined {
  const entry = parseJsonObject(line);
  if (entry === undefined) return line;
  if (Object.hasOwn(entry, '_aws')) return undefined;
  if (typeof entry['status'] === 'number') return formatReceipt(entry);
  return entry['level'] === 'INFO' ? undefined : formatProblem(entry);
}

function formatReceipt(receipt: JsonObject): string {
  const words = [
    readTime(receipt),
    String(receipt['status']),
    receipt['operation'],
    describeTiers(receipt),
    `${Math.round(Number(receipt['latency_ms']))} ms`,
    describeUsage(receipt['usage']),
    receipt['router_error'] ?? receipt['bedrock_error'],
    receipt['model_id'],
  ];
  return words.filter((word) => word !== undefined).join('  ');
}

function formatProblem(entry: JsonObject): string {
  const details = [entry['parameter'] ?? entry['parameter_path'], entry['problem']];
  const told = details.filter((detail) => detail !== undefined).join(': ');
  return `${readTime(entry)}  ${entry['level']}  ${entry['message']}${told === '' ? '' : ` (${told})`}`;
}

function readTime({ timestamp }: JsonObject): string {
  return String(timestamp).slice(11, 19);
}

function describeTiers(receipt: JsonObject): string | undefined {
  const requested = receipt['requested_tier'];
  if (requested === undefined) return undefined;
  return `${requested} -> ${receipt['resolved_tier'] ?? '?'}`;
}

function describeUsage(usage: unknown): string | undefined {
  return isJsonObject(usage) ? `${usage['inputTokens']}+${usage['outputTokens']}` : undefined;
}
