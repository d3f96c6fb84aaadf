import { CASES } from './cases';
import { CONTENDER_NAMES } from './contenders/contender';
import type { Pace } from './sections/compare-contenders';

export interface Flags {
  readonly pace: Pace;
  /** For each case, once to warm up and once to measure. */
  readonly ownCodeMillis: number;
  /** Fresh processes that load the bundle. */
  readonly loads: number;
  /** Requests after which memory is read; none leaves that out. */
  readonly memoryMarks: readonly number[];
  readonly caseNames: readonly string[];
  readonly contenderNames: readonly string[];
  /** Where the figures go as JSON. */
  readonly out: string;
}

const FULL: Pick<Flags, 'pace' | 'ownCodeMillis' | 'loads' | 'memoryMarks'> = {
  pace: { rounds: 5, windowMillis: 330, warmUpMillis: 2_200 },
  ownCodeMillis: 1_500,
  loads: 15,
  memoryMarks: [1_000, 2_000, 5_000, 10_000],
};
const QUICK: typeof FULL = {
  pace: { rounds: 3, windowMillis: 100, warmUpMillis: 300 },
  ownCodeMillis: 300,
  loads: 3,
  memoryMarks: [],
};

/**
 * Reads `--quick`, `--cases=1 KB,20 KB`, `--contenders=bare HTTP,router` and `--out=dist/bench.json`.
 *
 * @throws Error naming the flag or the name that does not exist
 */
export function readFlags(flags: readonly string[]): Flags {
  const values = new Map(flags.map((flag) => splitFlag(flag)));
  const known = ['--quick', '--this-node', '--cases', '--contenders', '--out'];
  requireKnown([...values.keys()], known, 'flag');
  const all = CASES.map(({ name }) => name);
  return {
    ...(values.has('--quick') ? QUICK : FULL),
    caseNames: readNames(values.get('--cases'), all, 'case'),
    contenderNames: readNames(values.get('--contenders'), CONTENDER_NAMES, 'contender'),
    out: values.get('--out') ?? 'dist/bench.json',
  };
}

function splitFlag(flag: string): [string, string] {
  const [name = '', value = ''] = flag.split(/=(.*)/s);
  return [name, value];
}

/** Names between commas; a comma within a name is not followed by another name's beginning. */
function readNames(
  text: string | undefined,
  all: readonly string[],
  kind: string,
): readonly string[] {
  if (text === undefined) return all;
  const names = text.split(/,(?! )/);
  requireKnown(names, all, kind);
  return names;
}

function requireKnown(names: readonly string[], known: readonly string[], kind: string): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new Error(`there is no ${kind} "${unknown}"; there are ${known.join('; ')}`);
}
