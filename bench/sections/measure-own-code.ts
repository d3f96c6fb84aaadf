import { join } from 'node:path';
import { SERVICE_NAME } from '../../lambda/contract';
import { Child } from '../processes/child';
import type { OwnCodeQuestion, OwnCodeTimes } from './own-code-process';

export interface OwnCode extends OwnCodeTimes {
  readonly caseName: string;
  readonly cpuMicros: number;
}

/** What the router's own code takes of one request, signing and sockets aside. */
export async function measureOwnCode(
  caseNames: readonly string[],
  calls: number,
): Promise<readonly OwnCode[]> {
  const child = new Child({
    script: join(__dirname, 'own-code-process.ts'),
    environment: { POWERTOOLS_SERVICE_NAME: SERVICE_NAME },
  });
  const ask = (caseName: string) =>
    child.ask<OwnCodeTimes, OwnCodeQuestion>({ kind: 'run', caseName, calls });
  try {
    await child.nextMessage();
    const measured: OwnCode[] = [];
    for (const caseName of caseNames) {
      await ask(caseName);
      const before = await child.readUsage();
      const times = await ask(caseName);
      const after = await child.readUsage();
      const cpuMicros = (after.cpuMicros - before.cpuMicros) / calls;
      measured.push({ caseName, ...times, cpuMicros });
    }
    return measured;
  } finally {
    await child.stop();
  }
}
