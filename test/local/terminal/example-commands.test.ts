import { expect, it } from 'vitest';
import { composeCallerCommands, composeCommands } from '../../../local/terminal/example-commands';

const ROUTER_URL = 'http://127.0.0.1:8080';
const AWS_URL = 'http://127.0.0.1:4566';

it('calls an operation with curl, and changes its parameter with the AWS CLI', () => {
  const [curlLine, cliLine, ...others] = composeCommands(ROUTER_URL, AWS_URL);
  expect(curlLine).toBe(
    "curl -si http://127.0.0.1:8080/v1/extraction -H 'content-type: application/json' " +
      `-d '{"messages":[{"role":"user","content":[{"text":"Extract as JSON: invoice BW-2026-04817, total 3,546.00 EUR."}]}]}'`,
  );
  expect(cliLine).toBe(
    'AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local ' +
      'aws ssm put-parameter --endpoint-url http://127.0.0.1:4566 --region us-east-1 ' +
      '--name /bedrock-tier-router/operations/extraction ' +
      '--value us.amazon.nova-2-lite-v1:0:priority --overwrite',
  );
  expect(others).toHaveLength(1);
});

it('sends a key as a header, and changes the policy of its caller', () => {
  const [curlLine, cliLine, ...others] = composeCallerCommands(ROUTER_URL, AWS_URL, {
    apiKey: { id: 'claims0000', value: 'k'.repeat(40) },
    policy: { name: 'claims', operations: ['extraction'] },
  });
  expect(curlLine).toMatch(/ -H 'x-api-key: k{40}'$/);
  expect(cliLine).toContain(
    '--name /bedrock-tier-router/callers/claims0000 ' +
      `--value '{"name":"claims","operations":["extraction"],"tiers":["flex"]}' --overwrite`,
  );
  expect(others).toHaveLength(1);
});
