import type { ContenderName } from '../contenders/contender';
import type { Figures } from './figures';

export interface FiguresPlace {
  readonly contender: ContenderName;
  readonly caseName: string;
  /** 1 by default, as Lambda calls one environment of a function. */
  readonly concurrency?: number;
}

/** Undefined if this run has not measured it. */
export function findFigures(
  figures: readonly Figures[],
  { contender, caseName, concurrency = 1 }: FiguresPlace,
): Figures | undefined {
  return figures.find(
    (each) =>
      each.contender === contender &&
      each.caseName === caseName &&
      each.concurrency === concurrency,
  );
}
