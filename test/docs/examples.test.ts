import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseCallerPolicy } from '../../lambda/core/callers/parse-policy';
import { parsePriceOverrides } from '../../lambda/core/pricing/parse-price-overrides';
import { EXAMPLE_GLOBALS } from './example-globals';
import { findPage, listBlocks, PAGES, ROOT } from './pages';

const FOLDER = join(ROOT, 'dist', 'docs-examples');
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

/** As in an app of its own: fewer checks than ours, and the package by its name. */
const TSCONFIG = {
  extends: '../../tsconfig.json',
  compilerOptions: {
    exactOptionalPropertyTypes: false,
    noUnusedLocals: false,
    paths: { 'bedrock-tier-router': ['../../lib/index.ts'] },
  },
  include: ['.'],
  exclude: [],
};

/** The example inside a stack, after its imports. */
function wrapExample(example: string): string {
  const imports = example.match(/^import .*;$/gm) ?? [];
  const body = example.replace(/^import .*;$/gm, '');
  return `${imports.join('\n')}\nexport async function example(this: StackOfExample) {\n${body}\n}\n`;
}

describe('an example', () => {
  it('in TypeScript compiles', async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    writeFileSync(join(FOLDER, 'globals.d.ts'), EXAMPLE_GLOBALS);
    for (const [index, { path, heading, text }] of listBlocks('ts').entries()) {
      const name = `${index}-${path.replaceAll('/', '-')}.ts`;
      writeFileSync(join(FOLDER, name), `// ${path}, ${heading}\n${wrapExample(text)}`);
    }
    const compiling = promisify(execFile)(process.execPath, [TSC, '-p', FOLDER]);
    const { stdout } = await compiling.catch((failure: { readonly stdout: string }) => failure);
    expect(stdout).toBe('');
  });

  it.each(listBlocks('json'))('in JSON of $path, $heading, is well-formed', ({ text }) => {
    expect(() => JSON.parse(text)).not.toThrow();
  });

  it('of a policy is read by the router', () => {
    const [policy] = findPage('docs/callers.md').blocks.filter(
      ({ language }) => language === 'json',
    );
    expect(parseCallerPolicy(policy?.text ?? '').kind).toBe('parsed');
  });

  it('of prices is read by the router', () => {
    const [prices] = findPage('docs/cost.md').blocks.filter(({ language }) => language === 'json');
    expect(parsePriceOverrides(prices?.text ?? '').kind).toBe('parsed');
  });

  it.each(PAGES)('of $path that nothing runs says so', ({ text, blocks }) => {
    const unrun = blocks.filter(({ language }) => !['sh', 'ts', 'json', 'text'].includes(language));
    for (const { heading } of unrun) {
      const section = text.slice(text.indexOf(`# ${heading}\n`) + 2).split(/^#+ /m)[0];
      expect(section).toMatch(/not run here|run by\s`test\/(?:programs|package)\//i);
    }
  });
});
