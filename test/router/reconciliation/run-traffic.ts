import { SeededRandom } from '../../../soak/seeded-random';
import { until } from '../support';
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
/** Most requests are of callers whose budget does not refuse them. */
const SENDERS = [
  ...[['free', 5] as const, ['ample', 5] as const, ['tight', 1] as const],
  ['demoted', 1] as const,
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
  await until(() => sites.flatMap(listReceipts).length === count);
  for (const site of sites) await until(() => isSettled(site));
  return exchanged;
}

/** The receipts that a site has logged. */
export function listReceipts({ lines }: Site) {
  return lines.filter((line) => line['latency_ms'] !== undefined);
}

/** Reservations are settled after the answer. */
async function isSettled(site: Site): Promise<boolean> {
  const names = Object.keys(CALLERS) as CallerName[];
  const accounts = await Promise.all(names.map((name) => site.readLedger(name)));
  return accounts.every(({ spent, committed }) => spent === committed);
}
