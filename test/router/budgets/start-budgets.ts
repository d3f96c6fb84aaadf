import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { composeLocalClient } from '../../../local/compose-local-client';
import { BUDGET_TABLE } from '../../../local/dynamo-db/emulator';
import { type ObservedRouter, startObservedRouter } from '../support';

const BODY =
  '{"messages":[{"role":"user","content":[{"text":"Invoice 4711"}]}],"inferenceConfig":{"maxTokens":400}}';

/** Every key is made of its ID. */
const keyOf = (id: string): string => id.repeat(4);

/** The deployed function with callers, whose accounts can be looked at. */
export interface BudgetedRouter extends ObservedRouter {
  /** Sends a request of at most 400 tokens to an operation on priority. */
  readonly ask: (callerId: string, path?: string, signal?: AbortSignal) => Promise<Response>;
  readonly read: (
    callerId: string,
  ) => Promise<{ readonly spent: number; readonly committed: number }>;
  /** What the log says that the caller's requests cost, in nano-dollars. */
  readonly sumLogged: (callerId: string) => number;
}

/**
 * @param callers API key ID → policy
 * @param environment variables of the function beside those of a deployment
 * @param operationSettings operation → settings
 */
export async function startBudgets(
  callers: Readonly<Record<string, object>>,
  environment: Readonly<Record<string, string>> = {},
  operationSettings: Readonly<Record<string, object>> = {},
): Promise<BudgetedRouter> {
  const router = await startObservedRouter({
    environment,
    operationSettings,
    settings: {
      authorization: 'keys',
      operations: {
        work: 'us.amazon.nova-2-lite-v1:0:priority',
        'with-unpriced': 'us.amazon.nova-2-lite-v1:0:priority,us.acme.unknown-v1:0:flex',
      },
    },
    callers: Object.entries(callers).map(([id, policy]) => ({
      apiKey: { id, value: keyOf(id) },
      policy,
    })),
  });
  const dynamoDb = new DynamoDBClient(composeLocalClient(router.aws.url));
  const close = async () => {
    dynamoDb.destroy();
    await router.close();
  };
  const ask = (callerId: string, path = '/v1/work', signal?: AbortSignal) =>
    fetch(`${router.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': keyOf(callerId) },
      body: BODY,
      ...(signal && { signal }),
    });
  const read = async (callerId: string) => {
    const Key = { caller: { S: callerId }, period: { S: new Date().toISOString().slice(0, 7) } };
    const { Item } = await dynamoDb.send(new GetItemCommand({ TableName: BUDGET_TABLE, Key }));
    return {
      spent: Number(Item?.['spent']?.N ?? 0),
      committed: Number(Item?.['committed']?.N ?? 0),
    };
  };
  return { ...router, close, ask, read, sumLogged: (id) => sumLogged(router.log, id) };
}

function sumLogged(log: ObservedRouter['log'], callerId: string): number {
  const costs = log
    .filter((entry) => entry['caller_id'] === callerId && entry['status'] === 200)
    // Whole nano-dollars once more: a double has no exact millionths.
    .map((entry) => Math.ceil(Number((Number(entry['estimated_cost_usd']) * 1e9).toFixed(3))));
  return costs.reduce((sum, cost) => sum + cost, 0);
}
