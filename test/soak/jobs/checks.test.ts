import { expect, it } from 'vitest';
import type { JournalEntry } from '../../../local/bedrock/journal';
import type { TaskEnd } from '../../../local/step-functions/emulator';
import { type AnsweredJob, checkAnswers } from '../../../soak/jobs/checks/answers';
import { checkJobMetrics } from '../../../soak/jobs/checks/metrics';
import { checkMoney } from '../../../soak/jobs/checks/money';
import { checkEvents, checkTasks } from '../../../soak/jobs/checks/notices';
import type { SeenJob } from '../../../soak/jobs/submit';

const BODY = '{"messages":[{"content":[{"text":"SOAK-1-"}]}],"inferenceConfig":{"maxTokens":100}}';
const SUCCEEDED = { jobId: 'a', status: 'SUCCEEDED', response: { text: 'SOAK-1-' } };
const JOB = {
  number: 1,
  operation: 'pages',
  callerId: 'calm000000',
  key: 'page-1',
  body: BODY,
  minute: 0,
  deadlineSeconds: undefined,
  taskToken: 'token',
} as const;

function answer(seen: Partial<SeenJob> = {}): AnsweredJob {
  return { job: JOB, jobId: 'a', tries: 1, seen: { ...SUCCEEDED, ...seen } };
}

it.each<[string, Partial<SeenJob>, string]>([
  ['runs on', { status: 'RUNNING' }, 'job 1 ended as RUNNING'],
  [
    "has another's response",
    { response: { text: 'SOAK-2-' } },
    'job 1 has not the response to its request',
  ],
  [
    'failed for no reason of the bad hour',
    { status: 'FAILED', error: { code: 'unknown-operation' } },
    'job 1 failed with unknown-operation',
  ],
])('reports a job that %s', (_, seen, problem) => {
  expect(checkAnswers([answer(seen)])).toEqual([problem]);
});

it('takes one final answer for each job', () => {
  const failed = { status: 'FAILED', error: { code: 'deadline-passed' } };
  expect(checkAnswers([answer()])).toEqual([]);
  expect(checkAnswers([answer(failed)])).toEqual([]);
  expect(checkAnswers([answer(), answer()])).toEqual(['two jobs have the same ID']);
});

const event = (DetailType: string, id: string) => ({
  Source: 'bedrock-tier-router',
  DetailType,
  Detail: JSON.stringify({ jobId: 'a', id }),
});

it.each([
  ['none', [], 'job 1: 0 events of Job Succeeded with 0 IDs'],
  [
    'two IDs',
    [event('Job Succeeded', '1'), event('Job Succeeded', '2')],
    'job 1: 2 events of Job Succeeded with 2 IDs',
  ],
  ['another type', [event('Job Failed', '1')], 'job 1: 1 events of Job Succeeded with 1 IDs'],
])('reports events of a job that succeeded, if they have %s', (_, journal, problem) => {
  expect(checkEvents([answer()], journal)).toEqual([problem]);
});

it('takes an event that was published twice with the same ID', () => {
  const journal = [event('Job Succeeded', '1'), event('Job Succeeded', '1')];
  expect(checkEvents([answer()], journal)).toEqual([]);
});

it.each<[readonly TaskEnd[], readonly string[]]>([
  [[{ operation: 'SendTaskSuccess', taskToken: 'token' }], []],
  [[], ['job 1: its task got undefined']],
  [[{ operation: 'SendTaskFailure', taskToken: 'token' }], ['job 1: its task got SendTaskFailure']],
  [
    [
      { operation: 'SendTaskSuccess', taskToken: 'token' },
      { operation: 'SendTaskSuccess', taskToken: 'other' },
    ],
    ['1 tasks were ended that no job has'],
  ],
])('compares tasks with their jobs: %j', (journal, problems) => {
  expect(checkTasks([answer()], journal)).toEqual(problems);
});

/** Costs 1,000 x 165 + 10 x 1,375 nano-dollars. */
const ENTRY: JournalEntry = {
  ...{ sequence: 1, time: '', method: 'POST', path: '', rawHeaders: [], headers: {} },
  ...{ body: Buffer.from(BODY), aborted: false, status: 200 },
  ...{ modelId: 'us.amazon.nova-2-lite-v1:0', requestedTier: 'flex', resolvedTier: 'flex' },
  usage: {
    ...{ inputTokens: 1_000, outputTokens: 10, totalTokens: 1_010 },
    ...{ cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
  },
};
const ROW = { callerId: 'calm000000', period: '2026-11', spent: 178_750, committed: 178_750 };

const CALM = {
  ...{ answered: [answer()], crashed: new Set<string>() },
  faults: 0,
};

it.each([
  ['agrees', {}, {}, []],
  [
    'has less',
    { spent: 178_749, committed: 178_749 },
    {},
    ['calm000000 has spent 178749, and its calls cost 178750 to 178750'],
  ],
  [
    'has a reservation',
    { committed: 178_757, open: new Map([['o#1#a', 7]]) },
    {},
    ['reservations are left: calm000000 o#1#a'],
  ],
  ['has other sums', { committed: 1 }, {}, ['calm000000: sums differ']],
])('reports a ledger that %s', (_, row, entry, problems) => {
  const rows = [{ ...ROW, open: new Map(), ...row }];
  const entries = [{ ...ENTRY, ...entry }];
  expect(checkMoney({ ...CALM, entries, rows })).toEqual(problems);
});

it('takes a reservation that is left for each call of the ledger that failed', () => {
  const rows = [{ ...ROW, committed: 178_757, open: new Map([['o#1#a', 7]]) }];
  expect(checkMoney({ ...CALM, entries: [ENTRY], rows, faults: 1 })).toEqual([]);
});

it('takes a charge from the cost of the answers up to the most of the calls, after a crash', () => {
  const facts = { ...CALM, entries: [ENTRY, { ...ENTRY, status: 503 }] };
  const check = (spent: number) => {
    const rows = [{ ...ROW, spent, committed: spent, open: new Map() }];
    return checkMoney({ ...facts, rows, crashed: new Set(['a']) }).length;
  };
  // 83 bytes x 165 and 100 tokens x 1,375 are the most of the call without an answer.
  expect([178_749, 178_750, 329_945, 329_946].map(check)).toEqual([1, 0, 0, 1]);
});

const LINE = { _aws: {}, Caller: 'calm000000', Invocations: 1, EstimatedCost: 0.000_178_75 };
const QUEUED = { _aws: {}, JobsQueued: 1 };
const COUNTED = { _aws: {}, JobsSucceeded: 1 };

it.each([
  ['agree', [LINE, QUEUED, COUNTED], 0, []],
  ['lack an end that a crash explains', [LINE, QUEUED], 1, []],
  ['lack an end', [LINE, QUEUED], 0, ['jobs that ended: 0 in metrics, in truth 1']],
  ['lack a submission', [LINE, COUNTED], 0, ['JobsQueued: 0 in metrics, in truth 1']],
  [
    'have another cost',
    [{ ...LINE, EstimatedCost: 1 }, QUEUED, COUNTED],
    0,
    ['EstimatedCost is 1, and the answers cost 0.00017875'],
  ],
  ['lack a call', [QUEUED, COUNTED], 0, expect.arrayContaining([expect.any(String)])],
])('reports metrics that %s', (_, lines, uncounted, problems) => {
  const facts = { answered: [answer()], entries: [ENTRY], uncounted };
  const texts = lines.map((line) => JSON.stringify(line));
  expect(checkJobMetrics({ ...facts, lines: texts })).toEqual(problems);
});
