import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const ROOT = join(__dirname, '..', '..');

/** Runs the app as the CDK CLI does. */
function runApp(context: { readonly [key: string]: unknown }) {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-out-'));
  onTestFinished(() => rmSync(outdir, { recursive: true }));
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  return { status, stderr };
}

it('names the wrong context value in one line', () => {
  expect(runApp({ authorization: 'open' })).toEqual({
    status: 1,
    stderr:
      'bedrock-tier-router: context "authorization" is "open"; it may be iam or keys or jwt or none\n',
  });
});
