import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { runCommand } from '../../scripts/tools/run-command';
import { expectDocument } from '../cli/expect-document';

const IN_ORDER = { shuffle: false };
const MOST_MEBIBYTES = 3;

let folder: string;
let started: ChildProcess;
let awsUrl = '';

/** Runs the program of the installed package with dummy credentials, against the emulators that it has started. */
const run = (...words: string[]) =>
  runCommand(join(folder, 'node_modules', '.bin', 'tier-router'), words, {
    cwd: folder,
    environment: {
      PATH: process.env['PATH'],
      AWS_ENDPOINT_URL: awsUrl,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'command-line-'));
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const words = ['install', '--no-audit', '--no-fund', inject('packages').npm.tarball];
  await runCommand('npm', words, { cwd: folder });
});
afterAll(() => {
  started?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

describe('the command line in an empty folder', IN_ORDER, () => {
  it('installs nothing beside the package', () => {
    const modules = join(folder, 'node_modules');
    expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual([
      'bedrock-tier-router',
    ]);
    const cli = join(modules, 'bedrock-tier-router', 'dist', 'cli');
    const bytes = readdirSync(cli).reduce((sum, name) => sum + statSync(join(cli, name)).size, 0);
    expect(bytes / 2 ** 20).toBeLessThan(MOST_MEBIBYTES);
  });

  it('starts a router with keys and TLS, and works on it', async () => {
    const words = ['start', '--port', '0', '--aws-port', '0', '--keys', '--tls'];
    const program = join(folder, 'node_modules', '.bin', 'tier-router');
    started = spawn(program, words, { cwd: folder, env: { PATH: process.env['PATH'] } });
    let output = '';
    started.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    started.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    await vi.waitFor(() => expect(output).toContain('Ctrl-C stops the router.'));
    awsUrl = /^Parameter Store +(\S+)/m.exec(output)?.[1] ?? '';
    expect(expectDocument('tiers', await run('tiers', '--json'))).toMatchObject({
      operations: [
        { operation: 'assessment' },
        { operation: 'classification' },
        { operation: 'extraction', inForce: 'deploy', version: '1' },
      ],
    });
    const route = 'us.amazon.nova-2-lite-v1:0:priority';
    const written = expectDocument('set', await run('set', 'extraction', route, '--json'));
    expect(written).toMatchObject({ outcome: 'written', version: 'override-1' });
    expect(await run('callers')).toContain('claims0000, caller claims');
  });

  it('has the demo', async () => {
    expect(await run('demo')).toContain('Version override-1 took effect without a restart.');
  });
});
