import { join } from 'node:path';
import type { BenchCase } from '../cases';
import type { Window, WindowOptions } from '../drive/run-window';
import { Child } from '../processes/child';
import type { LineChild } from '../processes/line-child';
import type { Upstream } from '../upstream/upstream';
import type { Contender, ContenderName, ContenderServer } from './contender';
import { composeBenchEnvironment } from './function-environment';

/** The figures of one window, and the CPU time that the measured process used in it. */
export interface MeasuredWindow extends Window {
  readonly cpuMicrosPerCall: number;
}

/** A window in which each concurrent caller makes one call. */
const CALL_ONCE = { millis: 0 };
const DRIVER_PROCESS = join(__dirname, '..', 'drive', 'driver-process.ts');

/** A contender in fresh processes, ready for one case. */
export class RunningContender {
  readonly name: ContenderName;
  readonly #driver: Child | LineChild;
  readonly isSequential: boolean;
  readonly #server: ContenderServer | undefined;

  private constructor(
    { name, isSequential = false }: Contender,
    driver: Child | LineChild,
    server: ContenderServer | undefined,
  ) {
    this.name = name;
    this.isSequential = isSequential;
    this.#driver = driver;
    this.#server = server;
  }

  /** @throws Error if the request that arrives at Bedrock differs from that of the other contenders */
  static async start(contender: Contender, benchCase: BenchCase, upstream: Upstream) {
    const server = await contender.startServer?.(upstream.url);
    const driver = (await contender.startDriver?.(upstream.url)) ?? startDriver(upstream.url);
    await driver.nextMessage();
    const running = new RunningContender(contender, driver, server);
    const urls = { upstream: upstream.url, server: server?.url ?? upstream.url };
    const plan = contender.planCall(benchCase, urls);
    const arrival = await upstream.watch(() => driver.ask({ kind: 'plan', plan }));
    requireSameRequest(contender, benchCase, arrival);
    return running;
  }

  /**
   * Measures the CPU time of the server if there is one, else of the calling process. Opens all connections first:
   * Node.js accepts new ones one by one, and the last would wait for most of a window.
   */
  async measure(options: WindowOptions): Promise<MeasuredWindow> {
    await this.#driver.ask<Window>({ kind: 'run', ...options, ...CALL_ONCE });
    const before = await this.#measured.readUsage();
    const window = await this.#driver.ask<Window>({ kind: 'run', ...options });
    const after = await this.#measured.readUsage();
    const cpuMicrosPerCall = (after.cpuMicros - before.cpuMicros) / window.calls;
    return { ...window, cpuMicrosPerCall };
  }

  readUsage() {
    return this.#measured.readUsage();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#driver.stop(), this.#server?.process.stop()]);
    await this.#server?.close?.();
  }

  get #measured(): Child | LineChild {
    return this.#server?.process ?? this.#driver;
  }
}

function startDriver(upstreamUrl: string): Child {
  const environment = composeBenchEnvironment(upstreamUrl);
  return new Child({ script: DRIVER_PROCESS, environment });
}

type Arrival = Awaited<ReturnType<Upstream['watch']>>;

function requireSameRequest(
  { name, isSigned, asksTier }: Contender,
  { bytes }: BenchCase,
  arrival: Arrival,
): void {
  const isWhole = arrival.length >= bytes && arrival.length < bytes * 1.1 + 512;
  if (arrival.isSigned === isSigned && arrival.hasTier === asksTier && isWhole) return;
  throw new Error(`${name} sent a different request: ${JSON.stringify(arrival)}`);
}
