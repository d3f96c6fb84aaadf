import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { S3JobStore } from '../../lambda/adapters/s3/job-store';
import { JOBS_PREFIX } from '../../lambda/contract';
import { composeQueued } from '../../lambda/core/jobs/advance-state';
import type { JobState } from '../../lambda/core/jobs/state';

/** Of a thousand objects. A job has up to four. */
const MOST_PAGES = 20;
/** Readings at once. */
const BATCH = 20;

export interface ListedJobs {
  readonly ids: readonly string[];
  /** Whether there are more. */
  readonly isCut: boolean;
}

/** Lists the IDs of the jobs that changed last, the latest first. S3 lists by name, so all objects have to be listed. */
export async function listJobIds(
  client: S3Client,
  bucket: string,
  limit: number,
): Promise<ListedJobs> {
  const changes = new Map<string, number>();
  let pages = 0;
  const listing = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: JOBS_PREFIX });
  for await (const { Contents: objects = [] } of listing) {
    for (const { Key: key = '', LastModified: changedAt } of objects) {
      const id = key.slice(JOBS_PREFIX.length).split('/')[0] ?? '';
      changes.set(id, Math.max(changes.get(id) ?? 0, changedAt?.getTime() ?? 0));
    }
    pages += 1;
    if (pages >= MOST_PAGES) break;
  }
  const latest = [...changes].sort(([, one], [, other]) => other - one).map(([id]) => id);
  return {
    ids: latest.slice(0, limit),
    isCut: latest.length > limit || pages >= MOST_PAGES,
  };
}

/** Reads the states of jobs. One that nothing has begun is queued. One that was deleted meanwhile is left out. */
export async function readStates(
  store: S3JobStore,
  ids: readonly string[],
): Promise<readonly JobState[]> {
  const states: JobState[] = [];
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = await Promise.all(
      ids.slice(start, start + BATCH).map((id) => readJobState(store, id)),
    );
    states.push(...batch.flatMap((state) => state ?? []));
  }
  return states;
}

export async function readJobState(store: S3JobStore, id: string): Promise<JobState | undefined> {
  const stored = await store.readState(id);
  if (stored !== undefined) return stored.state;
  const submission = await store.readSubmission(id);
  return submission && composeQueued(submission);
}
