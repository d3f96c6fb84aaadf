import type { IncomingMessage, Server } from 'node:http';
import { Readable } from 'node:stream';
import type { ServiceResponse } from '../respond-to-call';

export const TARGET_PREFIX = 'DynamoDB_20120810.';

type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** Calls dynalite in this process, without a socket. */
export type Dynalite = (head: RequestHead, body: string) => Promise<ServiceResponse>;

/** Table → its partition key, and its sort key if it has one. */
export type TableKeys = Readonly<Record<string, readonly [string, string?]>>;

/** Starts dynalite and creates the tables. It listens nowhere: its own server would answer requests of any web page. */
export async function startDynalite(tables: TableKeys): Promise<Dynalite> {
  const { default: dynalite } = await import('dynalite');
  const { returnOldItems } = await import('./return-old-items');
  returnOldItems();
  const server = dynalite({ createTableMs: 0 });
  const call: Dynalite = (head, body) => callInProcess(server, head, body);
  for (const [name, keys] of Object.entries(tables)) await createTable(call, name, keys);
  return call;
}

function callInProcess(
  server: Server,
  { method, url, headers }: RequestHead,
  body: string,
): Promise<ServiceResponse> {
  return new Promise((resolve) => {
    const request = Object.assign(Readable.from([Buffer.from(body)]), { method, url, headers });
    /** The members of a response that dynalite uses. */
    const response = {
      statusCode: 200,
      setHeader: () => {},
      end: (text = '') => resolve({ status: response.statusCode, body: text }),
    };
    // The type of `emit` would require a complete request and response.
    const emit: (event: string, ...values: object[]) => boolean = server.emit.bind(server);
    emit('request', request, response);
  });
}

async function createTable(
  dynalite: Dynalite,
  tableName: string,
  keys: readonly (string | undefined)[],
): Promise<void> {
  await perform(dynalite, 'CreateTable', {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keys.map((AttributeName, index) => ({
      AttributeName,
      KeyType: index === 0 ? 'HASH' : 'RANGE',
    })),
  });
  // Requests fail until the table is active.
  let description: string;
  do {
    description = await perform(dynalite, 'DescribeTable', { TableName: tableName });
  } while (!description.includes('"ACTIVE"'));
}

async function perform(dynalite: Dynalite, operation: string, input: object): Promise<string> {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `${TARGET_PREFIX}${operation}`,
    'x-amz-date': '20261121T000000Z',
    // dynalite requires a signature, but does not check it.
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20261121/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  };
  const head = { method: 'POST', url: '/', headers };
  const { status, body } = await dynalite(head, JSON.stringify(input));
  if (status !== 200) throw new Error(`dynalite refused ${operation}: ${body}`);
  return body;
}
