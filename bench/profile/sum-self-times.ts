import type { Profiler } from 'node:inspector/promises';
import { basename } from 'node:path';

export type CpuProfile = Profiler.Profile;

export interface SelfTime {
  /** Function, file and line. */
  readonly place: string;
  readonly micros: number;
}

/** Sums the time spent in each function itself, the largest first. */
export function sumSelfTimes({ nodes, samples = [], timeDeltas = [] }: CpuProfile): SelfTime[] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, describePlace(callFrame)]));
  const micros = new Map<string, number>();
  samples.forEach((id, index) => {
    const place = places.get(id) ?? '';
    micros.set(place, (micros.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  });
  return [...micros]
    .map(([place, sum]) => ({ place, micros: sum }))
    .sort((one, other) => other.micros - one.micros);
}

function describePlace({ functionName, url, lineNumber }: Profiler.ProfileNode['callFrame']) {
  const name = functionName === '' ? '(anonymous)' : functionName;
  return url === '' ? name : `${name} ${basename(url)}:${lineNumber + 1}`;
}
