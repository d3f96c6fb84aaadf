import { afterAll, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../local/bedrock/journal';
import { type LocalRouter, startLocalRouter } from '../../../local/local-router';
import {
  answerNumber,
  groupByNumber,
  type NumberedAnswer,
  sendNumbered,
  tellArrival,
} from './numbered-requests';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const OPERATIONS = {
  recovering: `${NOVA}:flex,${NOVA},google.gemma-3-27b-it:flex`,
  alone: `${NOVA}:flex`,
};
const REQUESTS = 150;
const BUDGET_MILLIS = 30_000;
const HEADERS = { 'x-router-timeout-ms': String(BUDGET_MILLIS) };

/** Full-period linear congruential generator (Numerical Recipes), so that every run draws the same numbers. */
function createSeededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Run {
  readonly recovering: readonly NumberedAnswer[];
  readonly arrivals: ReadonlyMap<number, readonly JournalEntry[]>;
  readonly alone: readonly NumberedAnswer[];
}

/** The primary fails at the given rate, half of it for capacity and half by quota. */
async function run(rate: number): Promise<Run> {
  const random = createSeededRandom(4711);
  const router = await startLocalRouter({
    aws: { random, composeReply: answerNumber },
    settings: { operations: OPERATIONS },
  });
  try {
    planFailures(router, rate);
    const url = (operation: string) => `${router.url}/v1/${operation}`;
    const numbers = { from: 1, count: REQUESTS };
    const recovering = await sendNumbered(url('recovering'), numbers, HEADERS);
    const arrivals = groupByNumber(router.aws.bedrock.journal.entries);
    const alone = await sendNumbered(url('alone'), numbers, HEADERS);
    return { recovering, arrivals, alone };
  } finally {
    await router.close();
  }
}

function planFailures({ aws }: LocalRouter, rate: number): void {
  const primary = { modelId: NOVA, tier: 'flex' } as const;
  const half = rate / 2;
  aws.bedrock.failures.add({ ...primary, kind: 'unavailable', rate: half });
  aws.bedrock.failures.add({ ...primary, kind: 'throttle', rate: half / (1 - half) });
}

function tellShare(
  answers: readonly NumberedAnswer[],
  isCounted: (answer: NumberedAnswer) => boolean,
): string {
  return `${((answers.filter(isCounted).length / answers.length) * 100).toFixed(1)} %`;
}

const isServed = ({ status }: NumberedAnswer): boolean => status === 200;

const measured: Record<string, string>[] = [];

afterAll(() => {
  measured.sort((one, other) => Number(one['failures']) - Number(other['failures']));
  console.table(measured);
});

describe.each([0, 0.2, 0.4, 0.6])('while the primary fails at a rate of %d', (rate) => {
  it('every request has one answer, its own and in time, and a receipt that is true', async () => {
    const { recovering, arrivals, alone } = await run(rate);
    const calls = [...arrivals.values()].flat().length / REQUESTS;
    measured.push({
      failures: String(rate),
      'without fallbacks': tellShare(alone, isServed),
      'with fallbacks': tellShare(recovering, isServed),
      'by the primary': tellShare(recovering, ({ tierFallback }) => tierFallback === undefined),
      'calls a request': calls.toFixed(2),
    });
    expectOwnAnswers(recovering);
    for (const answer of recovering) {
      const seen = arrivals.get(answer.number) ?? [];
      expect(answer.attempts).toEqual(seen.map(tellArrival));
      expectInBudget(answer, seen);
    }
    expect(recovering.every(isServed)).toBe(true);
    expect(alone.every(isServed)).toBe(rate === 0);
  }, 60_000);
});

function expectOwnAnswers(answers: readonly NumberedAnswer[]): void {
  const numbers = answers.map(({ number }) => number).sort((one, other) => one - other);
  expect(numbers).toEqual(Array.from({ length: REQUESTS }, (_, index) => index + 1));
  for (const { number, status, told } of answers) {
    expect(told).toEqual(status === 200 ? [number] : []);
  }
}

/** A second is the least that an attempt after the first is given. */
function expectInBudget(answer: NumberedAnswer, seen: readonly JournalEntry[]): void {
  expect(answer.endedAt - answer.sentAt).toBeLessThan(BUDGET_MILLIS);
  for (const { time } of seen.slice(1)) {
    const at = Date.parse(time);
    expect(at - answer.sentAt).toBeLessThanOrEqual(BUDGET_MILLIS - 1_000);
    expect(at).toBeLessThanOrEqual(answer.endedAt);
  }
}
