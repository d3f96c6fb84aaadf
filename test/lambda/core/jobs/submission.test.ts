import { expect, it } from 'vitest';
import { composeJobRequest } from '../../../../lambda/core/jobs/submission';
import { submission } from '../../../fakes/jobs/job';

const BODY = Buffer.from('{}');

it('is routed as a request of its caller to its operation', () => {
  expect(composeJobRequest(submission(), BODY)).toEqual({
    action: 'converse',
    destination: { kind: 'operation', name: 'extraction' },
    headers: { 'content-type': 'application/json', 'x-router-split-key': 'job-1' },
    callerId: 'key1',
    body: BODY,
  });
});

it.each([{ 'x-router-split-key': 'mine' }, { 'x-claude-code-session-id': 'session-1' }])(
  'keeps the key of a split that its request has: %j',
  (headers) => {
    expect(composeJobRequest(submission({ headers }), BODY).headers).toEqual(headers);
  },
);
