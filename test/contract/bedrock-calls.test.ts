import { describe, expect, it, vi } from 'vitest';
import {
  type CallWay,
  describeArrival,
  MODEL_ID,
  readDate,
  SECRET,
  startBedrockCalls,
  WAYS,
} from './bedrock-calls';
import { isSignatureRight } from './verify-signature';

const PATH = '/model/us.amazon.nova-2-lite-v1%3A0/invoke';

/** Variables, and the host and the path that they stand for. */
const ENDPOINTS = [
  ['a Region', {}, 'bedrock-runtime.us-east-1.amazonaws.com', PATH],
  ['China', { AWS_REGION: 'cn-north-1' }, 'bedrock-runtime.cn-north-1.amazonaws.com.cn', PATH],
  [
    'GovCloud with FIPS',
    { AWS_REGION: 'us-gov-west-1', AWS_USE_FIPS_ENDPOINT: 'true' },
    'bedrock-runtime-fips.us-gov-west-1.amazonaws.com',
    PATH,
  ],
  ['dual stack', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'bedrock-runtime.us-east-1.api.aws', PATH],
  [
    'an endpoint of all services',
    { AWS_ENDPOINT_URL: 'http://proxy.test:8080' },
    'proxy.test:8080',
    PATH,
  ],
  [
    'an endpoint of the service, with a path',
    {
      AWS_ENDPOINT_URL: 'http://proxy.test',
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'https://b.test/up/bedrock',
    },
    'b.test',
    `/up/bedrock${PATH}`,
  ],
  [
    'an endpoint whose path has empty segments and escapes',
    { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://b.test/a//b%20c/ü' },
    'b.test',
    `/a//b%20c/%C3%BC${PATH}`,
  ],
  [
    'endpoints that are to be ignored',
    { AWS_ENDPOINT_URL: 'http://proxy.test', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    'bedrock-runtime.us-east-1.amazonaws.com',
    PATH,
  ],
] as const;

/** Variables that change headers, and one header of each as it must arrive. */
const HEADERS = [
  ['a session token', { AWS_SESSION_TOKEN: 'token+/=' }, 'x-amz-security-token', 'token+/='],
  [
    'a bearer token',
    { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-1' },
    'authorization',
    'Bearer bedrock-api-key-1',
  ],
  [
    'a trace of X-Ray',
    { AWS_LAMBDA_FUNCTION_NAME: 'router', _X_AMZN_TRACE_ID: 'Root=1-691f9a3b-0123;Sampled=1' },
    'x-amzn-trace-id',
    'Root=1-691f9a3b-0123;Sampled=1',
  ],
  ['a trace outside of Lambda', { _X_AMZN_TRACE_ID: 'Root=1-2' }, 'x-amzn-trace-id', undefined],
  [
    'an application',
    { AWS_SDK_UA_APP_ID: 'pipeline' },
    'user-agent',
    expect.stringContaining('app/pipeline'),
  ],
  [
    'a proxy, which the SDK does not use',
    { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' },
    'host',
    'bedrock-runtime.us-east-1.amazonaws.com',
  ],
] as const;

/** Configurations that no call can be made with. */
const FAULTS = [
  ['no Region', { AWS_REGION: undefined }, 'Region is missing'],
  [
    'no credentials',
    { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
    'Could not load credentials from any providers',
  ],
  [
    'FIPS with an endpoint',
    { AWS_USE_FIPS_ENDPOINT: 'true', AWS_ENDPOINT_URL: 'http://proxy.test' },
    'Invalid Configuration: FIPS and custom endpoint are not supported',
  ],
] as const;

/** Calls as both ways make them; returns what arrived of each. */
async function callBothWays(environment: Readonly<Record<string, string>>) {
  const { client, arrivals } = await startBedrockCalls(environment);
  for (const [, way] of WAYS) await way(client)();
  const [byCommand, byTransport] = arrivals;
  if (byCommand === undefined || byTransport === undefined) throw new Error('a call is missing');
  return { byCommand, byTransport };
}

describe.each(ENDPOINTS)('with %s', (_, environment, host, path) => {
  it('both ways call the same host and path, and sign alike', async () => {
    const { byCommand, byTransport } = await callBothWays(environment);
    expect(byTransport.headers['host']).toBe(host);
    expect(byTransport.url).toBe(path);
    expect(describeArrival(byTransport)).toEqual(describeArrival(byCommand));
    expect(isSignatureRight(byCommand, SECRET)).toBe(true);
    expect(isSignatureRight(byTransport, SECRET)).toBe(true);
  });
});

it.each(HEADERS)('with %s both ways send the same headers', async (_, environment, name, value) => {
  const { byCommand, byTransport } = await callBothWays(environment);
  expect(byTransport.headers[name]).toEqual(value);
  expect(describeArrival(byTransport)).toEqual(describeArrival(byCommand));
});

describe.each(WAYS)('%s', (_name, way: CallWay) => {
  it.each([
    ['us.amazon.nova-2-lite-v1:0', 'us.amazon.nova-2-lite-v1%3A0'],
    [
      'arn:aws:bedrock:eu-west-1:1:prompt/a:1',
      'arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Aprompt%2Fa%3A1',
    ],
    ['Zoë, 100% "new"~', 'Zo%C3%AB%2C%20100%25%20%22new%22~'],
    ['//..', '%2F%2F..'],
  ])('signs the path of %s', async (modelId, segment) => {
    const { client, arrivals } = await startBedrockCalls({});
    await way(client)(modelId);
    expect(arrivals.map(({ url }) => url)).toEqual([`/model/${segment}/invoke`]);
    expect(arrivals.every((arrival) => isSignatureRight(arrival, SECRET))).toBe(true);
  });

  it.each(FAULTS)('refuses %s', async (_fault, environment, message) => {
    const { client, arrivals } = await startBedrockCalls(environment);
    await expect(way(client)()).rejects.toThrow(message);
    expect(arrivals).toEqual([]);
  });

  it('signs with the credentials that have replaced expiring ones', async () => {
    const issued = ['AKIDFIRST', 'AKIDSECOND'];
    const credentials = async () => ({
      accessKeyId: issued.shift() ?? 'AKIDLAST',
      secretAccessKey: SECRET,
      expiration: new Date(Date.now() + (issued.length === 1 ? 1_000 : 3_600_000)),
    });
    const { client, arrivals } = await startBedrockCalls({}, { credentials });
    const call = way(client);
    for (let count = 0; count < 3; count += 1) await call();
    const keys = arrivals.map(
      ({ headers }) => /Credential=(\w+)/.exec(String(headers.authorization))?.[1],
    );
    expect(keys.at(-1)).toBe('AKIDSECOND');
    expect(arrivals.every((arrival) => isSignatureRight(arrival, SECRET))).toBe(true);
  });

  it('signs again if AWS refuses a signature by a wrong clock, and keeps the correction', async () => {
    const millisAhead = 3_600_000;
    const { client, arrivals } = await startBedrockCalls(
      {},
      {
        maxAttempts: 3,
        respond: ({ headers }, response) => {
          const now = new Date(Date.now() + millisAhead);
          const isExpired = Math.abs(now.getTime() - readDate(headers)) > 300_000;
          response.setHeader('date', now.toUTCString());
          response.setHeader('x-amzn-errortype', 'InvalidSignatureException');
          response.writeHead(isExpired ? 403 : 200).end('{"message":"Signature expired"}');
        },
      },
    );
    const call = way(client);
    await call();
    await call();
    const dates = arrivals.map(({ headers }) => readDate(headers) > Date.now() + 60_000);
    expect(dates).toEqual([false, true, true]);
    expect(arrivals.every((arrival) => isSignatureRight(arrival, SECRET))).toBe(true);
  });

  it('ends the call with its signal', async () => {
    const { client, sockets } = await startBedrockCalls({}, { respond: () => {} });
    const caller = new AbortController();
    const calling = way(client)(MODEL_ID, caller.signal);
    calling.catch(() => {});
    await vi.waitFor(() => expect(sockets.size).toBe(1));
    caller.abort();
    await expect(calling).rejects.toThrow();
    await vi.waitFor(() => expect([...sockets].every(({ destroyed }) => destroyed)).toBe(true));
  });

  it('sends a request again whose kept connection was closed as idle', async () => {
    const served = new Set<unknown>();
    const { client, arrivals } = await startBedrockCalls(
      {},
      {
        respond: ({ socket }, response) => {
          if (served.has(socket)) return void socket.destroy();
          served.add(socket);
          response.end('{}');
        },
      },
    );
    const call = way(client);
    await call();
    await call();
    expect(arrivals).toHaveLength(3);
    expect(served.size).toBe(2);
  });
});
