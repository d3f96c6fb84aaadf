import { BASE_CASE, type BenchCase, CASES } from '../cases';
import type { Contender } from '../contenders/contender';
import { RUNTIME } from '../contenders/contenders';
import { RunningContender } from '../contenders/running-contender';
import { startRuntime } from '../contenders/start-runtime';
import type { Upstream } from '../upstream/upstream';

/** Memory of the function's process. */
export interface MeasuredMemory {
  /** After a number of small requests. */
  readonly growth: readonly { readonly afterRequests: number; readonly rssBytes: number }[];
  /** The highest of a fresh process that serves one kind of request. */
  readonly peaks: readonly { readonly caseName: string; readonly peakRssBytes: number }[];
}

const WINDOW_MILLIS = 200;
/** Long enough for several collections of old objects. */
const PEAK_MILLIS = 4_000;
const PEAK_CASES = ['1 KB', '500 KB image', '5 MB image', '5 MB text'];

/**
 * The limits that Lambda's start script sets for Node.js at 256 MB: a twentieth for young objects, nine tenths for old ones.
 */
const LAMBDA_HEAP = ['--max-semi-space-size=12', '--max-old-space-size=230'];

const RUNTIME_ON_LAMBDA: Contender = {
  ...RUNTIME,
  startServer: (upstreamUrl) => startRuntime(upstreamUrl, LAMBDA_HEAP),
};

/** @param marks numbers of requests after which memory is read */
export async function measureMemory(
  upstream: Upstream,
  marks: readonly number[],
): Promise<MeasuredMemory> {
  const peaks: MeasuredMemory['peaks'][number][] = [];
  for (const benchCase of CASES.filter(({ name }) => PEAK_CASES.includes(name))) {
    const peakRssBytes = await withRuntime(upstream, benchCase, async (runtime) => {
      await runtime.measure({ concurrency: 1, millis: PEAK_MILLIS });
      return (await runtime.readUsage()).peakRssBytes;
    });
    peaks.push({ caseName: benchCase.name, peakRssBytes });
  }
  const growth = await withRuntime(upstream, BASE_CASE, (runtime) => measureMarks(runtime, marks));
  return { growth, peaks };
}

async function withRuntime<Result>(
  upstream: Upstream,
  benchCase: BenchCase,
  use: (runtime: RunningContender) => Promise<Result>,
): Promise<Result> {
  const runtime = await RunningContender.start(RUNTIME_ON_LAMBDA, benchCase, upstream);
  try {
    return await use(runtime);
  } finally {
    await runtime.stop();
  }
}

async function measureMarks(runtime: RunningContender, marks: readonly number[]) {
  const growth: MeasuredMemory['growth'][number][] = [];
  let requests = 0;
  for (const mark of marks) {
    while (requests < mark) {
      requests += (await runtime.measure({ concurrency: 1, millis: WINDOW_MILLIS })).calls;
    }
    growth.push({ afterRequests: requests, rssBytes: (await runtime.readUsage()).rssBytes });
  }
  return growth;
}
