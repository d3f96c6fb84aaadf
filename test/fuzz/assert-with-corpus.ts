import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** Every value of a fuzzed property is plain JSON, so that a file can keep it. */
export interface FuzzedProperty<Value> {
  /** The corpus file's. */
  readonly name: string;
  readonly values: fc.Arbitrary<Value>;
  /** Throws if the value breaks the property. */
  readonly check: (value: Value) => Promise<void> | void;
  /** How many new values are tried per unit of `FUZZ_EFFORT`. `npm test` tries the corpus alone. */
  readonly runs: number;
}

/** For the test runner. With `FUZZ_RUNS` a property takes as long as it takes. */
export const FUZZ_TIMEOUT_MILLIS = process.env['FUZZ_RUNS'] === undefined ? 600_000 : 86_400_000;

const CORPUS = join(__dirname, 'corpus');

/**
 * Checks the values of the corpus, which broke the property once or are known attacks, and then `FUZZ_EFFORT` times
 * as many new ones as the property says, or `FUZZ_RUNS` of them. With `FUZZ_KEEP` a new value that breaks the property joins the corpus, as small as it could be made.
 *
 * @throws Error with the value that breaks the property
 */
export async function assertWithCorpus<Value>(property: FuzzedProperty<Value>): Promise<void> {
  const { name, values, check, runs } = property;
  const corpus = readCorpus<Value>(name);
  const { FUZZ_EFFORT = '0', FUZZ_RUNS = runs * Number(FUZZ_EFFORT) } = process.env;
  const numRuns = corpus.length + Number(FUZZ_RUNS);
  const asyncProperty = fc.asyncProperty(values, async (value) => void (await check(value)));
  const examples = corpus.map((value): [Value] => [value]);
  const details = await fc.check(asyncProperty, { examples, numRuns });
  if (!details.failed) return;
  const [value] = details.counterexample ?? [];
  if (process.env['FUZZ_KEEP'] !== undefined && value !== undefined) keep(name, corpus, value);
  throw new Error(await fc.asyncDefaultReportMessage(details), { cause: details.errorInstance });
}

function readCorpus<Value>(name: string): readonly Value[] {
  const file = corpusFile(name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** Writes one value a line, so that a change shows the new one. */
function keep<Value>(name: string, corpus: readonly Value[], value: Value): void {
  const isKnown = corpus.some((known) => JSON.stringify(known) === JSON.stringify(value));
  if (isKnown) return;
  const lines = [...corpus, value].map((each) => `  ${JSON.stringify(each)}`);
  writeFileSync(corpusFile(name), `[\n${lines.join(',\n')}\n]\n`);
}

function corpusFile(name: string): string {
  return join(CORPUS, `${name}.json`);
}
