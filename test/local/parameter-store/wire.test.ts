import { IncomingMessage } from 'node:http';
import { connect, Socket } from 'node:net';
import { DescribeParametersCommand, GetParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { ParameterStoreEmulator } from '../../../local/parameter-store/emulator';
import { startParameterStore } from './start-parameter-store';

function post(url: string, target: string, body: string): Promise<Response> {
  const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' };
  return fetch(url, { method: 'POST', headers, body });
}

describe('the wire', () => {
  it('carries JSON 1.1 with dates in seconds and a request ID', async () => {
    const { emulator, url } = await startParameterStore(() => new Date('2026-11-21T08:15:30.250Z'));
    emulator.parameters.put({ name: '/team/route', value: 'one', type: 'String' });
    const response = await post(url, 'AmazonSSM.GetParameter', '{"Name":"/team/route"}');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.text()).toBe(
      '{"Parameter":{"Name":"/team/route","Type":"String","Value":"one","Version":1,"LastModifiedDate":1795248930.25,"ARN":"arn:aws:ssm:us-east-1:111122223333:parameter/team/route","DataType":"text"}}',
    );
  });

  it.each([
    ['', 'SerializationException', 'Unexpected end of JSON input'],
    ['\u0000\u0001garbage', 'SerializationException', expect.stringContaining('JSON')],
    ['[]', 'SerializationException', "START_ARRAY can not be read as an operation's input"],
    ['7', 'SerializationException', "NUMBER_VALUE can not be read as an operation's input"],
    ['{"Name":7}', 'SerializationException', 'NUMBER_VALUE can not be converted to String'],
    ['{"Name":{}}', 'SerializationException', 'START_OBJECT can not be converted to String'],
    [
      '{"Name":"/a","WithDecryption":"yes"}',
      'SerializationException',
      'STRING_VALUE can not be converted to Boolean',
    ],
    [
      '{}',
      'ValidationException',
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    ],
    [
      '{"Name":null}',
      'ValidationException',
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    ],
  ])('answers GetParameter with the body %j', async (body, type, message) => {
    const { url } = await startParameterStore();
    const response = await post(url, 'AmazonSSM.GetParameter', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ __type: type, message });
  });

  it.each([
    ['GetParameters', '{"Names":"/a"}', 'STRING_VALUE can not be converted to List'],
    ['GetParameters', '{"Names":["/a",1]}', 'START_ARRAY can not be converted to List'],
    [
      'GetParametersByPath',
      '{"Path":"/","Recursive":1}',
      'NUMBER_VALUE can not be converted to Boolean',
    ],
    [
      'GetParametersByPath',
      '{"Path":"/","MaxResults":"5"}',
      'STRING_VALUE can not be converted to Integer',
    ],
    [
      'GetParametersByPath',
      '{"Path":"/","MaxResults":5.5}',
      'NUMBER_VALUE can not be converted to Integer',
    ],
  ])('answers %s with %s', async (operation, body, message) => {
    const { url } = await startParameterStore();
    const response = await post(url, `AmazonSSM.${operation}`, body);
    expect(await response.json()).toEqual({ __type: 'SerializationException', message });
  });

  it('names the operations it has to a caller of another', async () => {
    const { client } = await startParameterStore();
    await expect(client.send(new DescribeParametersCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message:
        'This emulator has no DescribeParameters; it has GetParameter, GetParameters, GetParametersByPath, GetParameterHistory, PutParameter, DeleteParameter, DeleteParameters.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('shows a bug of its own as InternalServerError', async () => {
    const { url } = await startParameterStore(() => {
      throw new TypeError('no time');
    });
    const body = '{"Name":"/team/route","Value":"one","Type":"String"}';
    const response = await post(url, 'AmazonSSM.PutParameter', body);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      __type: 'InternalServerError',
      message: 'TypeError: no time',
    });
  });

  it('goes on after a client that left in the middle of its body', async () => {
    const { client, url } = await startParameterStore();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonSSM.GetParameter\r\n';
    await new Promise<void>((resolve) => {
      socket.write(`${head}Content-Length: 100\r\n\r\n{"Name"`, () => resolve());
    });
    socket.resetAndDestroy();
    await expect(
      client.send(new GetParameterCommand({ Name: '/team/route' })),
    ).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });
});

describe('on a shared server', () => {
  it.each([
    ['/', 'AmazonSSM.GetParameter', true],
    ['/', 'DynamoDB_20120810.GetItem', false],
    ['/', undefined, false],
    ['/model/x/converse', undefined, false],
    ['/_local/parameter-store/failures', undefined, true],
    ['/_local/bedrock/failures', undefined, false],
  ])('%s with target %s is accepted: %s', (url, target, accepted) => {
    const request = new IncomingMessage(new Socket());
    request.url = url;
    if (target !== undefined) request.headers['x-amz-target'] = target;
    expect(new ParameterStoreEmulator().accepts(request)).toBe(accepted);
  });
});

describe('the journal', () => {
  it('lists the calls with their input, failed ones too', async () => {
    const { emulator, url } = await startParameterStore();
    await post(url, 'AmazonSSM.GetParameter', '{"Name":"/team/none"}');
    await post(url, 'AmazonSSM.GetParametersByPath', '{"Path":"/team","Recursive":true}');
    await post(url, 'AmazonSSM.GetParameter', 'garbage');
    expect(emulator.journal).toEqual([
      { operation: 'GetParameter', input: { Name: '/team/none' } },
      { operation: 'GetParametersByPath', input: { Path: '/team', Recursive: true } },
    ]);
  });

  it('keeps the last thousand calls', async () => {
    const { emulator, url } = await startParameterStore();
    for (let call = 1; call <= 1003; call += 1) {
      await post(url, 'AmazonSSM.GetParameter', `{"Name":"/team/${call}"}`);
    }
    expect(emulator.journal).toHaveLength(1000);
    expect(emulator.journal[0]?.input).toEqual({ Name: '/team/4' });
  });
});
