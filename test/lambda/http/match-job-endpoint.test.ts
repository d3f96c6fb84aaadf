import { describe, expect, it } from 'vitest';
import { matchEndpoint } from '../../../lambda/http/match-endpoint';

const ID = 'c898a3df17cbcbe899863f029baee9f2423ae8c095ffeb96';

describe('with jobs', () => {
  it.each([
    ['POST', '/v1/extraction/jobs', { kind: 'job-submission', operation: 'extraction' }],
    ['POST', '//v1/page%2Dsplit/jobs/', { kind: 'job-submission', operation: 'page-split' }],
    ['GET', `/v1/jobs/${ID}`, { kind: 'job', id: ID }],
    ['HEAD', `/v1/jobs/${ID}`, { kind: 'job', id: ID }],
    ['DELETE', `/v1/jobs/${ID}`, { kind: 'job-stop', id: ID }],
  ])('%s %s is served', (method, path, endpoint) => {
    expect(matchEndpoint(method, path, true)).toEqual(endpoint);
  });

  it.each([
    ['PUT', `/v1/jobs/${ID}`, ['GET', 'HEAD', 'DELETE']],
    ['GET', '/v1/extraction/jobs', ['POST']],
    ['DELETE', '/v1/extraction', ['POST']],
  ])('%s %s is not allowed', (method, path, allowedMethods) => {
    expect(matchEndpoint(method, path, true)).toMatchObject({
      kind: 'none',
      error: { code: 'method-not-allowed', allowedMethods },
    });
  });

  it.each([
    ['POST', '/v1/chat/completions/jobs', 'the base URL of a client ends in /openai/v1'],
    ['GET', `/v1/jobs/${ID}/response`, 'POST /v1/{operation}/jobs, GET or DELETE /v1/jobs/{id}'],
  ])('%s %s is unknown', (method, path, advice) => {
    const message = expect.stringContaining(advice);
    const error = { code: 'unknown-path', message };
    expect(matchEndpoint(method, path, true)).toMatchObject({ error });
  });
});

describe('without jobs', () => {
  it.each([
    ['POST', '/v1/extraction/jobs'],
    ['GET', '/v1/extraction/jobs'],
    ['GET', `/v1/jobs/${ID}`],
    ['DELETE', `/v1/jobs/${ID}`],
  ])('%s %s is unknown', (method, path) => {
    const message = expect.stringContaining('; this deployment has no jobs; RouterJobs.durable()');
    expect(matchEndpoint(method, path)).toMatchObject({ error: { code: 'unknown-path', message } });
  });
});
