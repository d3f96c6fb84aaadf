import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { type LoopbackServer, serveOnLoopback } from '../../../local/loopback-server';
import { S3Emulator } from '../../../local/s3/emulator';

const emulator = new S3Emulator();
const NAME = { Bucket: 'jobs', Key: 'jobs/a b/ä+1' };
let server: LoopbackServer;
let s3: S3Client;

beforeAll(async () => {
  server = await serveOnLoopback(emulator.listener);
  const client = composeLocalClient(server.url);
  s3 = new S3Client({ ...client, forcePathStyle: true, maxAttempts: 1 });
});

afterAll(async () => {
  s3.destroy();
  await server.close();
});

beforeEach(() => emulator.clear());

function put(Body: string, conditions: { IfMatch?: string; IfNoneMatch?: string } = {}) {
  const ContentType = 'application/json';
  return s3.send(new PutObjectCommand({ ...NAME, Body, ContentType, ...conditions }));
}

async function read(Range?: string) {
  const { Body, ...rest } = await s3.send(new GetObjectCommand({ ...NAME, Range }));
  return { ...rest, text: await Body?.transformToString() };
}

it('returns what was put, with its type and ETag', async () => {
  const { ETag } = await put('{"a":1}');
  expect(await read()).toMatchObject({ text: '{"a":1}', ContentType: 'application/json', ETag });
  const head = await s3.send(new HeadObjectCommand(NAME));
  expect(head).toMatchObject({ ContentLength: 7, ContentType: 'application/json', ETag });
});

it('returns a range', async () => {
  await put('0123456789');
  expect(await read('bytes=2-4')).toMatchObject({ text: '234', ContentRange: 'bytes 2-4/10' });
  await expect(read('bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange' });
});

it('writes only on the conditions of the request', async () => {
  const { ETag = '' } = await put('first', { IfNoneMatch: '*' });
  const failed = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } };
  await expect(put('again', { IfNoneMatch: '*' })).rejects.toMatchObject(failed);
  await put('second', { IfMatch: ETag });
  await expect(put('third', { IfMatch: ETag })).rejects.toMatchObject(failed);
  expect(await read()).toMatchObject({ text: 'second' });
  await s3.send(new DeleteObjectCommand(NAME));
  await expect(put('fourth', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(read()).rejects.toMatchObject({ name: 'NoSuchKey' });
});

it('lists keys by their prefix, in pages', async () => {
  for (const key of ['jobs/2', 'jobs/1', 'jobs/3', 'other']) {
    emulator.objects.set(`jobs/${key}`, Buffer.from('x'));
  }
  const list = (ContinuationToken?: string) =>
    s3.send(
      new ListObjectsV2Command({ Bucket: 'jobs', Prefix: 'jobs/', MaxKeys: 2, ContinuationToken }),
    );
  const first = await list();
  expect(first).toMatchObject({
    IsTruncated: true,
    Contents: [{ Key: 'jobs/1', Size: 1 }, { Key: 'jobs/2' }],
  });
  expect(await list(first.NextContinuationToken)).toMatchObject({
    IsTruncated: false,
    Contents: [{ Key: 'jobs/3' }],
  });
});

it('serves a presigned URL until it expires, and no other', async () => {
  await put('signed');
  const url = await getSignedUrl(s3, new GetObjectCommand(NAME), { expiresIn: 60 });
  expect(await (await fetch(url)).text()).toBe('signed');
  expect((await fetch(`${url}0`)).status).toBe(403);
  expect((await fetch(url.replace('a%20b', 'c'))).status).toBe(403);
  const early = new Date(Date.now() - 61_000);
  const options = { expiresIn: 60, signingDate: early };
  const expired = await getSignedUrl(s3, new GetObjectCommand(NAME), options);
  expect((await fetch(expired)).status).toBe(403);
});

it('refuses every call of a denied bucket', async () => {
  await put('before');
  emulator.deniedBuckets.add('jobs');
  const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
  await expect(put('after')).rejects.toMatchObject(denied);
  await expect(read()).rejects.toMatchObject(denied);
  await expect(s3.send(new DeleteObjectCommand(NAME))).rejects.toMatchObject(denied);
});

it('refuses as many calls as are denied', async () => {
  await put('before');
  emulator.deniedCalls = 2;
  await expect(read()).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(put('after')).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(await read()).toMatchObject({ text: 'before' });
});

it('fails as planned by operation, and may have written all the same', async () => {
  emulator.failures.plan({ kind: 'lost', operation: 'PutObject' });
  emulator.failures.plan({ kind: 'throttle', operation: 'GetObject' });
  await expect(put('written')).rejects.toThrow();
  await expect(read()).rejects.toMatchObject({ name: 'SlowDown' });
  expect(await read()).toMatchObject({ text: 'written' });
});
