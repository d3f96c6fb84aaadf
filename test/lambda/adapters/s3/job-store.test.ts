import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { S3JobStore } from '../../../../lambda/adapters/s3/job-store';
import type { JobStore } from '../../../../lambda/app/jobs/services';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { serveOnLoopback } from '../../../../local/loopback-server';
import { S3Emulator } from '../../../../local/s3/emulator';
import { jobState, submission } from '../../../fakes/jobs/job';
import { MemoryJobStore } from '../../../fakes/jobs/memory-job-store';

async function startS3() {
  const s3 = new S3Emulator();
  const server = await serveOnLoopback(s3.listener);
  const client = new S3Client(composeLocalClient(server.url));
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { s3, store: new S3JobStore(client, 'jobs-bucket') };
}

describe.each<[string, () => Promise<JobStore>]>([
  ['MemoryJobStore', async () => new MemoryJobStore()],
  ['S3JobStore on the emulator', async () => (await startS3()).store],
])('%s', (_, start) => {
  it('has nothing at first', async () => {
    const store = await start();
    expect(await store.readSubmission('job-1')).toBeUndefined();
    expect(await store.readState('job-1')).toBeUndefined();
    expect(await store.readRequest('job-1')).toBeUndefined();
    expect(await store.readResponse('job-1')).toBeUndefined();
  });

  it('keeps the first submission', async () => {
    const store = await start();
    expect(await store.createSubmission(submission())).toBe(true);
    expect(await store.createSubmission(submission({ owner: 'key:other' }))).toBe(false);
    expect(await store.readSubmission('job-1')).toEqual(submission());
  });

  it('replaces only the state that was read', async () => {
    const store = await start();
    expect(await store.writeState(jobState(), undefined)).toBe(true);
    expect(await store.writeState(jobState({ attemptCount: 7 }), undefined)).toBe(false);
    const first = await store.readState('job-1');
    expect(await store.writeState(jobState({ attemptCount: 1 }), first?.version)).toBe(true);
    expect(await store.writeState(jobState({ attemptCount: 2 }), first?.version)).toBe(false);
    expect((await store.readState('job-1'))?.state).toEqual(jobState({ attemptCount: 1 }));
  });

  it('takes the same write again for the first one, whose answer may have been lost', async () => {
    const store = await start();
    await store.writeState(jobState(), undefined);
    expect(await store.writeState(jobState(), undefined)).toBe(true);
    expect(await store.createSubmission(submission())).toBe(true);
    expect(await store.createSubmission(submission())).toBe(true);
  });

  it('keeps bodies to the byte', async () => {
    const store = await start();
    const body = Buffer.from('{"größe":"1\u2028"}');
    await store.writeRequest('job-1', body);
    await store.writeResponse('job-1', body, 'application/json');
    expect(Buffer.from((await store.readRequest('job-1')) ?? '').equals(body)).toBe(true);
    expect(Buffer.from((await store.readResponse('job-1')) ?? '').equals(body)).toBe(true);
  });
});

describe('S3JobStore', () => {
  it('signs a URL by which anyone reads the response', async () => {
    const { store } = await startS3();
    await store.writeResponse('job-1', Buffer.from('{}'), 'application/json');
    const response = await fetch(await store.signResponse('job-1', 60));
    expect([response.status, await response.text()]).toEqual([200, '{}']);
  });

  it('fails while the bucket is denied', async () => {
    const { s3, store } = await startS3();
    s3.deniedBuckets.add('jobs-bucket');
    await expect(store.readState('job-1')).rejects.toThrow();
    await expect(store.writeState(jobState(), undefined)).rejects.toThrow();
    await expect(store.createSubmission(submission())).rejects.toThrow();
  });
});
