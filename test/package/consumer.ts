import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../scripts/tools/run-command';

const MODULES = join(__dirname, '..', '..', 'node_modules');
const CDK = join(MODULES, 'aws-cdk', 'bin', 'cdk');
const TSC = join(MODULES, 'typescript', 'bin', 'tsc');

export interface LibraryVersions {
  readonly library: string;
  readonly constructs: string;
}

/** A CDK app in a folder of its own, without the packages of this checkout. */
export interface Consumer {
  /** Writes JavaScript beside the source; rejects if a type is wrong. */
  compile(): Promise<void>;
  /** Runs the compiled twin without the CLI. It writes its template into the folder. */
  runTwin(outputFolder: string): Promise<void>;
  /** Runs the pinned CLI on the compiled app and returns the template of the stack `Pipeline`. */
  synthesize(): Promise<{
    readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
  }>;
  /** Runs the command line on one line of a log. Returns the report by tier as CSV. */
  report(line: string): Promise<string>;
  remove(): void;
}

/**
 * Installs the packed package beside these versions, for the twin in TypeScript and another app.
 *
 * @throws Error if npm finds that the versions are not compatible
 */
export async function installConsumer(
  tarball: string,
  { library, constructs }: LibraryVersions,
  app = '',
): Promise<Consumer> {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  writeFileSync(join(folder, 'app.ts'), app);
  copyFileSync(join(__dirname, 'twins', 'twin.mjs'), join(folder, 'twin.ts'));
  const packages = [tarball, `aws-cdk-lib@${library}`, `constructs@${constructs}`];
  await runCommand('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder });
  return {
    compile: () => compile(folder),
    runTwin: (outputFolder) => runTwin(folder, outputFolder),
    synthesize: () => synthesize(folder),
    report: (line) => report(folder, line),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

async function compile(folder: string): Promise<void> {
  const types = ['--types', 'node', '--typeRoots', join(MODULES, '@types')];
  const words = ['--strict', '--module', 'node20', '--target', 'es2022', ...types];
  await runCommand(process.execPath, [TSC, ...words, 'app.ts', 'twin.ts'], { cwd: folder });
}

async function runTwin(folder: string, outputFolder: string): Promise<void> {
  const environment = { ...process.env, CDK_OUTDIR: outputFolder };
  await runCommand(process.execPath, ['twin.js'], { cwd: folder, environment });
}

async function synthesize(folder: string) {
  const app = ['--app', `"${process.execPath}" app.js`];
  await runCommand(process.execPath, [CDK, 'synth', '--quiet', '--no-notices', ...app], {
    cwd: folder,
    environment: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: '1' },
  });
  return JSON.parse(readFileSync(join(folder, 'cdk.out', 'Pipeline.template.json'), 'utf8'));
}

async function report(folder: string, line: string): Promise<string> {
  writeFileSync(join(folder, 'router.log'), line);
  const words = ['report', '--file', 'router.log', '--by', 'tier', '--format', 'csv'];
  return runCommand('npx', ['--no-install', 'bedrock-tier-router', ...words], { cwd: folder });
}
