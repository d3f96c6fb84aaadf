import { expect, vi } from 'vitest';
import { SeededRandom } from '../../../soak/seeded-random';
import { type Answer, sendRequest } from './send-request';
import { CALLERS, type CallerName, keyOf, type Site } from './site';
import { type Asked, composeRequest } from './traffic';

export interface Exchanged {
  readonly asked: Asked;
  readonly caller: CallerName;
  readonly site: Site;
  readonly answer: Answer;
}

const LANES = 24;
/** A limit for a run that hangs. */
const LONGEST_WAIT_MILLIS = 60_000;
/** Most requests are of callers whose budget does not refuse them. */
const SENDERS = [
  ...[['free', 5] as const, ['ample', 5] as const, ['tight', 1] as const],
  ['demoted', 3] as const,
].flatMap(([name, share]) => Array<CallerName>(share).fill(name));

/** Sends requests to sites at once, and waits until all of them are recorded. */
export async function runTraffic(
  sites: readonly Site[],
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<readonly Exchanged[]> {
  const random = new SeededRandom(seed);
  const drafts = Array.from({ length: count }, (_, number) => {
    const caller = SENDERS[random.below(SENDERS.length)] ?? 'free';
    return { caller, asked: composeRequest(number, keyOf(caller), random) };
  });
  const exchanged: Exchanged[] = [];
  const sendNext = async (): Promise<void> => {
    for (let next = drafts.shift(); next !== undefined; next = drafts.shift()) {
      const { asked, caller } = next;
      // One in five goes to the second site.
      const site = sites[asked.number % 5 === 0 ? 1 : 0];
      if (site === undefined) throw new Error('there must be two sites');
      const hasArrived = () => site.calls().has(asked.number);
      exchanged.push({
        asked,
        caller,
        site,
        answer: await sendRequest(site.url, asked, hasArrived),
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, sendNext));
  await waitFor(() => expect(sites.flatMap(listReceipts)).toHaveLength(count));
  for (const site of sites) {
    await waitFor(async () => expect(await listUnsettled(site)).toEqual([]));
  }
  return exchanged;
}

/** The receipts that a site has logged. */
export function listReceipts({ lines }: Site) {
  return lines.filter((line) => line['latency_ms'] !== undefined);
}

/** The accounts with reservations, which are settled after the answers. */
async function listUnsettled(site: Site) {
  const names = Object.keys(CALLERS) as CallerName[];
  const accounts = await Promise.all(
    names.map(async (name) => ({ name, ...(await site.readLedger(name)) })),
  );
  return accounts.filter(({ spent, committed }) => spent !== committed);
}

function waitFor(assert: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(assert, { timeout: LONGEST_WAIT_MILLIS, interval: 100 });
}
