import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { preparePython } from '../../scripts/tools/prepare-python';
import { runCommand } from '../../scripts/tools/run-command';
import { TOOLS_FOLDER } from '../../scripts/tools/tool-versions';
import { installConsumer } from './consumer';
import type { BuiltPackage } from './prepare-packages';

/** The newest library that npm, PyPI and the mirrors of Maven Central have. */
const LIBRARY = '2.263.0';
const CONSTRUCTS = '10.5.0';

const TWINS = join(__dirname, 'twins');
const { npm, python, java } = inject('packages');
const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));

/**
 * One app in three languages: keys, a budget, alarms, timeouts, grants, a gradual deployment, jobs, tasks, a console and an
 * import.
 */
describe('the twins', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twins-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The variables of a twin: where it writes its template, and no warning of Node.js 20. */
  function writeVariables(language: string): NodeJS.ProcessEnv {
    const output = { CDK_OUTDIR: join(folder, language) };
    return { ...process.env, ...output, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  }

  /** The template, and the assets by their hashes. */
  function readOutput(language: string) {
    const read = (file: string) => JSON.parse(readFileSync(join(folder, language, file), 'utf8'));
    return { template: read('Twin.template.json'), assets: read('Twin.assets.json').files };
  }

  beforeAll(async () => {
    const versions = { library: LIBRARY, constructs: CONSTRUCTS };
    const consumer = await installConsumer(npm.tarball, versions);
    await consumer.compile();
    await consumer.runTwin(join(folder, 'typescript'));
    consumer.remove();
  });

  it('in TypeScript has nine functions from seven bundles of the package', () => {
    const { template, assets } = readOutput('typescript');
    const types = Object.values<{ Type: string }>(template.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(9);
    // Beside the bundles there is the template.
    expect(Object.keys(assets)).toHaveLength(8);
  });

  it.skipIf(python.kind === 'missing')('in Python synthesizes the same', async () => {
    const programs = await preparePython('python-twin', [
      `aws-cdk-lib==${LIBRARY}`,
      `constructs==${CONSTRUCTS}`,
    ]);
    const pip = join(programs, 'pip');
    const words = ['install', '--quiet', '--disable-pip-version-check', '--force-reinstall'];
    await runCommand(pip, [...words, '--no-deps', findWheel(python)]);
    await runCommand(pip, ['check']);
    await runCommand(join(programs, 'python'), [join(TWINS, 'twin.py')], {
      environment: writeVariables('python'),
    });
    expect(readOutput('python')).toEqual(readOutput('typescript'));
  });

  it.skipIf(java.kind === 'missing')('in Java synthesizes the same', async () => {
    const repository = join(TOOLS_FOLDER, 'maven');
    // Maven keeps a version that it has seen, but this one is built again.
    rmSync(join(repository, 'io', 'github', 'bedrock-tier-router'), {
      recursive: true,
      force: true,
    });
    const properties = {
      'maven.repo.local': repository,
      'router.version': version,
      'library.version': LIBRARY,
      'packages.url': pathToFileURL(requireFolder(java)).href,
      'exec.mainClass': 'Twin',
      'project.build.directory': join(folder, 'target'),
    };
    const flags = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
    const goals = ['compile', 'exec:java'];
    await runCommand('mvn', ['--batch-mode', '--quiet', ...flags, ...goals], {
      cwd: join(TWINS, 'java'),
      environment: writeVariables('java'),
    });
    expect(readOutput('java')).toEqual(readOutput('typescript'));
  });
});

function findWheel(built: BuiltPackage): string {
  const folder = requireFolder(built);
  const wheel = readdirSync(folder).find((file) => file.endsWith('.whl'));
  if (wheel === undefined) throw new Error(`there is no wheel in ${folder}`);
  return join(folder, wheel);
}

function requireFolder(built: BuiltPackage): string {
  if (built.kind === 'ready') return built.folder;
  throw new Error(built.reason);
}
