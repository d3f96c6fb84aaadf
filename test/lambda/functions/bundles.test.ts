import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { composeFunctionEnvironment } from '../../../local/compose-function-environment';
import { FUNCTION_BUNDLE } from '../../../local/lambda/start-function';

/** Loads the bundle as the runtime does, and prints what it exports. */
const LOADER = `
globalThis.awslambda = { streamifyResponse: (handler) => handler, HttpResponseStream: {} };
const exported = require(process.argv[1]);
console.log(JSON.stringify(Object.entries(exported).map(([name, value]) => [name, typeof value, value.length])));
process.exit();
`;

/** The same, and prints the files that are loaded. */
const LISTS_FILES = LOADER.replace(
  /console.log\(.*\)/,
  "console.log(JSON.stringify(Object.keys(require.cache).map((file) => require('path').basename(file))))",
);

/** Nobody listens there: the first reading of the mapping fails, which no start may wait for. */
const NOWHERE = 'http://127.0.0.1:9';
const ENDPOINTS = { bedrockUrl: NOWHERE, ssmUrl: NOWHERE };
const ENVIRONMENT_OF_A_DEPLOY = composeFunctionEnvironment({}, ENDPOINTS);

function load(
  changes: Readonly<Record<string, string | undefined>> = {},
  { bundle = FUNCTION_BUNDLE, loader = LOADER } = {},
) {
  const entries = Object.entries({ ...ENVIRONMENT_OF_A_DEPLOY, ...changes });
  const env = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  return promisify(execFile)(process.execPath, ['-e', loader, bundle], { env });
}

interface Import {
  readonly path: string;
  readonly kind: string;
  readonly external?: boolean;
}

const metafile = JSON.parse(
  readFileSync(join(FUNCTION_BUNDLE, '..', '..', 'function-metafile.json'), 'utf8'),
);
const inputs = Object.keys(metafile.inputs);

describe('the bundle', () => {
  it('loads under Node.js and exports the handlers of both endpoints, alone', async () => {
    const { stdout } = await load();
    expect(JSON.parse(stdout)).toEqual([
      ['handler', 'function', 3],
      ['lambdaHook', 'function', 2],
    ]);
  });

  it('needs nothing at run time but what Node.js has, and the clients that are loaded when they are wanted', () => {
    const imported: readonly Import[] = metafile.outputs['dist/function/index.js'].imports;
    const names = imported.map(({ path }) => path);
    expect(names).toContain('node:zlib');
    const others = new Set(names.filter((name) => !isBuiltin(name)));
    expect(others).toEqual(
      new Set([
        './budget-clients',
        './credential-clients',
        './job-clients',
        './lazy-sdk',
        './media-client',
        './reply-cache-client',
      ]),
    );
  });

  it('has no module that is imported when it is needed, for which esbuild would wrap all that it shares', () => {
    const bundled = Object.keys(metafile.outputs['dist/function/index.js'].inputs);
    const imports: Import[] = bundled.flatMap((path) => metafile.inputs[path].imports);
    const inBundle = imports.filter(({ external = false }) => !external);
    expect(inBundle.filter(({ kind }) => kind === 'dynamic-import')).toEqual([]);
  });

  it('has the AWS SDK of the lock file in it', () => {
    expect(inputs.some((input) => input.includes('/@aws-sdk/client-bedrock-runtime/'))).toBe(true);
    expect(inputs.some((input) => input.includes('/@aws-sdk/client-ssm/'))).toBe(true);
  });

  it.each([
    'client-dynamodb',
    'client-eventbridge',
    'client-s3',
    'client-sts',
    'client-secrets-manager',
    'client-pricing',
    'client-bedrock',
    'client-lambda',
    'client-sfn',
  ])('has no %s in it, which would slow every cold start', (client) => {
    expect(inputs.filter((input) => input.includes(`/@aws-sdk/${client}/`))).toEqual([]);
  });

  it.each(['aws-cdk-lib/', 'constructs/', 'cdk-nag/', 'local/', 'lib/'])(
    'has nothing of %s in it',
    (folder) => {
      expect(inputs).toContain('lambda/functions/router/index.ts');
      const isWithin = (input: string) =>
        input.startsWith(folder) || input.includes(`node_modules/${folder}`);
      expect(inputs.filter(isWithin)).toEqual([]);
    },
  );

  it('does not name the CDK', () => {
    expect(readFileSync(FUNCTION_BUNDLE, 'utf8')).not.toContain('aws-cdk-lib');
  });
});

describe('the function', () => {
  it.each([
    ['without connections', {}],
    ['with jobs', { jobs: { bucket: 'jobs', functionArn: 'arn:job:live', deadlineSeconds: 60 } }],
    ['with connections', { connections: { partner: { roleArn: 'arn:aws:iam::1:role/a' } } }],
  ])('%s loads one file at its start', async (_, settings) => {
    const { stdout } = await load(composeFunctionEnvironment(settings, ENDPOINTS), {
      loader: LISTS_FILES,
    });
    expect(JSON.parse(stdout)).toEqual(['index.js']);
  });

  it.each([
    [undefined, 'ROUTER_CONFIG is not set'],
    ['{', 'ROUTER_CONFIG: the value is not a JSON object'],
    ['{"parameterPrefix":7}', 'ROUTER_CONFIG: parameterPrefix is 7, not a text'],
  ])('does not start with the configuration %j', async (text, message) => {
    await expect(load({ ROUTER_CONFIG: text })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Error: ${message}`),
    });
  });

  it('starts with a mapping of no operations', async () => {
    const { stdout } = await load(composeFunctionEnvironment({ operations: {} }, ENDPOINTS));
    expect(stdout).toContain('handler');
  });
});

describe('the refresh of the catalog', () => {
  const file = join(FUNCTION_BUNDLE, '..', '..', 'catalog-refresh', 'index.js');

  it('loads with the environment of a deploy, and exports its handler alone', async () => {
    const { stdout } = await load({}, { bundle: file });
    expect(JSON.parse(stdout)).toEqual([['handler', 'function', 0]]);
  });

  it.each([
    [{ ROUTER_CONFIG: undefined }, 'ROUTER_CONFIG is not set'],
    [{ AWS_REGION: undefined }, 'AWS_REGION is not set'],
  ])('does not start with %j', async (changes, message) => {
    await expect(load(changes, { bundle: file })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Error: ${message}`),
    });
  });
});

describe.each(['console-view', 'console-change'])('the function %s', (bundle) => {
  const file = join(FUNCTION_BUNDLE, '..', '..', bundle, 'index.js');

  it('loads with the environment of a deploy, and exports its handler alone', async () => {
    const { stdout } = await load({}, { bundle: file });
    expect(JSON.parse(stdout)).toEqual([['handler', 'function', 2]]);
  });

  it('does not start without a configuration', async () => {
    await expect(load({ ROUTER_CONFIG: undefined }, { bundle: file })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Error: ROUTER_CONFIG is not set'),
    });
  });
});

describe('an authorizer', () => {
  it.each([
    ['authorizer', '', 'keyHeader is undefined; it may be either or authorization'],
    ['authorizer', '{"keyHeader":"any"}', 'keyHeader is "any"; it may be either or authorization'],
    ['jwt-authorizer', '{', 'the value is not a JSON object'],
    [
      'jwt-authorizer',
      '{"issuer":"https://a.example","audience":""}',
      'audience is "", not a text',
    ],
    [
      'jwt-authorizer',
      '{"issuer":"https://a.example","audience":"a","jwks":"b"}',
      'the value has no member "jwks"; did you mean jwksUri?',
    ],
  ])('does not start: %s with the configuration %j', async (bundle, text, message) => {
    const file = join(FUNCTION_BUNDLE, '..', '..', bundle, 'index.js');
    await expect(load({ AUTHORIZER_CONFIG: text }, { bundle: file })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Error: AUTHORIZER_CONFIG: ${message}`),
    });
  });
});
