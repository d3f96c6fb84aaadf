import type { ContenderName } from '../../../bench/contenders/contender';
import type { Figures } from '../../../bench/report/figures';

const NONE = { median: 0, deviation: 0 };

/** Figures of one contender; 0 by default. */
export function composeFigures(
  contender: ContenderName,
  caseName: string,
  figures: Partial<Omit<Figures, 'contender' | 'caseName'>>,
): Figures {
  return {
    caseName,
    contender,
    concurrency: 1,
    addedP50: NONE,
    addedP99: undefined,
    addedFirstByte: NONE,
    callsPerSecond: NONE,
    cpuMicros: NONE,
    streamBytesPerSecond: NONE,
    ...figures,
  };
}

export function spreadAround(median: number) {
  return { median, deviation: 0 };
}
