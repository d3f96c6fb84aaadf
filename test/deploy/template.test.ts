import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OPEN_API_RISK } from '../../lib/authorizers/authorization-options';
import { runCommand } from '../../scripts/tools/run-command';
import { findLack, useDeployTools } from './use-deploy-tools';

const ROOT = join(__dirname, '..', '..');
const CDK = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

async function synthesize(config: object): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-out-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const context = ['-c', `config=${JSON.stringify(config)}`];
  const words = ['synth', '--quiet', '--no-notices', '--output', folder, ...context];
  await runCommand(process.execPath, [CDK, ...words], { cwd: ROOT });
  return join(folder, 'BedrockTierRouter.template.json');
}

const CALLERS = {
  claims: {
    operations: ['extraction'],
    budget: { limitUsd: 50 },
    throttle: { rateLimit: 2.5 },
    quota: { limit: 1000, period: 'day' },
  },
  batch: {},
};

/** `.cfnlintrc.yaml` has the ignored rules and their reasons. */
describe.skipIf(findLack() !== undefined)('cfn-lint', () => {
  it.each([
    ['as it is', {}],
    ['with the hook', { lambdaHookFunctionName: 'GENAIIDP-tier-router' }],
    ['without authorization', { authorization: { type: 'none', acceptedRisk: OPEN_API_RISK } }],
    ['with jobs', { jobs: { concurrency: 50 } }],
    ['with keys', { authorization: { type: 'keys' }, callers: CALLERS }],
    [
      'with tokens',
      { authorization: { type: 'jwt', issuer: 'https://a.example', audience: 'router' } },
    ],
  ])('finds nothing in the ready-made template %s', async (_, config) => {
    const { pythonPrograms } = useDeployTools();
    const template = await synthesize(config);
    const words = ['--format', 'json', '--template', template];
    const linted = runCommand(join(pythonPrograms, 'cfn-lint'), words, { cwd: ROOT });
    await expect(linted).resolves.toBe('[]\n');
  });
});
