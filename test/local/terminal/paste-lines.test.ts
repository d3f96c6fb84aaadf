import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLocalRouter } from '../../../local/local-router';
import { composeExampleCallers } from '../../../local/start/example-callers';
import { composeCallerLines, composePasteLines } from '../../../local/terminal/paste-lines';

it('has three lines', () => {
  expect(composePasteLines('http://127.0.0.1:8080', 'http://127.0.0.1:4566')).toHaveLength(3);
});

it('calls an operation with curl', () => {
  const [line] = composePasteLines('http://127.0.0.1:8080', 'http://127.0.0.1:4566');
  expect(line).toBe(
    "curl -si http://127.0.0.1:8080/v1/extraction -H 'content-type: application/json' " +
      `-d '{"messages":[{"role":"user","content":[{"text":"Extract as JSON: invoice BW-2026-04817, total 3,546.00 EUR."}]}]}'`,
  );
});

it('changes a parameter with the AWS CLI', () => {
  const [, line] = composePasteLines('http://127.0.0.1:8080', 'http://127.0.0.1:4566');
  expect(line).toBe(
    'AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local ' +
      'aws ssm put-parameter --endpoint-url http://127.0.0.1:4566 --region us-east-1 ' +
      '--name /bedrock-tier-router/operations/extraction ' +
      '--value us.amazon.nova-2-lite-v1:0:priority --overwrite',
  );
});

it('calls an operation with the AWS SDK', async () => {
  const router = await startLocalRouter();
  onTestFinished(() => router.close());
  const [, , line = ''] = composePasteLines(router.url, router.aws.url);
  const { stdout } = await promisify(execFile)('sh', ['-c', line]);
  expect(stdout).toMatch(/^This is a simulated reply.*\{ type: 'flex' \}\n$/s);
});

describe('with a key', () => {
  const caller = {
    apiKey: { id: 'claims0000', value: 'k'.repeat(40) },
    policy: { name: 'claims', operations: ['extraction'] },
  };

  it('the key is a header, and the policy a parameter', () => {
    const lines = composeCallerLines('http://127.0.0.1:8080', 'http://127.0.0.1:4566', caller);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/ -H 'x-api-key: k{40}'$/);
    expect(lines[1]).toContain(
      '--name /bedrock-tier-router/callers/claims0000 ' +
        `--value '{"name":"claims","operations":["extraction"],"tiers":["flex"]}' --overwrite`,
    );
  });

  it('an AWS SDK calls that has nothing else', async () => {
    const callers = composeExampleCallers();
    const router = await startLocalRouter({ settings: { authorization: 'keys' }, callers });
    onTestFinished(() => router.close());
    const [, , line = ''] = composeCallerLines(router.url, router.aws.url, callers[0]);
    const { stdout } = await promisify(execFile)('sh', ['-c', line]);
    expect(stdout).toMatch(/^This is a simulated reply.*\{ type: 'flex' \}\n$/s);
  });
});
