import { expect, it } from 'vitest';
import { priceJobs } from '../../../bench/cost/price-jobs';

const JOB = {
  memoryMib: 1024,
  workerMemoryMib: 1024,
  attempts: 1,
  seconds: 1,
  refusedSeconds: 1,
  polls: 0,
  bodyBytes: 0,
  retentionDays: 0,
};

it('counts three operations of an execution, six writes and seven reads of objects for one attempt', () => {
  const { durable, s3, gateway, events } = priceJobs(JOB);
  expect(durable).toBeCloseTo(24.28, 2);
  expect(s3).toBeCloseTo(32.8);
  expect([gateway, events]).toEqual([3.5, 1]);
});

it('adds two operations, two writes and three reads for each further attempt', () => {
  const [one, two] = [priceJobs(JOB), priceJobs({ ...JOB, attempts: 2 })];
  expect(two.durable - one.durable).toBeCloseTo(16.19, 2);
  expect(two.s3 - one.s3).toBeCloseTo(11.2);
  expect(two.lambda - one.lambda).toBeCloseTo(0.2 + 13.3334);
});

it('adds a request and two reads for each poll', () => {
  const [none, one] = [priceJobs(JOB), priceJobs({ ...JOB, polls: 1 })];
  expect(one.gateway - none.gateway).toBeCloseTo(3.5);
  expect(one.s3 - none.s3).toBeCloseTo(0.8);
});

it('keeps a gigabyte of bodies for the days of the retention', () => {
  const stored = priceJobs({ ...JOB, bodyBytes: 1024 ** 3 / 1e6, retentionDays: 30 });
  expect(stored.s3 - priceJobs(JOB).s3).toBeCloseTo(0.023);
});
