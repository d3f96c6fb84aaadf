import { once } from 'node:events';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BUDGET_TABLE_KEYS } from '../../lambda/contract';

/** The table with the callers' budgets, as a deploy would make it. */
export const BUDGET_TABLE = 'bedrock-tier-router-budgets';

const TARGET_PREFIX = 'DynamoDB_20120810.';

/**
 * DynamoDB for a laptop: dynalite, which is loaded and gets its table when the first request asks for it. What it holds
 * is gone with the process.
 */
export class DynamoDbStandIn {
  #starting: Promise<Server> | undefined;
  #failuresLeft = 0;

  /** Whether a request on a shared server is meant for this service. */
  accepts({ headers }: IncomingMessage): boolean {
    const target = headers['x-amz-target'];
    return typeof target === 'string' && target.startsWith(TARGET_PREFIX);
  }

  /** The next requests are answered with an internal error, the SDK's repetitions among them. */
  failNext(count: number): void {
    this.#failuresLeft = count;
  }

  /** Resolves when it is there, so that no request has to wait for it longer than its client does. */
  async start(): Promise<void> {
    this.#starting ??= startDynalite();
    await this.#starting;
  }

  readonly listener: RequestListener = (request, response) => {
    if (this.#failuresLeft > 0) {
      this.#failuresLeft -= 1;
      response.writeHead(500).end('{"__type":"InternalServerError"}');
      return;
    }
    this.#starting ??= startDynalite();
    this.#starting.then(
      (server) => server.emit('request', request, response),
      () => response.destroy(),
    );
  };
}

/** The table is made over a port of its own; after that, requests are handed over in the process. */
async function startDynalite(): Promise<Server> {
  const { default: dynalite } = await import('dynalite');
  const { returnOldItems } = await import('./return-old-items');
  returnOldItems();
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await createTable(`http://127.0.0.1:${port}`);
  server.unref();
  return server;
}

async function createTable(url: string): Promise<void> {
  const { caller, period } = BUDGET_TABLE_KEYS;
  await call(url, 'CreateTable', {
    TableName: BUDGET_TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [caller, period].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [
      { AttributeName: caller, KeyType: 'HASH' },
      { AttributeName: period, KeyType: 'RANGE' },
    ],
  });
  // Until it is active there is nothing to be found in it.
  let description: string;
  do {
    description = await call(url, 'DescribeTable', { TableName: BUDGET_TABLE });
  } while (!description.includes('"ACTIVE"'));
}

async function call(url: string, operation: string, input: object): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${TARGET_PREFIX}${operation}`,
      'x-amz-date': '20261121T000000Z',
      // dynalite looks for a signature, not at it.
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20261121/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`dynalite refused ${operation}: ${text}`);
  return text;
}
