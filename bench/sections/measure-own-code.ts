import { join } from 'node:path';
import { composeBenchEnvironment } from '../contenders/function-environment';
import { Child } from '../processes/child';
import type { OwnCodeQuestion, OwnCodeTimes } from './own-code-process';

export interface OwnCode extends Omit<OwnCodeTimes, 'calls'> {
  readonly caseName: string;
  readonly cpuMicros: number;
}

/** Nothing calls this address. */
const NOWHERE = 'http://127.0.0.1:9';

/** Measures the router's own code for one request, without the SDK's middleware, signing and sockets. */
export async function measureOwnCode(
  caseNames: readonly string[],
  millis: number,
): Promise<readonly OwnCode[]> {
  const child = new Child({
    script: join(__dirname, 'own-code-process.ts'),
    environment: composeBenchEnvironment(NOWHERE),
  });
  const ask = (caseName: string) =>
    child.ask<OwnCodeTimes, OwnCodeQuestion>({ kind: 'run', caseName, millis });
  try {
    await child.nextMessage();
    const measured: OwnCode[] = [];
    for (const caseName of caseNames) {
      await ask(caseName);
      const before = await child.readUsage();
      const { calls, ...times } = await ask(caseName);
      const after = await child.readUsage();
      const cpuMicros = (after.cpuMicros - before.cpuMicros) / calls;
      measured.push({ caseName, ...times, cpuMicros });
    }
    return measured;
  } finally {
    await child.stop();
  }
}
