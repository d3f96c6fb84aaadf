import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { assertWithCorpus } from './assert-with-corpus';

/** One a fuzzed property. */
const NAMES = [
  'catalogs',
  'event-stream',
  'handler-events',
  'hook-events',
  'http-requests',
  'policies',
  'prices',
  'routes',
];

function readLines(name: string): readonly string[] {
  const text = readFileSync(join(__dirname, 'corpus', `${name}.json`), 'utf8');
  return text.split('\n').slice(1, -2);
}

describe.each(NAMES)('the corpus of %s', (name) => {
  it('has many values, each once and on a short line', () => {
    const lines = readLines(name).map((line) => line.replace(/,$/, ''));
    expect(lines.length).toBeGreaterThan(30);
    expect(new Set(lines).size).toBe(lines.length);
    for (const line of lines) expect(line.length).toBeLessThan(4_000);
  });

  it('is checked before new values, in its order', async () => {
    vi.stubEnv('FUZZ_EFFORT', '1');
    const checked: unknown[] = [];
    const check = (value: unknown) => void checked.push(value);
    await assertWithCorpus({ name, values: fc.constant('a new one'), runs: 1, check });
    const corpus = readLines(name).map((line) => JSON.parse(line.replace(/,$/, '')));
    expect(checked.slice(0, corpus.length + 1)).toEqual([...corpus, 'a new one']);
  });

  it('stays as it is when a value breaks the property, unless FUZZ_KEEP is set', async () => {
    vi.stubEnv('FUZZ_EFFORT', '1');
    vi.stubEnv('FUZZ_KEEP', undefined);
    const before = readLines(name);
    const check = (value: unknown) => expect(value).not.toBe('a new one');
    await expect(
      assertWithCorpus({ name, values: fc.constant('a new one'), runs: 1, check }),
    ).rejects.toThrow('Counterexample: ["a new one"]');
    expect(readLines(name)).toEqual(before);
  });
});
