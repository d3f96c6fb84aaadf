import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveAwsEmulators } from '../../local/aws-emulators';
import { serveOnLoopback } from '../../local/loopback-server';
import { runStart, startUp } from './run-start';

const LOCAL_URL = /^http:\/\/127\.0\.0\.1:\d+$/;
const QUESTION = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] });

async function call(url: string, operation: string) {
  const response = await fetch(`${url}/v1/${operation}`, { method: 'POST', body: QUESTION });
  await response.text();
  return response;
}

it('is what npm start runs', () => {
  const { scripts } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  expect(scripts.start).toBe('tsx local/start.ts');
});

describe('the router', () => {
  it('tells where it is, what is mapped and what to try, and serves', async () => {
    const { url, awsUrl, output } = await startUp();
    expect(url).toMatch(LOCAL_URL);
    const { stdout, stderr } = output();
    expect(stderr).toBe('');
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
    expect(stdout).toContain(`endpoint:'${url}'`);
    const response = await call(url, 'classification');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-amzn-bedrock-service-tier')).toBe('priority');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends on %s with 0', async (signal) => {
    const { child, ended, output } = await startUp();
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(output().stderr).toBe('');
  });

  it('ends on Ctrl-C, which reaches the function’s process too, with 0', async () => {
    const { child, ended, url, output } = await startUp();
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await ended).toBe(0);
    expect(output().stderr).toBe('');
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  it('refuses models that are not allowed', async () => {
    const { url } = await startUp(['--allowed-models', 'us.amazon.nova-2-lite-v1:0']);
    const path = '/model/google.gemma-3-27b-it/converse';
    const response = await fetch(url + path, { method: 'POST', body: QUESTION });
    expect(response.status).toBe(403);
  });

  it('asks for keys where it is told to, and prints two', async () => {
    const { url, awsUrl, output } = await startUp(['--keys']);
    const { stdout, stderr } = output();
    expect(stderr).toBe('');
    const [, claims = '', overnight = ''] =
      /^CALLER .*\nclaims +claims0000 +(\S{40}) .*\novernight +overnight0 +(\S{40}) /m.exec(
        stdout,
      ) ?? [];
    expect(stdout).toContain(`-H 'x-api-key: ${claims}'`);
    expect(stdout).toContain(`AWS_BEARER_TOKEN_BEDROCK=${claims} node -e`);
    expect(stdout).toContain('classification  us.amazon.nova-2-lite-v1:0:priority  1\n');
    const callWith = async (headers: Record<string, string>) => {
      const path = `${url}/v1/classification`;
      const response = await fetch(path, { method: 'POST', body: QUESTION, headers });
      await response.text();
      return response.status;
    };
    expect(await callWith({})).toBe(401);
    expect(await callWith({ 'x-api-key': claims })).toBe(200);
    expect(await callWith({ authorization: `Bearer ${overnight}` })).toBe(403);
    expect(await (await fetch(`${awsUrl}/_local/metrics.json`)).text()).not.toContain(claims);
  });

  it('takes the endpoints that the user has already', async () => {
    const own = await serveAwsEmulators();
    onTestFinished(() => own.close());
    own.parameterStore.parameters.put({
      name: '/bedrock-tier-router/operations/summary',
      type: 'StringList',
      value: 'google.gemma-3-27b-it:flex',
    });
    const { url, output } = await startUp([], {
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: own.url,
      AWS_ENDPOINT_URL_SSM: own.url,
    });
    expect(output().stdout).toContain(`Amazon Bedrock   ${own.url}\n`);
    expect(output().stdout).toContain(`Parameter Store  ${own.url}\n`);
    expect(output().stdout).toContain('summary    google.gemma-3-27b-it:flex  1');
    expect((await call(url, 'summary')).status).toBe(200);
    expect(own.bedrock.journal.entries).toHaveLength(1);
  });

  it('says that the real Bedrock costs money', async () => {
    const { output } = await startUp(['--bedrock', 'aws'], {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
    expect(output().stdout).toContain(
      'Amazon Bedrock   the real one, with your credentials: calls cost money\n',
    );
  });
});

describe('help', () => {
  it('is printed and ends with 0', async () => {
    const { ended, output } = runStart(['--help']);
    expect(await ended).toBe(0);
    expect(output().stdout).toMatch(/^Usage: npm start -- \[flags\]\n/);
    expect(output().stderr).toBe('');
  });
});

describe('a mistake', () => {
  it.each([
    [
      'an unknown flag',
      ['--colour'],
      "bedrock-tier-router: Unknown option '--colour'; see --help\n",
    ],
    [
      'a port that is none',
      ['--port', 'x'],
      'bedrock-tier-router: --port is "x"; it may be 0 (any free port) to 65535\n',
    ],
  ])('such as %s is one line and ends with 2', async (_, words, line) => {
    const { ended, output } = runStart(words);
    expect(await ended).toBe(2);
    expect(output()).toEqual({ stdout: '', stderr: line });
  });

  it.each([
    ['--port', '--aws-port'],
    ['--aws-port', '--port'],
  ])('such as a taken %s is one line and ends with 2', async (taken, other) => {
    const server = await serveOnLoopback(() => {});
    onTestFinished(() => server.close());
    const { ended, output } = runStart([taken, String(server.port), other, '0']);
    expect(await ended).toBe(2);
    expect(output()).toEqual({
      stdout: '',
      stderr:
        `bedrock-tier-router: listen EADDRINUSE: address already in use 127.0.0.1:${server.port}; ` +
        'choose another with --port or --aws-port\n',
    });
  });
});
