import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findLackingToolchain, LANGUAGES, PACKAGES_FOLDER, packLanguage, packNpm } from './pack';
import { ROOT } from './packaging-tools';
import { writeSbom } from './write-sbom';

/**
 * `npm run package`: writes the npm tarball, the packages of the other languages and the bill of materials into
 * `dist/packages`. A language whose toolchain is missing is skipped with a line.
 */
async function main(): Promise<void> {
  rmSync(PACKAGES_FOLDER, { recursive: true, force: true });
  const { tarball } = await packNpm();
  say('npm tarball', tarball);
  say('bill of materials', await writeSbom(PACKAGES_FOLDER));
  for (const language of LANGUAGES) {
    const lack = await findLackingToolchain(language);
    if (lack !== undefined) {
      console.log(lack);
      continue;
    }
    await packLanguage(language);
    say(language.packages, join(PACKAGES_FOLDER, language.name));
  }
}

function say(what: string, path: string): void {
  console.log(`${what}: ${relative(ROOT, path)}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
