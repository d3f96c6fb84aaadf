import { describe, expect, it } from 'vitest';
import { attackRouter } from './attack-router';
import { converse, writeRequest } from './raw-socket';

const router = attackRouter();

const BODY = '{"messages":[{"role":"user","content":[{"text":"x"}]}]}';

/** Neither `fetch` nor `node:http` would send such a path unchanged. */
async function post(path: string): Promise<number | undefined> {
  const lines = [`POST ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close'];
  const request = writeRequest([...lines, `Content-Length: ${BODY.length}`], BODY);
  return (await converse(router.url, request)).statuses[0];
}

describe('a path that leads elsewhere', () => {
  it.each([
    '/model/../converse',
    '/model/./converse',
    '/model/%2e%2e/converse',
    '/model/%2E%2E%2F%2E%2E/converse',
    '/model/..%2f..%2fguardrail%2fx/converse',
    '/model/../guardrail/x/apply/../../model/a.b/converse',
    '/model/a.b/../../async-invoke/converse',
    '/model/a.b%2F..%2F..%2Fasync-invoke/converse',
    '/model/a.b%5c..%5cx/converse',
    '/model/%252e%252e/converse',
    '/model/..;/converse',
    '/model/a.b%00/converse',
    '/model/a.b%3Fx=1/converse',
    '/model/a.b%23/converse',
    '/model//converse',
    '/model/converse',
    '/model/a.b/',
    '/model/a.b/converse/..',
    '/v1/..',
    '/v1/../model/a.b/converse',
    '/v1/%2e%2e%2fhealth',
    '/v1/extraction/../stream',
    '/../../etc/passwd',
    '/_local/bedrock/failures',
    '/_local/parameter-store/failures',
    '/_local/metrics.json',
    '/_local/console/',
  ])('as %s is refused', async (path) => {
    expect([400, 404]).toContain(await post(path));
    expect(router.arrivals).toEqual([]);
  });
});

describe('a model ID that names an address', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http:%2F%2F169.254.169.254%2Flatest',
    'https%3A%2F%2Fevil.example%2Fa.b',
    '%2F%2Fevil.example',
    'evil.example@127.0.0.1',
    'evil.example:80',
    'user:password@evil.example',
    '[::1].a',
    'file:%2F%2F%2Fetc%2Fpasswd',
  ])('as %s reaches Bedrock or nothing', async (segment) => {
    const status = await post(`/model/${segment}/converse`);
    expect([400, 404]).toContain(status);
    // What has the shape of a model ID goes to Bedrock as one, and Bedrock refuses it.
    for (const { path } of router.arrivals) {
      expect(path).toBe(`/model/${encodeURIComponent(decodeURIComponent(segment))}/converse`);
    }
  });

  it.each([
    ['evil.example', '/model/evil.example/converse'],
    ['arn:aws:s3:::bucket%2Fkey', '/model/arn%3Aaws%3As3%3A%3A%3Abucket%2Fkey/converse'],
    [
      'arn:aws:bedrock:eu-central-1:999999999999:foundation-model%2Fa.b',
      '/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A999999999999%3Afoundation-model%2Fa.b/converse',
    ],
  ])('as %s is one part of a path at the endpoint of the deploy', async (segment, path) => {
    await post(`/model/${segment}/converse`);
    expect(router.arrivals.map((arrival) => arrival.path)).toEqual([path]);
  });
});
