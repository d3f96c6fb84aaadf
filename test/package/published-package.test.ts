import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runPackagingTool } from '../../scripts/package/packaging-tools';
import { writeSbom } from '../../scripts/package/write-sbom';
import { composeReceiptLine } from '../cli/report/receipts';
import { type Consumer, installConsumer } from './consumer';

const ROOT = join(__dirname, '..', '..');

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

describe('the package, as it would be published', () => {
  const { files, tarball } = inject('packages').npm;

  it.each([
    'dist/function/index.js',
    'dist/function/budget-clients.js',
    'dist/function/lazy-sdk.js',
    'dist/function/credential-clients.js',
    'dist/function/media-client.js',
    'dist/function/reply-cache-client.js',
    'dist/function/job-clients.js',
    'dist/catalog-refresh/index.js',
    'dist/console-change/index.js',
    'dist/console-view/index.js',
    'dist/job/index.js',
    'dist/job/budget-clients.js',
    'dist/job/credential-clients.js',
    'dist/job/reply-cache-client.js',
    'dist/job-end/index.js',
    'dist/lib/index.js',
    'dist/lambda/core/catalog/built-in-models.json',
    'dist/lib/index.d.ts',
    'dist/lambda/contract/index.js',
    'dist/lambda/contract/index.d.ts',
    'dist/cli/tier-router.js',
    'dist/cli/main.mjs',
    'dist/local/function-process.js',
    'dist/local/environment-process.js',
    'dist/samples/invoice.txt',
    '.jsii',
    'API.md',
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
    const generated = ['.jsii', 'API.md'];
    const catalog = ['catalog/models.json', 'catalog/models.schema.json'];
    expect(others.sort()).toEqual(
      [...generated, ...pages, 'LICENSE', ...catalog, 'package.json'].sort(),
    );
    expect(files.filter((path) => /\.ts$/.test(path) && !/\.d\.ts$/.test(path))).toEqual([]);
  });

  it('has an API.md that is up to date; else run npm run api', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'api-'));
    const output = join(folder, 'API.md');
    await runPackagingTool('jsii-docgen', ['--output', output]);
    const [written, committed] = [output, join(ROOT, 'API.md')].map((path) => {
      return readFileSync(path, 'utf8');
    });
    rmSync(folder, { recursive: true });
    // Without a difference of thousands of lines.
    expect(written === committed).toBe(true);
  });

  it('has a bill of materials with the libraries in its bundles, and no others', async () => {
    const file = await writeSbom(dirname(tarball));
    const { components } = JSON.parse(readFileSync(file, 'utf8'));
    const names = components.map(({ name }: { name: string }) => name);
    const bundled = ['@aws-sdk/client-bedrock-runtime', 'aws-jwt-verify', 'commander', 'valibot'];
    const wire = ['eventsource-parser'];
    const jobs = ['@aws/durable-execution-sdk-js', '@aws-sdk/client-lambda'];
    const lazy = ['@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', '@aws-sdk/client-pricing'];
    const local = ['dynalite', 'memory-level', 'selfsigned'];
    expect(names).toEqual(
      expect.arrayContaining([...bundled, ...wire, ...jobs, ...lazy, ...local]),
    );
    const absent = ['aws-cdk-lib', 'constructs', 'classic-level', 'vitest'];
    expect(names.filter((name: string) => absent.includes(name))).toEqual([]);
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
      consumer = await installConsumer(tarball, versions, APP);
      await consumer.compile();
    });
    afterAll(() => consumer?.remove());

    it('runs the command line', async () => {
      const [header, row] = (await consumer.report(composeReceiptLine())).split('\n');
      expect(header).toMatch(/^tier,requests,errors,/);
      expect(row).toMatch(/^flex,1,0,3,34,/);
    });

    it('synthesizes an app with a gradual deployment, jobs, tasks and keys', async () => {
      const output = mkdtempSync(join(tmpdir(), 'twin-'));
      await consumer.runTwin(output);
      const { Resources } = JSON.parse(readFileSync(join(output, 'Twin.template.json'), 'utf8'));
      rmSync(output, { recursive: true });
      const types = Object.values<{ Type: string }>(Resources).map(({ Type }) => Type);
      expect(types).toEqual(
        expect.arrayContaining([
          'AWS::ApiGateway::ApiKey',
          'AWS::CodeDeploy::DeploymentGroup',
          'AWS::DynamoDB::Table',
          'AWS::StepFunctions::StateMachine',
        ]),
      );
    });

    it('synthesizes an app by the pinned CLI', async () => {
      const { Resources } = await consumer.synthesize();
      const resources = Object.values(Resources);
      const types = resources.map(({ Type }) => Type);
      // Two routes, and the owner of the prefix.
      expect(types.filter((type) => type === 'AWS::SSM::Parameter')).toHaveLength(3);
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
