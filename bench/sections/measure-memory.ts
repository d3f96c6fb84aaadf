import { CASES } from '../cases';
import type { Contender } from '../contenders/contender';
import { ROUTER } from '../contenders/contenders';
import { RunningContender } from '../contenders/running-contender';
import { startRouter } from '../contenders/start-router';
import type { Upstream } from '../upstream/upstream';

/** Memory of the router's process after a number of requests. */
export interface MemoryGrowth {
  readonly afterRequests: number;
  readonly rssBytes: number;
}

const CONCURRENCY = 16;
const WINDOW_MILLIS = 200;

/**
 * The limits that Lambda's start script sets for Node.js at 512 MB: a tenth for young objects, the rest for old ones.
 */
const LAMBDA_HEAP = ['--max-semi-space-size=25', '--max-old-space-size=460'];

const ROUTER_ON_LAMBDA: Contender = {
  ...ROUTER,
  startServer: (upstreamUrl) => startRouter(upstreamUrl, LAMBDA_HEAP),
};

/** @param marks numbers of requests after which memory is read */
export async function measureMemory(
  upstream: Upstream,
  marks: readonly number[],
): Promise<readonly MemoryGrowth[]> {
  const [smallest] = CASES;
  if (smallest === undefined) throw new Error('there is no case');
  const router = await RunningContender.start(ROUTER_ON_LAMBDA, smallest, upstream);
  try {
    const growth: MemoryGrowth[] = [];
    let requests = 0;
    for (const mark of marks) {
      while (requests < mark) {
        const options = { concurrency: CONCURRENCY, millis: WINDOW_MILLIS };
        requests += (await router.measure(options)).calls;
      }
      growth.push({ afterRequests: requests, rssBytes: (await router.readUsage()).rssBytes });
    }
    return growth;
  } finally {
    await router.stop();
  }
}
