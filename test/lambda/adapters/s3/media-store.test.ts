import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { S3MediaStore } from '../../../../lambda/adapters/s3/media-store';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { type LoopbackServer, serveOnLoopback } from '../../../../local/loopback-server';
import { S3Emulator } from '../../../../local/s3/emulator';

describe('media in S3', () => {
  const s3 = new S3Emulator();
  const object = { bucket: 'example-bucket', key: 'pages/größe 1+2%.png', owner: undefined };
  const limits = { accepts: () => true, signal: new AbortController().signal };
  let server: LoopbackServer;
  let store: S3MediaStore;

  beforeAll(async () => {
    server = await serveOnLoopback(s3.listener);
    store = new S3MediaStore(new S3Client({ ...composeLocalClient(server.url), maxAttempts: 1 }));
  });

  beforeEach(() => {
    s3.clear();
    s3.objects.set('example-bucket/pages/größe 1+2%.png', Buffer.from([0, 255, 10]));
  });

  afterAll(() => server.close());

  it('are read to the byte', async () => {
    const reading = await store.read(object, limits);
    expect(reading).toEqual({ kind: 'read', bytes: new Uint8Array([0, 255, 10]) });
  });

  it('are not read if their size is not accepted', async () => {
    const sizes: number[] = [];
    const accepts = (bytes: number) => {
      sizes.push(bytes);
      return false;
    };
    expect(await store.read(object, { ...limits, accepts })).toEqual({ kind: 'too-large' });
    expect(sizes).toEqual([3]);
  });

  it('are read from a bucket of the named account alone', async () => {
    const reading = await store.read({ ...object, owner: '444455556666' }, limits);
    expect(reading).toEqual({ kind: 'denied', error: 'AccessDenied' });
    const [call] = s3.journal;
    expect(call?.expectedOwner).toBe('444455556666');
  });

  it('are denied in a bucket that may not be read', async () => {
    s3.deniedBuckets.add('example-bucket');
    expect(await store.read(object, limits)).toEqual({ kind: 'denied', error: 'AccessDenied' });
  });

  it('are refused if they do not exist', async () => {
    const reading = await store.read({ ...object, key: 'missing.png' }, limits);
    expect(reading).toEqual({ kind: 'refused', error: 'NoSuchKey' });
  });

  it.each(['throttle', 'internal', 'lost'] as const)('are unavailable after %s', async (kind) => {
    s3.failures.plan({ kind });
    expect(await store.read(object, limits)).toMatchObject({ kind: 'unavailable' });
  });

  it('are unavailable once the signal is aborted, although S3 hangs', async () => {
    s3.failures.plan({ kind: 'hang' });
    const ending = new AbortController();
    const reading = store.read(object, { ...limits, signal: ending.signal });
    ending.abort();
    expect(await reading).toMatchObject({ kind: 'unavailable' });
  });
});
