import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../scripts/tools/run-command';

const MODULES = join(__dirname, '..', '..', 'node_modules');
const CDK = join(MODULES, 'aws-cdk', 'bin', 'cdk');
const TSC = join(MODULES, 'typescript', 'bin', 'tsc');

/** An app of somebody else's, with what a user of the construct writes. */
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

export interface LibraryVersions {
  readonly library: string;
  readonly constructs: string;
}

/** Somebody else's CDK app in a folder of its own, far from this checkout's packages. */
export interface Consumer {
  /** Writes JavaScript beside the source; rejects where a type is wrong. */
  compile(): Promise<void>;
  /** By the pinned CLI; answers with the template. */
  synthesize(): Promise<{
    readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
  }>;
  remove(): void;
}

/** @throws Error where npm finds that the versions do not go together */
export async function installConsumer(
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
    remove: () => rmSync(folder, { recursive: true }),
  };
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
