import type { LocalCaller } from '../local/local-router';
import type { SeededRandom } from './seeded-random';
import { MARK } from './soak-request';

export interface SoakBudget {
  /** At the start. */
  readonly limitUsd: number;
  /** Whether an operator raises it now and then, so that it runs out again and again. */
  readonly isRaised: boolean;
  readonly whenExceeded: 'reject' | 'demote-to-flex';
  readonly whenUnavailable: 'allow' | 'reject';
}

/** One who may call. */
export interface SoakCaller {
  /** Of the key, and the name in the policy. */
  readonly id: string;
  readonly budget: SoakBudget | undefined;
}

/** Who sends a request, and with which key. */
export interface Sender {
  /** Undefined for one whom API Gateway does not let in. */
  readonly caller: SoakCaller | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const AMPLE = { limitUsd: 100_000, isRaised: false, whenExceeded: 'reject' } as const;
const SCARCE = { limitUsd: 0.003, isRaised: true } as const;

export const SOAK_CALLERS = [
  { id: 'unlimited0', budget: undefined },
  { id: 'ample00000', budget: { ...AMPLE, whenUnavailable: 'allow' } },
  { id: 'cautious00', budget: { ...AMPLE, whenUnavailable: 'reject' } },
  { id: 'scarce0000', budget: { ...SCARCE, whenExceeded: 'reject', whenUnavailable: 'reject' } },
  { id: 'lenient000', budget: { ...SCARCE, whenExceeded: 'reject', whenUnavailable: 'allow' } },
  {
    id: 'thrifty000',
    budget: { ...SCARCE, whenExceeded: 'demote-to-flex', whenUnavailable: 'allow' },
  },
] as const satisfies readonly SoakCaller[];

/** Has a key that is not in force any more. */
export const REVOKED_ID = 'revoked000';

const [UNLIMITED] = SOAK_CALLERS;
/** Of the caller without a budget. */
export const UNLIMITED_HEADERS = keyHeaders(UNLIMITED.id);

export function composePolicy({ id, budget }: SoakCaller, limitUsd = budget?.limitUsd): object {
  if (budget === undefined) return { name: id };
  const { whenExceeded, whenUnavailable } = budget;
  return { name: id, budget: { limitUsd, period: 'month', whenExceeded, whenUnavailable } };
}

/** As the router starts with them. */
export function listLocalCallers(): readonly LocalCaller[] {
  const callers: readonly SoakCaller[] = [...SOAK_CALLERS, { id: REVOKED_ID, budget: undefined }];
  return callers.map((caller) => ({
    apiKey: { id: caller.id, value: keyOf(caller.id) },
    policy: composePolicy(caller),
  }));
}

export function chooseSender(random: SeededRandom): Sender {
  if (random.happens(0.03)) return { caller: undefined, headers: chooseStrangersHeaders(random) };
  const caller = random.happens(0.2) ? UNLIMITED : random.pick<SoakCaller>(SOAK_CALLERS);
  return { caller, headers: chooseHeader(random, keyOf(caller.id)) };
}

function chooseStrangersHeaders(random: SeededRandom): Record<string, string> {
  return random.pick([
    {},
    { authorization: `Bearer ${MARK}-token` },
    chooseHeader(random, keyOf('unknown000')),
    chooseHeader(random, keyOf(REVOKED_ID)),
  ]);
}

function chooseHeader(random: SeededRandom, key: string): Record<string, string> {
  return random.pick<Record<string, string>>([
    { 'x-api-key': key },
    { authorization: `Bearer ${key}` },
  ]);
}

export function keyHeaders(id: string): Readonly<Record<string, string>> {
  return { 'x-api-key': keyOf(id) };
}

/** Must stand in no log, as little as what is asked. */
function keyOf(id: string): string {
  return `${MARK}-key-of-${id}`;
}
