import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveAwsEmulators } from '../../local/aws-emulators';
import { serveOnLoopback } from '../../local/loopback-server';
import { type RunningStart, runStart, startUp } from './run-start';

const QUESTION = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] });

async function call(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', body: QUESTION, headers });
  await response.text();
  return response;
}

const SDK_COMMAND =
  /^(AWS_BEARER_TOKEN_BEDROCK=\S+ \\\n {2})?(NODE_EXTRA_CA_CERTS=\S+ \\\n {2})?AWS_SDK_\S+=true \\\n {2}node -e "[^"]+"$/m;

/** Runs the command with the AWS SDK that `npm start` printed. */
async function pasteSdkLine({ output }: RunningStart): Promise<string> {
  const [command = ''] = SDK_COMMAND.exec(output().stdout) ?? [];
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command]);
  return stdout + stderr;
}

const SDK_OUTPUT = /^This is a simulated reply.*\{ type: 'flex' \}\n$/s;

it('is the command that npm start runs', () => {
  const { scripts } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  expect(scripts.start).toBe('tsx local/start.ts');
});

describe('the router', () => {
  it('prints its addresses, its mapping and commands to try, and ends on SIGINT with 0', async () => {
    const models = ['--allowed-models', 'us.amazon.nova-2-lite-v1:0'];
    const running = await startUp([...models, '--connection', 'frankfurt=eu-central-1']);
    const { url, awsUrl, output } = running;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { stdout } = output();
    expect(stdout).toContain(`OpenAI's SDKs    ${url}/openai/v1 (base URL)\n`);
    expect(stdout).toContain(`Amazon Bedrock   ${awsUrl} (embedded, replies are simulated)\n`);
    expect(stdout).toContain(`Parameter Store  ${awsUrl} (embedded)\n`);
    expect(stdout).toContain(
      [
        'OPERATION       ROUTE                                VERSION',
        'assessment      us.amazon.nova-2-lite-v1:0           1',
        'classification  us.amazon.nova-2-lite-v1:0:priority  1',
        'extraction      us.amazon.nova-2-lite-v1:0:flex      1',
      ].join('\n'),
    );
    expect(stdout).toContain(`curl -si ${url}/v1/extraction`);
    expect(stdout).toContain(`aws ssm put-parameter --endpoint-url ${awsUrl}`);
    expect(stdout).toContain('Its pauses take 0.01 of their time here\n(--pause-scale)');
    expect(stdout).toContain(`curl -si ${url}/v1/extraction/jobs`);
    expect((await call(`${url}/v1/extraction/jobs`)).status).toBe(202);
    expect(await pasteSdkLine(running)).toMatch(SDK_OUTPUT);
    const served = await call(`${url}/v1/classification`);
    expect(served.status).toBe(200);
    expect(served.headers.get('x-amzn-bedrock-service-tier')).toBe('priority');
    expect((await call(`${url}/model/google.gemma-3-27b-it/converse`)).status).toBe(403);
    const connected = await call(`${url}/model/us.amazon.nova-2-lite-v1:0@frankfurt/converse`);
    expect(connected.headers.get('x-router-connection')).toBe('frankfurt');
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
    expect(output().stderr).toBe('');
  });

  it('requires keys with --keys, prints two, and ends on SIGTERM with 0', async () => {
    const running = await startUp(['--keys']);
    const { url, awsUrl, output } = running;
    const { stdout } = output();
    const [, claims = '', overnight = ''] =
      /^CALLER .*\nclaims +claims0000 +(\S{40})\n .*\novernight +overnight0 +(\S{40})\n/m.exec(
        stdout,
      ) ?? [];
    expect(stdout).toContain(`-H 'x-api-key: ${claims}'`);
    expect(stdout).toContain(`AWS_BEARER_TOKEN_BEDROCK=${claims} \\\n`);
    expect(stdout.split('\n').filter(({ length }) => length > 80)).toEqual([]);
    expect(stdout).toContain('classification  us.amazon.nova-2-lite-v1:0:priority  1\n');
    expect(await pasteSdkLine(running)).toMatch(SDK_OUTPUT);
    const operation = `${url}/v1/classification`;
    expect((await call(operation)).status).toBe(401);
    expect((await call(operation, { 'x-api-key': claims })).status).toBe(200);
    expect((await call(operation, { authorization: `Bearer ${overnight}` })).status).toBe(403);
    expect(await (await fetch(`${awsUrl}/_local/metrics.json`)).text()).not.toContain(claims);
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(output().stderr).toBe('');
  });

  it('takes TLS with --tls, and prints what makes programs trust it', async () => {
    const running = await startUp(['--keys', '--tls']);
    const { url, output } = running;
    const { port } = new URL(url);
    const { stdout } = output();
    expect(url).toBe(`https://127.0.0.1:${port}`);
    expect(stdout).toContain(`Certificate      dist/tls/${port}.pem (made for this run)\n`);
    expect(stdout).toContain(`export AWS_CA_BUNDLE="$PWD/dist/tls/${port}.pem" \\\n`);
    expect(stdout.split('\n').filter(({ length }) => length > 80)).toEqual([]);
    expect(await pasteSdkLine(running)).toMatch(SDK_OUTPUT);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(401);
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(output().stderr).toBe('');
  });

  it('uses the endpoints of the user, and ends on Ctrl-C, which its child process receives too', async () => {
    const own = await serveAwsEmulators();
    onTestFinished(() => own.close());
    own.parameterStore.parameters.put({
      name: '/bedrock-tier-router/operations/summary',
      type: 'StringList',
      value: 'google.gemma-3-27b-it:flex',
    });
    const { child, ended, url, output } = await startUp([], {
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: own.url,
      AWS_ENDPOINT_URL_SSM: own.url,
    });
    expect(output().stdout).toContain(`Amazon Bedrock   ${own.url}\n`);
    expect(output().stdout).toContain(`Parameter Store  ${own.url}\n`);
    expect(output().stdout).toContain('summary    google.gemma-3-27b-it:flex  1');
    expect((await call(`${url}/v1/summary`)).status).toBe(200);
    expect(own.bedrock.journal.entries).toHaveLength(1);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await ended).toBe(0);
    expect(output().stderr).toBe('');
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  it('prints the log lines that a report reads with --raw-logs', async () => {
    const { url, output } = await startUp(['--raw-logs']);
    await call(`${url}/v1/extraction`);
    await expect.poll(() => output().stdout).toMatch(/^\{.*"latency_ms":.*\}$/m);
    await expect.poll(() => output().stdout).toMatch(/^\{.*"_aws":.*\}$/m);
  });

  it('says that the real Bedrock costs money', async () => {
    const { output } = await startUp(['--bedrock', 'aws'], {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
    expect(output().stdout).toContain(
      'Amazon Bedrock   real, called with your credentials: calls cost money\n',
    );
  });
});

it('prints help that fits 80 columns, and ends with 0', async () => {
  const { ended, output } = runStart(['--help']);
  expect(await ended).toBe(0);
  const { stdout, stderr } = output();
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^Usage: npm start -- \[options\]\n/);
  const lines = stdout.split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.flatMap((line) => /^ {2}(?:-h, )?(--[\w-]+) /.exec(line)?.[1] ?? [])).toEqual([
    '--port',
    '--aws-port',
    '--latency-scale',
    '--pause-scale',
    '--allowed-models',
    '--bedrock',
    '--connection',
    '--keys',
    '--tls',
    '--raw-logs',
    '--help',
  ]);
});

describe('a mistake prints one line and ends with 2', () => {
  it('such as an unknown option', async () => {
    const { ended, output } = runStart(['--colour']);
    expect(await ended).toBe(2);
    expect(output()).toEqual({
      stdout: '',
      stderr: "bedrock-tier-router: unknown option '--colour'; see --help\n",
    });
  });

  it('such as a working directory that takes no certificate', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'start-'));
    onTestFinished(() => rmSync(cwd, { recursive: true }));
    writeFileSync(join(cwd, 'dist'), '');
    const { ended, output } = runStart(['--port', '0', '--aws-port', '0', '--tls'], {}, cwd);
    expect(await ended).toBe(2);
    expect(output()).toEqual({
      stdout: '',
      stderr: "bedrock-tier-router: ENOTDIR: not a directory, mkdir 'dist/tls'\n",
    });
  });

  it('such as a port that is taken', async () => {
    const server = await serveOnLoopback(() => {});
    onTestFinished(() => server.close());
    const { ended, output } = runStart(['--port', String(server.port), '--aws-port', '0']);
    expect(await ended).toBe(2);
    expect(output()).toEqual({
      stdout: '',
      stderr:
        `bedrock-tier-router: listen EADDRINUSE: address already in use 127.0.0.1:${server.port}; ` +
        'choose another with --port or --aws-port\n',
    });
  });
});
