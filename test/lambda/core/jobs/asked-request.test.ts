import { describe, expect, it } from 'vitest';
import { describeAsked, keepHeaders } from '../../../../lambda/core/jobs/asked-request';

const KEPT = {
  'content-type': 'application/json',
  'x-amzn-trace-id': 'Root=1-6923e4f1-0a1b2c3d4e5f60718293a4b5',
  'x-amzn-bedrock-service-tier': 'flex',
  'x-amzn-bedrock-guardrailidentifier': 'g1',
  'x-router-metadata': '{}',
};

it('keeps what the router and Bedrock read, and no secret', () => {
  const others = {
    authorization: 'Bearer secret',
    'x-api-key': 'secret',
    cookie: 'secret',
    'x-amz-security-token': 'secret',
    'x-router-task-token': 'secret',
    'x-router-job-key': 'page-1',
    'x-router-deadline': '60',
  };
  expect(keepHeaders({ ...others, ...KEPT })).toEqual(KEPT);
});

describe('what is asked', () => {
  const asked = describeAsked('extraction', KEPT);

  it.each([
    ['in another order', Object.fromEntries(Object.entries(KEPT).reverse())],
    ['with another trace', { ...KEPT, 'x-amzn-trace-id': 'Root=1-00000000-0' }],
  ])('is the same %s', (_, headers) => {
    expect(describeAsked('extraction', headers)).toBe(asked);
  });

  it.each([
    ['of another operation', describeAsked('assessment', KEPT)],
    [
      'with another tier',
      describeAsked('extraction', { ...KEPT, 'x-amzn-bedrock-service-tier': 'priority' }),
    ],
    ['with a task', describeAsked('extraction', KEPT, 'token')],
  ])('differs %s', (_, other) => {
    expect(other).not.toBe(asked);
  });
});
