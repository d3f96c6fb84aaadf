import type { RequestListener } from 'node:http';
import { expect, it, vi } from 'vitest';
import { LOCAL_STACK_ID } from '../../../local/deployment/emulator';
import { NOVA, startAccount } from '../start-account';

const OTHER = '/team/router/owner';

/** A service that answers every call whose target or path has a word as AWS denies it. */
function deny(word: string, body: object) {
  const listener: RequestListener = (_request, response) =>
    void response
      .writeHead(403, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify(body));
  return {
    accepts: ({ headers, url = '' }: Parameters<RequestListener>[0]) =>
      `${headers['x-amz-target']} ${url}`.includes(word),
    listener,
  };
}

const signIn: RequestListener = (_request, response) =>
  void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');

it.each([
  ['as the only one', []],
  ['by its prefix', ['--prefix', 'bedrock-tier-router/']],
  ['by its stack', ['--stack', 'local']],
  ['by the ID of its stack', ['--stack', LOCAL_STACK_ID]],
])('finds a router %s', async (_, words) => {
  const { run } = await startAccount();
  expect(await run('tiers', ...words)).toMatchObject({ code: 0, stderr: '' });
});

it.each([
  [['--prefix', '/other'], 'there is no router with the prefix /other in the Region us-east-1'],
  [
    ['--stack', 'other'],
    'cloudformation:ListStackResources failed: Stack with id other does not exist',
  ],
])('refuses %j', async (words, problem) => {
  const { run } = await startAccount();
  expect(await run('tiers', ...words)).toEqual({
    code: 1,
    stdout: '',
    stderr: `tiers: ${problem}\n`,
  });
});

it('says that there is no router', async () => {
  const { run, store } = await startAccount();
  store.parameters.delete('/bedrock-tier-router/owner');
  const stderr =
    'tiers: there is no router in the Region us-east-1; name another by --region or --profile\n';
  expect(await run('tiers')).toEqual({ code: 1, stdout: '', stderr });
});

it('asks which of several routers is meant', async () => {
  const { run, store } = await startAccount();
  store.parameters.put({ name: OTHER, type: 'String', value: LOCAL_STACK_ID });
  const stderr =
    'tiers: the Region us-east-1 has 2 routers; name one by --prefix: /bedrock-tier-router, /team/router\n';
  expect(await run('tiers')).toEqual({ code: 1, stdout: '', stderr });
});

it('takes no other parameter of that name for a router', async () => {
  const { run, store } = await startAccount();
  store.parameters.put({ name: OTHER, type: 'String', value: 'anna' });
  expect(await run('tiers')).toMatchObject({ code: 0 });
});

it('says that the stack has no function that routes by the prefix', async () => {
  const { run, deployment } = await startAccount();
  deployment.function = { parameterPrefix: '/bedrock-tier-router', variables: {} };
  expect((await run('tiers')).stderr).toBe(
    `tiers: the stack ${LOCAL_STACK_ID} has no function that routes by /bedrock-tier-router\n`,
  );
});

it.each([
  [
    'AmazonSSM.DescribeParameters',
    {
      __type: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::111122223333:user/anna is not authorized to perform: ssm:DescribeParameters on resource: *',
    },
    'access denied: the AWS identity lacks the right ssm:DescribeParameters (User: arn:aws:iam::111122223333:user/anna is not authorized to perform: ssm:DescribeParameters on resource: *)',
  ],
  [
    '/configuration',
    { __type: 'AccessDeniedException', message: 'Access denied' },
    'access denied: the AWS identity lacks the right lambda:GetFunctionConfiguration (Access denied)',
  ],
  [
    'AmazonSSM.DescribeParameters',
    { __type: 'ExpiredTokenException', message: 'The security token is expired' },
    'the AWS credentials have expired; sign in again as for the AWS CLI (The security token is expired)',
  ],
  [
    'AmazonSSM.DescribeParameters',
    { __type: 'UnrecognizedClientException', message: 'The security token is invalid' },
    'AWS does not accept the credentials; check the access key, or the clock of this machine (The security token is invalid)',
  ],
])('says after a refusal of %s what the operator lacks', async (word, body, problem) => {
  const { run } = await startAccount({ emulators: [deny(word, body)] });
  expect(await run('tiers')).toEqual({ code: 1, stdout: '', stderr: `tiers: ${problem}\n` });
});

it('shows the mapping without authors if they may not be read, and says so', async () => {
  const denial = { __type: 'AccessDeniedException', message: 'Access denied' };
  const { run } = await startAccount({
    parameters: { 'operations/extraction': NOVA },
    emulators: [deny('AmazonSSM.DescribeParameters', denial)],
  });
  const { code, stdout, stderr } = await run('tiers', '--prefix', '/bedrock-tier-router');
  expect([code, stderr]).toEqual([
    0,
    'Who changed them is not known: this needs the right ssm:DescribeParameters.\n',
  ]);
  expect(stdout).toContain('extraction: deploy, version 1, 2026-11-28');
});

it.each([
  ['GetParametersByPath', 'ssm:GetParametersByPath'],
  ['/configuration', 'lambda:GetFunctionConfiguration'],
])('says that a proxy answered %s', async (word, action) => {
  const { run } = await startAccount({ emulators: [{ ...deny(word, {}), listener: signIn }] });
  const { code, stderr } = await run('tiers');
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(
      `^tiers: ${action} failed: the answer is not one of AWS; is there a proxy on the way\\? \\(Unexpected token .*\\)\n$`,
    ),
  ]);
  expect(stderr).not.toContain('$response');
});

it('says that there are no credentials', async () => {
  const { run } = await startAccount();
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  const { code, stderr } = await run('tiers');
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^tiers: there are no valid AWS credentials; /),
  ]);
});

it('takes no keys of the environment in place of a profile', async () => {
  const { run } = await startAccount();
  const { code, stderr } = await run('tiers', '--profile', 'nobody');
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^tiers: there are no valid AWS credentials; /),
  ]);
});

it.each([
  [{ AWS_REGION: undefined, AWS_DEFAULT_REGION: 'eu-west-1' }, [], 'eu-west-1'],
  [{ AWS_DEFAULT_REGION: 'eu-west-1' }, [], 'us-east-1'],
  [{}, ['--region', 'ap-northeast-1'], 'ap-northeast-1'],
])('calls the Region of %j and %j', async (environment, words, region) => {
  const { run } = await startAccount({ parameters: { 'operations/extraction': NOVA } });
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { stdout } = await run('tiers', ...words, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ router: { region } });
});

it('says that no Region is set', async () => {
  const { run } = await startAccount();
  vi.stubEnv('AWS_REGION', undefined);
  const stderr = 'tiers: no AWS Region is set; name one by --region or AWS_REGION\n';
  expect(await run('tiers')).toEqual({ code: 1, stdout: '', stderr });
});

it('says that AWS cannot be reached', async () => {
  const { run } = await startAccount();
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
  const { code, stderr } = await run('tiers');
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^tiers: AWS cannot be reached: /)]);
});

it('takes a stack or a prefix', async () => {
  const { run } = await startAccount();
  const stderr = "tiers: option '--stack <name>' cannot be used with option '--prefix <path>'\n";
  expect(await run('tiers', '--stack', 'a', '--prefix', 'b')).toEqual({
    code: 2,
    stdout: '',
    stderr,
  });
});
