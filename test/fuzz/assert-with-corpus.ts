import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** Every value of a fuzzed property is plain JSON, so that a file can keep it. */
export interface FuzzedProperty<Value> {
  /** Of the corpus file. */
  readonly name: string;
  readonly values: fc.Arbitrary<Value>;
  /** Throws where the value breaks the property. */
  readonly check: (value: Value) => Promise<void> | void;
  /** How many new values are tried; `FUZZ_RUNS` sets another number. */
  readonly runs: number;
}

/** For a test of the runner: whoever asks for more runs has the time. */
export const FUZZ_TIMEOUT_MILLIS = process.env['FUZZ_RUNS'] === undefined ? 60_000 : 86_400_000;

const CORPUS = join(__dirname, 'corpus');

/**
 * Checks the values of the corpus, which broke the property once or are known attacks, then new ones. A new value that breaks it joins the corpus, as small
 * as it could be made.
 */
export async function assertWithCorpus<Value>(property: FuzzedProperty<Value>): Promise<void> {
  const { name, values, check, runs } = property;
  const corpus = readCorpus<Value>(name);
  const numRuns = corpus.length + Number(process.env['FUZZ_RUNS'] ?? runs);
  const asyncProperty = fc.asyncProperty(values, async (value) => void (await check(value)));
  const examples = corpus.map((value): [Value] => [value]);
  const details = await fc.check(asyncProperty, { examples, numRuns });
  if (!details.failed) return;
  if (details.counterexample !== null) keep(name, corpus, details.counterexample[0]);
  throw new Error(await fc.asyncDefaultReportMessage(details), { cause: details.errorInstance });
}

function readCorpus<Value>(name: string): readonly Value[] {
  const file = corpusFile(name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** One value a line, so that a change shows which one has come. */
function keep<Value>(name: string, corpus: readonly Value[], value: Value): void {
  const isKnown = corpus.some((known) => JSON.stringify(known) === JSON.stringify(value));
  if (isKnown) return;
  const lines = [...corpus, value].map((each) => `  ${JSON.stringify(each)}`);
  writeFileSync(corpusFile(name), `[\n${lines.join(',\n')}\n]\n`);
}

function corpusFile(name: string): string {
  return join(CORPUS, `${name}.json`);
}
