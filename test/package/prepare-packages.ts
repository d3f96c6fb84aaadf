import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import {
  findLackingToolchain,
  JAVA,
  type Language,
  type NpmPackage,
  PACKAGES_FOLDER,
  PYTHON,
  packLanguage,
  packNpm,
} from '../../scripts/package/pack';

/** The packages that tests install. */
export interface Packages {
  readonly npm: NpmPackage;
  readonly python: BuiltPackage;
  readonly java: BuiltPackage;
}

/** The folder that has the package, or why it is missing. */
export type BuiltPackage =
  | { readonly kind: 'ready'; readonly folder: string }
  | { readonly kind: 'missing'; readonly reason: string };

declare module 'vitest' {
  interface ProvidedContext {
    readonly packages: Packages;
  }
}

/** Holds the reasons why packages were not tested; `scripts/sum-results.mjs` reads it. */
const SKIP_NOTE = join(__dirname, '..', '..', 'dist', 'results', 'package.skipped.txt');

/** Packs once for all files. Only a toolchain may be missing: a package that cannot be built is a failure. */
export async function setup({ provide }: TestProject): Promise<void> {
  rmSync(SKIP_NOTE, { force: true });
  rmSync(PACKAGES_FOLDER, { recursive: true, force: true });
  const npm = await packNpm();
  const [python, java] = await Promise.all([build(PYTHON), build(JAVA)]);
  provide('packages', { npm, python, java });
  const reasons = [python, java].flatMap((built) =>
    built.kind === 'missing' ? [built.reason] : [],
  );
  if (reasons.length === 0) return;
  mkdirSync(dirname(SKIP_NOTE), { recursive: true });
  writeFileSync(SKIP_NOTE, reasons.join('; '));
}

async function build(language: Language): Promise<BuiltPackage> {
  const reason = await findLackingToolchain(language);
  if (reason !== undefined) {
    console.log(`Not tested: ${reason}.`);
    return { kind: 'missing', reason };
  }
  await packLanguage(language);
  return { kind: 'ready', folder: join(PACKAGES_FOLDER, language.name) };
}
