import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type JsonObject, parseJsonObject } from '../../../lambda/core/json/json-object';
import type { FailureRule } from '../../../local/bedrock/failures/failure-rule';
import type { Journal, JournalEntry } from '../../../local/bedrock/journal';
import { composeReply } from '../../../local/bedrock/replies/compose-reply';
import { composeLocalClient } from '../../../local/compose-local-client';
import { BUDGET_TABLE } from '../../../local/dynamo-db/emulator';
import { startLocalRouter } from '../../../local/local-router';
import { SeededRandom } from '../../../soak/seeded-random';
import { readNumber } from './expect-request';
import { AT_LENGTH, LONG_REPLY, OPERATIONS, SILENT } from './traffic';

export const CALLERS = {
  free: {},
  ample: { budget: { limitUsd: 10_000, period: 'month' } },
  tight: { budget: { limitUsd: 0.02, period: 'month' } },
  demoted: { budget: { limitUsd: 0.003, period: 'month', whenExceeded: 'demote-to-flex' } },
} as const;
export type CallerName = keyof typeof CALLERS;

/** An API key has at least 20 characters. */
export function keyOf(name: CallerName): string {
  return `${name}-key-`.repeat(4);
}

/** What goes wrong, as shares of all calls that it is possible for. */
const FAILURES: readonly FailureRule[] = [
  { kind: 'hang', modelId: SILENT, rate: 1 },
  { kind: 'unavailable', rate: 0.03 },
  { kind: 'timeout', rate: 0.02 },
  { kind: 'throttle', rate: 0.05 },
  // Sooner, the router may take a connection that it used before for one that was idle.
  { kind: 'cut', at: 'before-reply', milliseconds: 1_500, rate: 0.02 },
  { kind: 'cut', at: 'mid-reply', rate: 0.03 },
  { kind: 'cut', at: 'between-frames', rate: 0.03 },
  { kind: 'stream-error', rate: 0.02 },
  { kind: 'stream-form', form: 'no-metadata', rate: 0.02 },
  { kind: 'no-counts', rate: 0.5 },
  { kind: 'downgrade', rate: 0.03, tier: 'flex' },
  { kind: 'downgrade', rate: 0.03, tier: 'priority' },
];

export interface Ledgered {
  readonly spent: bigint;
  readonly committed: bigint;
}

/** The deployed function in a Region, with all that it logs and all that arrives at Bedrock. */
export interface Site {
  readonly region: string;
  readonly url: string;
  readonly texts: readonly string[];
  readonly lines: readonly JsonObject[];
  /** Number of a request → its calls, in order. */
  calls(): ReadonlyMap<number, readonly JournalEntry[]>;
  /** In nanodollars. */
  readLedger(caller: CallerName): Promise<Ledgered>;
  close(): Promise<void>;
}

export async function startSite(region: string, seed: number): Promise<Site> {
  const startedAt = new Date();
  const texts: string[] = [];
  const lines: JsonObject[] = [];
  const router = await startLocalRouter({
    aws: {
      random: new SeededRandom(seed).next,
      composeReply: (prompt) =>
        prompt.user.includes(AT_LENGTH) ? LONG_REPLY : composeReply(prompt),
    },
    settings: { authorization: 'keys', operations: OPERATIONS },
    environment: { AWS_REGION: region },
    callers: Object.entries(CALLERS).map(([name, policy]) => ({
      apiKey: { id: name, value: keyOf(name as CallerName) },
      policy: { name, ...policy },
    })),
    onLogLine: (text) => {
      texts.push(text);
      lines.push(parseJsonObject(text) ?? { unreadable: text });
    },
  });
  const { journal, failures } = router.aws.bedrock;
  for (const rule of FAILURES) failures.add(rule);
  const dynamoDb = new DynamoDBClient(composeLocalClient(router.aws.url));
  return {
    region,
    url: router.url,
    texts,
    lines,
    calls: groupCalls(journal),
    readLedger: (caller) => readLedger(dynamoDb, caller, startedAt),
    close: async () => {
      dynamoDb.destroy();
      await router.close();
    },
  };
}

/** Groups calls by the number of their request, which is read once from each body. */
function groupCalls(journal: Journal): () => ReadonlyMap<number, readonly JournalEntry[]> {
  const numbers = new Map<number, number | undefined>();
  return () => {
    const calls = new Map<number, readonly JournalEntry[]>();
    for (const entry of journal.entries) {
      if (!numbers.has(entry.sequence)) numbers.set(entry.sequence, readNumber(entry));
      const number = numbers.get(entry.sequence);
      if (number !== undefined) calls.set(number, [...(calls.get(number) ?? []), entry]);
    }
    return calls;
  };
}

/** A run may begin in one month and end in the next. */
async function readLedger(
  client: DynamoDBClient,
  caller: CallerName,
  startedAt: Date,
): Promise<Ledgered> {
  const months = new Set([startedAt, new Date()].map((date) => date.toISOString().slice(0, 7)));
  const amounts = { spent: 0n, committed: 0n };
  for (const month of months) {
    const Key = { caller: { S: caller }, period: { S: month } };
    const { Item = {} } = await client.send(new GetItemCommand({ TableName: BUDGET_TABLE, Key }));
    amounts.spent += BigInt(Item['spent']?.N ?? 0);
    amounts.committed += BigInt(Item['committed']?.N ?? 0);
  }
  return amounts;
}
