import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../scripts/tools/run-command';
import { composeReceiptLine } from '../cli/report/receipts';

const ROOT = join(__dirname, '..', '..');
const MODULES = join(ROOT, 'node_modules');
const CDK = join(MODULES, 'aws-cdk', 'bin', 'cdk');
const TSC = join(MODULES, 'typescript', 'bin', 'tsc');

/** An app with what a user of the construct writes. */
const APP = `
import { App, Stack, Duration } from 'aws-cdk-lib';
import { BedrockTierRouter, MetricScope, ServiceTier, TieredModel } from 'bedrock-tier-router';
import type { BedrockTierRouterProps } from 'bedrock-tier-router';

const props: BedrockTierRouterProps = {
  operations: {
    extraction: [TieredModel.fromText('us.amazon.nova-2-lite-v1:0:flex')],
    summary: [TieredModel.of('google.gemma-3-27b-it', ServiceTier.PRIORITY)],
  },
  mappingMaxAge: Duration.seconds(10),
  lambdaHookFunctionName: 'GENAIIDP-tier-router',
};
const stack = new Stack(new App(), 'Pipeline');
const router = new BedrockTierRouter(stack, 'Router', props);
router.metricInvocations(MetricScope.operation('extraction', ServiceTier.FLEX));
`;

const { peerDependencies, devDependencies, scripts } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
);

/** `^2.3.4` → `2.3.4`. */
function readLowest(range: string): string {
  return range.replace('^', '');
}

const LOWEST = {
  library: readLowest(peerDependencies['aws-cdk-lib']),
  constructs: readLowest(peerDependencies.constructs),
};
const PINNED = { library: devDependencies['aws-cdk-lib'], constructs: devDependencies.constructs };
/** That the pinned CLI reads: docs/decisions/0006. */
const NEWEST = { library: '2.276.0', constructs: devDependencies.constructs };

interface LibraryVersions {
  readonly library: string;
  readonly constructs: string;
}

/** A CDK app in a folder of its own, without the packages of this checkout. */
interface Consumer {
  /** Writes JavaScript beside the source; rejects if a type is wrong. */
  compile(): Promise<void>;
  /** Runs the pinned CLI and returns the template. */
  synthesize(): Promise<{
    readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
  }>;
  /** Runs the command line on one line of a log. Returns the report by tier as CSV. */
  report(line: string): Promise<string>;
  remove(): void;
}

describe('the package, as it would be published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  let files: readonly string[];
  let tarball: string;

  beforeAll(async () => {
    const words = ['pack', '--json', '--silent', '--pack-destination', folder];
    const [packed] = JSON.parse(await runCommand('npm', words, { cwd: ROOT }));
    files = packed.files.map(({ path }: { path: string }) => path);
    tarball = join(folder, packed.filename);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    'dist/function/index.js',
    'dist/function/budget-clients.js',
    'dist/function/lazy-sdk.js',
    'dist/function/media-client.js',
    'dist/catalog-refresh/index.js',
    'dist/lib/index.js',
    'dist/lambda/core/catalog/built-in-models.json',
    'dist/lib/index.d.ts',
    'dist/lambda/contract/index.js',
    'dist/lambda/contract/index.d.ts',
    'dist/cli/tier-router.js',
    '.jsii',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'docs/http-api.md',
    'docs/decisions/README.md',
    'node_modules/valibot/package.json',
  ])('contains %s', (path) => {
    expect(files).toContain(path);
  });

  it('contains no sources, no tests and no dependency but valibot', () => {
    const others = files.filter((path) => !/^(dist|docs|node_modules\/valibot)\//.test(path));
    const pages = ['CHANGELOG.md', 'CONTRIBUTING.md', 'README.md'];
    const assembly = ['.jsii'];
    const catalog = ['catalog/models.json', 'catalog/models.schema.json'];
    expect(others.sort()).toEqual(
      [...assembly, ...pages, 'LICENSE', ...catalog, 'package.json'].sort(),
    );
    expect(files.filter((path) => /\.ts$/.test(path) && !/\.d\.ts$/.test(path))).toEqual([]);
  });

  it('runs no script when it is installed', () => {
    const names = Object.keys(scripts);
    expect(names.filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
  });

  describe.each([
    { name: 'the lowest', ...LOWEST },
    { name: 'the pinned', ...PINNED },
    { name: 'the newest readable', ...NEWEST },
  ])('with $name aws-cdk-lib, $library', (versions) => {
    let consumer: Consumer;

    beforeAll(async () => {
      consumer = await installConsumer(tarball, versions);
    });
    afterAll(() => consumer?.remove());

    it('runs the command line', async () => {
      const [header, row] = (await consumer.report(composeReceiptLine())).split('\n');
      expect(header).toMatch(/^tier,requests,errors,/);
      expect(row).toMatch(/^flex,1,0,3,34,/);
    });

    it('compiles in an app, and synthesizes by the pinned CLI', async () => {
      await consumer.compile();
      const { Resources } = await consumer.synthesize();
      const resources = Object.values(Resources);
      const types = resources.map(({ Type }) => Type);
      expect(types.filter((type) => type === 'AWS::SSM::Parameter')).toHaveLength(2);
      expect(resources).toContainEqual(
        expect.objectContaining({
          Type: 'AWS::Lambda::Function',
          Properties: expect.objectContaining({ Runtime: 'nodejs24.x', Handler: 'index.handler' }),
        }),
      );
      expect(resources).toContainEqual(
        expect.objectContaining({
          Type: 'AWS::ApiGateway::Method',
          Properties: expect.objectContaining({
            Integration: expect.objectContaining({ ResponseTransferMode: 'STREAM' }),
          }),
        }),
      );
    });
  });
});

/** @throws Error if npm finds that the versions are not compatible */
async function installConsumer(
  tarball: string,
  { library, constructs }: LibraryVersions,
): Promise<Consumer> {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  writeFileSync(join(folder, 'app.ts'), APP);
  const packages = [tarball, `aws-cdk-lib@${library}`, `constructs@${constructs}`];
  await runCommand('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder });
  return {
    compile: () => compile(folder),
    synthesize: () => synthesize(folder),
    report: (line) => report(folder, line),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

async function report(folder: string, line: string): Promise<string> {
  writeFileSync(join(folder, 'router.log'), line);
  const words = ['report', '--file', 'router.log', '--by', 'tier', '--format', 'csv'];
  return runCommand('npx', ['--no-install', 'bedrock-tier-router', ...words], { cwd: folder });
}

async function compile(folder: string): Promise<void> {
  const types = ['--types', 'node', '--typeRoots', join(MODULES, '@types')];
  const words = ['--strict', '--module', 'node20', '--target', 'es2022', ...types, 'app.ts'];
  await runCommand(process.execPath, [TSC, ...words], { cwd: folder });
}

async function synthesize(folder: string) {
  const app = ['--app', `"${process.execPath}" app.js`];
  await runCommand(process.execPath, [CDK, 'synth', '--quiet', '--no-notices', ...app], {
    cwd: folder,
    environment: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: '1' },
  });
  return JSON.parse(readFileSync(join(folder, 'cdk.out', 'Pipeline.template.json'), 'utf8'));
}
