import { describe, expect, it } from 'vitest';
import { ConnectionError } from '../../../../lambda/adapters/aws-sdk/fresh-identity';
import {
  type ConnectionTransport,
  ConnectionTransports,
} from '../../../../lambda/adapters/bedrock/connection-transports';
import type { Transport } from '../../../../lambda/adapters/bedrock/transport';
import type { BedrockRequest } from '../../../../lambda/core/wire/wire';

const REQUEST: BedrockRequest = {
  action: 'converse',
  baseModelId: 'a.b',
  path: '/model/a.b/converse',
  headers: {},
  body: Buffer.from('{}'),
};
const by = (connection: string): BedrockRequest => ({ ...REQUEST, connection });
const NEVER = new AbortController().signal;

/** A transport that answers with its name. */
function answerAs(name: string): Transport {
  return { send: async () => ({ statusCode: 200, headers: { name }, body: undefined }) };
}

function open(connections: Readonly<Record<string, ConnectionTransport>>) {
  const opened: string[] = [];
  const transports = new ConnectionTransports(answerAs('own'), (name) => {
    opened.push(name);
    return Object.hasOwn(connections, name) ? connections[name] : undefined;
  });
  const send = async (request: BedrockRequest, signal: AbortSignal = NEVER) =>
    (await transports.send(request, signal)).headers['name'];
  return { send, opened };
}

describe('a call', () => {
  it('without a connection opens none', async () => {
    const { send, opened } = open({ vpc: { transport: answerAs('vpc') } });
    expect([await send(REQUEST), opened]).toEqual(['own', []]);
  });

  it('opens its connection once', async () => {
    const { send, opened } = open({ vpc: { transport: answerAs('vpc') } });
    expect([await send(by('vpc')), await send(by('vpc')), opened]).toEqual(['vpc', 'vpc', ['vpc']]);
  });

  it.each(['elsewhere', 'constructor'])('by %s, which is not declared, fails', async (name) => {
    await expect(open({}).send(by(name))).rejects.toThrow(`the connection ${name} is not declared`);
  });

  it('is not sent without credentials, and says so without their cause', async () => {
    const cause = new Error('not authorized to assume arn:aws:iam::444455556666:role/bedrock');
    const authorize = async () => {
      throw new ConnectionError('no credentials', { cause });
    };
    const { send } = open({ partner: { transport: answerAs('partner'), authorize } });
    await expect(send(by('partner'))).rejects.toMatchObject({
      code: 'connection-failed',
      message: 'the credentials of connection "partner" could not be had',
      cause,
    });
  });

  it('that ends while it waits for credentials was not sent either', async () => {
    const ending = new AbortController();
    const authorize = () => new Promise(() => {});
    const { send } = open({ partner: { transport: answerAs('partner'), authorize } });
    const sent = send(by('partner'), ending.signal);
    ending.abort(new Error('too late'));
    await expect(sent).rejects.toMatchObject({
      code: 'connection-failed',
      cause: new Error('too late'),
    });
  });
});
