import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OPEN_API_RISK } from '../../lib/authorizers/authorization-options';
import { runCommand } from '../../scripts/tools/run-command';
import { findLack, useDeployTools } from './use-deploy-tools';

const ROOT = join(__dirname, '..', '..');
const CDK = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

async function synthesize(context: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-out-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const words = ['synth', '--quiet', '--no-notices', '--output', folder, ...context];
  await runCommand(process.execPath, [CDK, ...words], { cwd: ROOT });
  return join(folder, 'BedrockTierRouter.template.json');
}

const CALLERS = JSON.stringify({
  claims: {
    operations: ['extraction'],
    limitUsd: 50,
    rateLimit: 2.5,
    quotaLimit: 1000,
    quotaPeriod: 'day',
  },
  batch: {},
});

/** `.cfnlintrc.yaml` has the ignored rules and their reasons. */
describe.skipIf(findLack() !== undefined)('cfn-lint', () => {
  it.each([
    ['as it is', []],
    ['with the hook', ['-c', 'lambdaHookFunctionName=GENAIIDP-tier-router']],
    ['without authorization', ['-c', 'authorization=none', '-c', `acceptedRisk=${OPEN_API_RISK}`]],
    ['with keys', ['-c', 'authorization=keys', '-c', `callers=${CALLERS}`]],
    [
      'with tokens',
      ['-c', 'authorization=jwt', '-c', 'jwtIssuer=https://a.example', '-c', 'jwtAudience=router'],
    ],
  ])('finds nothing in the ready-made template %s', async (_, context) => {
    const { pythonPrograms } = useDeployTools();
    const template = await synthesize(context);
    const words = ['--format', 'json', '--template', template];
    const linted = runCommand(join(pythonPrograms, 'cfn-lint'), words, { cwd: ROOT });
    await expect(linted).resolves.toBe('[]\n');
  });
});
