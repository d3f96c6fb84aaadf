import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { composePasteLines } from '../../../local/cli/paste-lines';
import { startLocalRouter } from '../../../local/local-router';

it('has three lines', () => {
  expect(composePasteLines('http://127.0.0.1:8080', 'http://127.0.0.1:4566')).toHaveLength(3);
});

it('calls an operation with curl', () => {
  const [line] = composePasteLines('http://127.0.0.1:8080', 'http://127.0.0.1:4566');
  expect(line).toBe(
    "curl -si http://127.0.0.1:8080/v1/extraction -H 'content-type: application/json' " +
      `-d '{"messages":[{"role":"user","content":[{"text":"Invoice 4711 of 2026-11-02, total 12.50 EUR. Reply as JSON."}]}]}'`,
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
