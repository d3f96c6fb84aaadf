import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { type ColdStart, timeStart } from '../cold-start/time-start';
import type { Upstream } from '../upstream/upstream';

/** Cold starts of one bundle at one distance of Bedrock and Parameter Store. */
export interface MeasuredStarts {
  readonly bundle: 'this' | 'baseline';
  readonly latencyMillis: number;
  readonly starts: readonly ColdStart[];
}

export interface StartsOptions {
  /** Fresh processes of each bundle at each distance. */
  readonly processes: number;
  /** The bundle to compare with, of another commit for example. */
  readonly baseline: string | undefined;
}

/** On loopback, and about as far as the endpoints of a Region are from a function in a VPC. */
const LATENCIES = [0, 15];

/** Starts both bundles in turns, so that other load on the machine affects them alike. */
export async function measureStarts(
  upstream: Upstream,
  { processes, baseline }: StartsOptions,
): Promise<readonly MeasuredStarts[]> {
  const measured: MeasuredStarts[] = [];
  for (const latencyMillis of LATENCIES) {
    await upstream.pace({ latencyMillis });
    const [own, other] = startInTurns(upstream.url, latencyMillis, { processes, baseline });
    measured.push({ bundle: 'this', latencyMillis, starts: own });
    if (baseline !== undefined) measured.push({ bundle: 'baseline', latencyMillis, starts: other });
  }
  await upstream.pace({});
  return measured;
}

function startInTurns(
  upstreamUrl: string,
  latencyMillis: number,
  { processes, baseline }: StartsOptions,
): readonly [ColdStart[], ColdStart[]] {
  // The CPU of a request does not depend on the distance.
  const kind = latencyMillis === 0 ? 'requests' : 'start';
  const own: ColdStart[] = [];
  const other: ColdStart[] = [];
  for (let round = 0; round < processes; round += 1) {
    const turns = [
      () => own.push(timeStart(kind, FUNCTION_BUNDLE, upstreamUrl)),
      () => baseline !== undefined && other.push(timeStart(kind, baseline, upstreamUrl)),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) turn();
  }
  return [own, other];
}
