import * as v from 'valibot';
import { JOB_STATUSES } from '../../lambda/contract';
import { members } from '../../lambda/core/settings/check-value';
import { ROUTER } from './mapping';

const TEXT = v.string();
const optional = v.optional;

const ATTEMPT = members({
  number: v.number(),
  startedAt: TEXT,
  millis: v.number(),
  status: v.number(),
  /** Why the job waits or has failed. */
  reason: optional(TEXT),
  calls: TEXT,
});

const JOB = members({
  jobId: TEXT,
  operation: TEXT,
  /** The caller that submitted it. */
  owner: TEXT,
  status: v.picklist(JOB_STATUSES),
  submittedAt: TEXT,
  deadline: TEXT,
  nextAttemptAt: optional(TEXT),
  /** Why it waits: the cause of its last attempt's end. */
  waitsFor: optional(TEXT),
  isEscalated: v.boolean(),
  attempts: v.array(ATTEMPT),
  costUsd: optional(v.number()),
  savedUsd: optional(v.number()),
  error: optional(TEXT),
});

/** The answer of `jobs`. */
export const JOBS = members({ router: ROUTER, jobs: v.array(JOB), isCut: v.boolean() });

export type JobsDocument = v.InferOutput<typeof JOBS>;
export type JobDocument = v.InferOutput<typeof JOB>;
