import type { LocalCaller } from '../../local/local-router';
import type { SeededRandom } from '../seeded-random';
import { MARK } from './mark';

export interface SoakBudget {
  /** At the start. */
  readonly limitUsd: number;
  /** Whether the soak raises the limit now and then, so that the budget runs out again and again. */
  readonly isRaised: boolean;
  readonly whenExceeded: 'reject' | 'demote-to-flex';
  readonly whenUnavailable: 'allow' | 'reject';
}

export interface SoakCaller {
  /** ID of the API key, and name in the policy. */
  readonly id: string;
  readonly budget: SoakBudget | undefined;
}

/** Who sends a request, and the headers with its key. */
export interface Sender {
  /** Undefined if API Gateway refuses the key. */
  readonly caller: SoakCaller | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const AMPLE = { limitUsd: 100_000, isRaised: false, whenExceeded: 'reject' } as const;
const SCARCE = { limitUsd: 0.003, isRaised: true } as const;

export const SOAK_CALLERS = [
  { id: 'unlimited0', budget: undefined },
  { id: 'unlimited1', budget: undefined },
  { id: 'ample00000', budget: { ...AMPLE, whenUnavailable: 'allow' } },
  { id: 'cautious00', budget: { ...AMPLE, whenUnavailable: 'reject' } },
  { id: 'scarce0000', budget: { ...SCARCE, whenExceeded: 'reject', whenUnavailable: 'reject' } },
  { id: 'lenient000', budget: { ...SCARCE, whenExceeded: 'reject', whenUnavailable: 'allow' } },
  {
    id: 'thrifty000',
    budget: { ...SCARCE, whenExceeded: 'demote-to-flex', whenUnavailable: 'allow' },
  },
] as const satisfies readonly SoakCaller[];

/** Callers without a budget. */
export const UNLIMITED_IDS = ['unlimited0', 'unlimited1'] as const;

/** ID of a key that is disabled. */
export const REVOKED_ID = 'revoked000';

const [UNLIMITED] = SOAK_CALLERS;
/** Headers of the caller without a budget. */
export const UNLIMITED_HEADERS = composeKeyHeader(UNLIMITED.id);

export function composePolicy({ id, budget }: SoakCaller, limitUsd = budget?.limitUsd): object {
  if (budget === undefined) return { name: id };
  const { whenExceeded, whenUnavailable } = budget;
  return { name: id, budget: { limitUsd, period: 'month', whenExceeded, whenUnavailable } };
}

/** The callers that the router starts with. */
export function listLocalCallers(): readonly LocalCaller[] {
  const callers: readonly SoakCaller[] = [...SOAK_CALLERS, { id: REVOKED_ID, budget: undefined }];
  return callers.map((caller) => ({
    apiKey: { id: caller.id, value: composeKey(caller.id) },
    policy: composePolicy(caller),
  }));
}

export function chooseSender(random: SeededRandom): Sender {
  if (random.happens(0.03)) return { caller: undefined, headers: chooseRefusedHeader(random) };
  const caller = random.happens(0.2) ? UNLIMITED : random.pick<SoakCaller>(SOAK_CALLERS);
  return { caller, headers: chooseHeader(random, composeKey(caller.id)) };
}

function chooseRefusedHeader(random: SeededRandom): Record<string, string> {
  return random.pick([
    {},
    { authorization: `Bearer ${MARK}-token` },
    chooseHeader(random, composeKey('unknown000')),
    chooseHeader(random, composeKey(REVOKED_ID)),
  ]);
}

function chooseHeader(random: SeededRandom, key: string): Record<string, string> {
  return random.pick<Record<string, string>>([
    { 'x-api-key': key },
    { authorization: `Bearer ${key}` },
  ]);
}

export function composeKeyHeader(id: string): Readonly<Record<string, string>> {
  return { 'x-api-key': composeKey(id) };
}

/** Keys carry the mark, because they must not appear in any log line either. */
export function composeKey(id: string): string {
  return `${MARK}-key-of-${id}`;
}
