import { expect, it } from 'vitest';
import {
  composeCallerCommands,
  composeCommands,
  composeTrustCommand,
} from '../../../local/terminal/example-commands';

const ADDRESS = { url: 'http://127.0.0.1:8080', certificateFile: undefined };
const SECURE = { url: 'https://127.0.0.1:65535', certificateFile: 'dist/tls/65535.pem' };
const AWS_URL = 'http://127.0.0.1:4566';

it('calls an operation with curl, and changes its parameter with the AWS CLI', () => {
  const [curlCommand, cliCommand, ...others] = composeCommands(ADDRESS, AWS_URL);
  expect(curlCommand).toBe(
    [
      'curl -si http://127.0.0.1:8080/v1/extraction \\',
      "  -H 'content-type: application/json' \\",
      `  -d '{"messages":[{"role":"user","content":[`,
      `  {"text":"Extract as JSON: invoice BW-2026-04817, total 3,546.00 EUR."}]}]}'`,
    ].join('\n'),
  );
  expect(cliCommand).toBe(
    [
      'AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local \\',
      '  aws ssm put-parameter --endpoint-url http://127.0.0.1:4566 \\',
      '  --region us-east-1 --overwrite --type StringList \\',
      '  --name /bedrock-tier-router/overrides/operations/extraction \\',
      '  --value us.amazon.nova-2-lite-v1:0:priority',
    ].join('\n'),
  );
  expect(others).toHaveLength(1);
});

const CALLER = {
  apiKey: { id: 'claims0000', value: 'k'.repeat(40) },
  policy: { name: 'claims', operations: ['extraction'] },
};

it('sends a key as a header, and changes the policy of its caller', () => {
  const [curlCommand, cliCommand, ...others] = composeCallerCommands(ADDRESS, AWS_URL, CALLER);
  expect(curlCommand).toMatch(/ -H 'x-api-key: k{40}' \\\n/);
  expect(cliCommand).toContain(
    '--type String \\\n' +
      '  --name /bedrock-tier-router/overrides/callers/claims0000 \\\n' +
      `  --value '{"name":"claims","tiers":["flex"]}'`,
  );
  expect(others).toHaveLength(1);
});

it('breaks the commands into lines of at most 80 columns', () => {
  const commands = [
    ...composeCommands(ADDRESS, AWS_URL),
    ...composeCallerCommands(ADDRESS, AWS_URL, CALLER),
    ...composeCommands(SECURE, AWS_URL),
    ...composeCallerCommands(SECURE, AWS_URL, CALLER),
    composeTrustCommand(SECURE.certificateFile),
  ];
  const lines = commands.flatMap((command) => command.split('\n'));
  expect(lines.filter(({ length }) => length > 80)).toEqual([]);
});
