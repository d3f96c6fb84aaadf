import { createHash, createHmac } from 'node:crypto';
import type { SourceData } from '@smithy/types';
import { expect, it } from 'vitest';
import { Sha256 } from '../../../../lambda/adapters/bedrock/sha256';
import { createModels } from '../../../contract/start-bedrock';
import { startRawServer } from './start-raw-server';

const BYTES = Buffer.from('..Rechnung 12,50 € 🧾..').subarray(2, -2);

const DATA: readonly [string, SourceData][] = [
  ['text', BYTES.toString('utf8')],
  ['bytes within a larger memory', BYTES],
  ['other views', new DataView(BYTES.buffer, BYTES.byteOffset, BYTES.length)],
  ['memory', Uint8Array.from(BYTES).buffer],
];

it.each(DATA)('digests %s', async (_, data) => {
  const hash = new Sha256();
  hash.update(data);
  expect(Buffer.from(await hash.digest())).toEqual(createHash('sha256').update(BYTES).digest());
});

it.each(DATA)('digests with a key of %s', async (_, secret) => {
  const hash = new Sha256(secret);
  for (let turn = 0; turn < 2; turn += 1) {
    hash.update('one');
    hash.update(BYTES);
    const expected = createHmac('sha256', BYTES).update('one').update(BYTES).digest();
    expect(Buffer.from(await hash.digest())).toEqual(expected);
    hash.reset();
  }
});

it('signs what arrives', async () => {
  const { url, arrivals } = await startRawServer();
  const body = Buffer.from('{"text":"12,50 €"}');
  const path = '/model/a%3A1/converse';
  const request = { action: 'converse', baseModelId: 'a:1', path, headers: {}, body } as const;
  await createModels(url).invoke(request, new AbortController().signal);
  const [arrival] = arrivals;
  if (arrival === undefined) throw new Error('nothing arrived');
  const { headers } = arrival;
  const [, scope = '', names = '', signature] =
    /Credential=AKIDEXAMPLE\/(\S+), SignedHeaders=(\S+), Signature=(\w+)$/.exec(
      String(headers['authorization']),
    ) ?? [];
  const canonicalRequest = [
    'POST',
    // The path as it stands in the request line, encoded once more.
    '/model/a%253A1/converse',
    '',
    ...names.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    names,
    digest(body),
  ].join('\n');
  const date = headers['x-amz-date'];
  const toSign = ['AWS4-HMAC-SHA256', date, scope, digest(canonicalRequest)].join('\n');
  const key = scope.split('/').reduce<Buffer | string>(hmac, 'AWS4secret');
  expect(signature).toBe(hmac(key, toSign).toString('hex'));
});

function digest(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Uint8Array | string, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
