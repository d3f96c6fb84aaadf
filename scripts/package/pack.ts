import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../tools/run-command';
import { ROOT, runPackagingTool } from './packaging-tools';

/** A folder for each language, as jsii-pacmak writes them. */
export const PACKAGES_FOLDER = join(ROOT, 'dist', 'packages');

export interface NpmPackage {
  readonly tarball: string;
  /** The paths in it. */
  readonly files: readonly string[];
}

/** Packs the npm package, whose `prepack` compiles it. The other languages are made of what it compiled. */
export async function packNpm(): Promise<NpmPackage> {
  const folder = join(PACKAGES_FOLDER, 'js');
  mkdirSync(folder, { recursive: true });
  const words = ['pack', '--json', '--silent', '--pack-destination', folder];
  const [packed] = JSON.parse(await runCommand('npm', words, { cwd: ROOT }));
  const files = packed.files.map(({ path }: { path: string }) => path);
  return { tarball: join(folder, packed.filename), files };
}

/** A language that jsii-pacmak generates bindings for. */
export interface Language {
  /** As jsii-pacmak calls it, and the name of its folder. */
  readonly name: 'python' | 'java' | 'go' | 'dotnet';
  readonly packages: string;
  /** A command that succeeds where the toolchain is. Without one, only sources are generated. */
  readonly probe?: readonly [command: string, ...words: string[]];
}

export const PYTHON: Language = {
  name: 'python',
  packages: 'Python wheel',
  probe: ['python3', '-c', 'import venv, ensurepip'],
};

export const JAVA: Language = {
  name: 'java',
  packages: 'Java jar',
  // Maven runs with a JRE, but compiles only with a JDK.
  probe: ['sh', '-c', 'mvn --version && javac -version'],
};

const GO: Language = { name: 'go', packages: 'Go module', probe: ['go', 'version'] };

const DOTNET: Language = { name: 'dotnet', packages: '.NET project' };

export const LANGUAGES = [PYTHON, JAVA, GO, DOTNET];

/** @returns why the machine cannot pack for a language; undefined if it can */
export async function findLackingToolchain({
  packages,
  probe,
}: Language): Promise<string | undefined> {
  if (probe === undefined) return undefined;
  const [command, ...words] = probe;
  try {
    await runCommand(command, words);
    return undefined;
  } catch {
    return `the ${packages} is not packed, because this fails: ${probe.join(' ')}`;
  }
}

/** Packs what {@link packNpm} compiled for one language. */
export async function packLanguage({ name, probe }: Language): Promise<void> {
  const onlySources = probe === undefined ? ['--code-only'] : [];
  const words = ['--target', name, '--outdir', PACKAGES_FOLDER, '--no-npmignore', ...onlySources];
  // jsii-pacmak runs `npm pack` again, which would compile again.
  await runPackagingTool('jsii-pacmak', words, { npm_config_ignore_scripts: 'true' });
}
