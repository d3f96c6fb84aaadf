import { IncomingMessage, ServerResponse } from 'node:http';
import { connect, Socket } from 'node:net';
import { GetInventoryCommand, GetParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it, vi } from 'vitest';
import { ParameterStoreEmulator } from '../../../local/parameter-store/emulator';
import { rows } from '../rows';
import { SharedParameterStore, violate } from './start-parameter-store';

const store = new SharedParameterStore();
const WAIT_MILLIS = 10_000;

function post(operation: string, body: string): Promise<Response> {
  const target = `AmazonSSM.${operation}`;
  const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' };
  return fetch(store.url, { method: 'POST', headers, body });
}

describe('the wire', () => {
  it('is AWS JSON 1.1 with dates in seconds and a request ID', async () => {
    store.restart(() => new Date('2026-11-21T08:15:30.250Z'));
    store.parameters.put({ name: '/team/route', value: 'one', type: 'String' });
    const response = await post('GetParameter', '{"Name":"/team/route"}');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.text()).toBe(
      '{"Parameter":{"Name":"/team/route","Type":"String","Value":"one","Version":1,"LastModifiedDate":1795248930.25,"ARN":"arn:aws:ssm:us-east-1:111122223333:parameter/team/route","DataType":"text"}}',
    );
  });

  it.each(
    rows(`
      GetParameter        →                                     → Unexpected end of JSON input
      GetParameter        → []                                  → START_ARRAY can not be read as an operation's input
      GetParameter        → 7                                   → NUMBER_VALUE can not be read as an operation's input
      GetParameter        → {"Name":7}                          → NUMBER_VALUE can not be converted to String
      GetParameter        → {"Name":{}}                         → START_OBJECT can not be converted to String
      GetParameter        → {"Name":"/a","WithDecryption":"no"} → STRING_VALUE can not be converted to Boolean
      GetParameters       → {"Names":"/a"}                      → STRING_VALUE can not be converted to List
      GetParameters       → {"Names":["/a",1]}                  → START_ARRAY can not be converted to List
      GetParametersByPath → {"Path":"/","Recursive":1}          → NUMBER_VALUE can not be converted to Boolean
      GetParametersByPath → {"Path":"/","MaxResults":"5"}       → STRING_VALUE can not be converted to Integer
      GetParametersByPath → {"Path":"/","MaxResults":5.5}       → NUMBER_VALUE can not be converted to Integer
    `),
  )('refuses %s %s', async (operation = '', body = '', message = '') => {
    const response = await post(operation, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ __type: 'SerializationException', message });
  });

  it('refuses a body that is not JSON', async () => {
    const response = await post('GetParameter', '\u0000\u0001garbage');
    expect(await response.json()).toMatchObject({
      __type: 'SerializationException',
      message: expect.stringContaining('JSON'),
    });
  });

  it.each(['{}', '{"Name":null}'])('reads no name in %s', async (body) => {
    const response = await post('GetParameter', body);
    const message = violate('null', 'name', 'not be null');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ __type: 'ValidationException', message });
  });

  it('lists its operations in the error for an unknown operation', async () => {
    await expect(store.client.send(new GetInventoryCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message:
        'This emulator does not support GetInventory. It supports GetParameter, GetParameters, GetParametersByPath, GetParameterHistory, DescribeParameters, PutParameter, DeleteParameter, DeleteParameters.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('reports an unexpected error as InternalServerError', async () => {
    store.restart(() => {
      throw new TypeError('no time');
    });
    const body = '{"Name":"/team/route","Value":"one","Type":"String"}';
    const response = await post('PutParameter', body);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      __type: 'InternalServerError',
      message: 'TypeError: no time',
    });
  });

  it('still responds after a client disconnected in the middle of its body', async () => {
    const socket = connect(Number(new URL(store.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonSSM.GetParameter\r\n';
    await new Promise<void>((resolve) => {
      socket.write(`${head}Content-Length: 100\r\n\r\n{"Name"`, () => resolve());
    });
    socket.resetAndDestroy();
    const call = store.client.send(new GetParameterCommand({ Name: '/team/route' }));
    await expect(call).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });
});

it.each([
  ['/', 'AmazonSSM.GetParameter', true],
  ['/', 'DynamoDB_20120810.GetItem', false],
  ['/', undefined, false],
  ['/model/x/converse', undefined, false],
  ['/_local/parameter-store/failures', undefined, true],
  ['/_local/bedrock/failures', undefined, false],
])('%s with target %s on a shared server is accepted: %s', (url, target, accepted) => {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  if (target !== undefined) request.headers['x-amz-target'] = target;
  expect(new ParameterStoreEmulator().accepts(request)).toBe(accepted);
});

describe('the journal', () => {
  it('lists the calls with their input, including failed calls', async () => {
    await post('GetParameter', '{"Name":"/team/none"}');
    await post('GetParametersByPath', '{"Path":"/team","Recursive":true}');
    await post('GetParameter', 'garbage');
    expect(store.emulator.journal).toEqual([
      { operation: 'GetParameter', input: { Name: '/team/none' } },
      { operation: 'GetParametersByPath', input: { Path: '/team', Recursive: true } },
    ]);
  });

  it('keeps the last thousand calls', async () => {
    const { emulator } = store;
    for (let call = 1; call <= 1003; call += 1) {
      const request = new IncomingMessage(new Socket());
      request.headers['x-amz-target'] = 'AmazonSSM.GetParameter';
      request.push(`{"Name":"/team/${call}"}`);
      request.push(null);
      emulator.listener(request, new ServerResponse(request));
    }
    const last = { operation: 'GetParameter', input: { Name: '/team/1003' } };
    await vi.waitFor(() => expect(emulator.journal.at(-1)).toEqual(last), WAIT_MILLIS);
    expect(emulator.journal).toHaveLength(1000);
    expect(emulator.journal[0]?.input).toEqual({ Name: '/team/4' });
  });
});
