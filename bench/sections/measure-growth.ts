import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { BASE_CASE, type BenchCase } from '../cases';
import { timeStart } from '../cold-start/time-start';
import { AWS_SDK, HANDLER } from '../contenders/contenders';
import { computeFigures } from '../report/figures';
import { measureSpread } from '../report/spread';
import type { Upstream } from '../upstream/upstream';
import { compareContenders, type WindowPace } from './compare-contenders';

/** What one more of something costs. */
export interface Growth {
  readonly of: 'parameters' | 'KB of body' | 'events' | 'calls at once';
  readonly size: number;
  /** CPU of one call of the handler; of a cold start for parameters. */
  readonly cpuMicros: number;
  /** The same of the SDK's call. */
  readonly sdkCpuMicros: number | undefined;
  /** Until the first answer of a cold start. */
  readonly firstAnswerMillis?: number;
}

const PARAMETERS = [1, 10, 100, 1_000];
const BODY_KB = [1, 10, 100, 1_000, 5_000];
const EVENTS = [10, 100, 1_000];
const AT_ONCE = [1, 4, 16, 64];
/** Parameter Store is not on loopback, and its pages are read one after the other. */
const LATENCY_MILLIS = 15;

export async function measureGrowth(
  upstream: Upstream,
  { pace, processes }: { readonly pace: WindowPace; readonly processes: number },
): Promise<readonly Growth[]> {
  const measure = async (of: Growth['of'], sizes: readonly number[], cases: Compose) => {
    const grown: Growth[] = [];
    for (const size of sizes) {
      grown.push({ of, size, ...(await compareCpu(cases(size), upstream, pace)) });
    }
    return grown;
  };
  return [
    ...(await measureParameters(upstream, processes)),
    ...(await measure('KB of body', BODY_KB, (size) => ({ bytes: size * 1024 }))),
    ...(await measure('events', EVENTS, (events) => ({ isStream: true, pace: { events } }))),
    ...(await measure('calls at once', AT_ONCE, (size) => ({ concurrencies: [size] }))),
  ];
}

type Compose = (size: number) => Partial<BenchCase>;

async function compareCpu(changes: Partial<BenchCase>, upstream: Upstream, pace: WindowPace) {
  const benchCase = { ...BASE_CASE, ...changes, name: 'growth' };
  const figures = computeFigures(
    await compareContenders(benchCase, [AWS_SDK, HANDLER], { upstream, pace }),
  );
  const find = (name: string) =>
    figures.find(({ contender }) => contender === name)?.cpuMicros.median;
  return { cpuMicros: find('handler') ?? Number.NaN, sdkCpuMicros: find('AWS SDK') };
}

async function measureParameters(
  upstream: Upstream,
  processes: number,
): Promise<readonly Growth[]> {
  const grown: Growth[] = [];
  for (const size of PARAMETERS) {
    await upstream.pace({ parameters: size, latencyMillis: LATENCY_MILLIS });
    const starts = Array.from({ length: processes }, () =>
      timeStart('direct', FUNCTION_BUNDLE, upstream.url),
    );
    const sum = (unit: 'millis' | 'cpuMillis') =>
      measureSpread(starts.map(({ load, firstRequest }) => load[unit] + firstRequest[unit])).median;
    grown.push({
      of: 'parameters',
      size,
      cpuMicros: sum('cpuMillis') * 1000,
      sdkCpuMicros: undefined,
      firstAnswerMillis: sum('millis'),
    });
  }
  await upstream.pace({});
  return grown;
}
