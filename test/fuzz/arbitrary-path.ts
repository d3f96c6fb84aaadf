import fc from 'fast-check';
import { MODEL_ACTIONS } from '../../lambda/core/wire/bedrock-action';

/** Parts of attacks, mixed with parts of valid paths. */
const PIECES = [
  '..',
  '.',
  '/',
  '%2e',
  '%2E%2e',
  '%2F',
  '%252f',
  '\\',
  '%5c',
  '%00',
  '%0d%0aX-Injected:%201',
  '%',
  '%zz',
  '%ff%fe',
  '%C3%A9',
  '%F0%9F%92%A9',
  ';',
  '@',
  '+',
  '%20',
  '%22',
  '%7B',
  ':',
  ':flex',
  ':FLEX',
  ':0',
  'http://169.254.169.254/latest',
  '//127.0.0.1:1',
  'a.b',
  'us.amazon.nova-2-lite-v1:0',
  'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-2-lite-v1:0',
  'arn:aws:s3:::bucket/..',
  'extraction',
  'operations',
  'direct',
  '__proto__',
  'constructor',
  'toString',
  'converse',
  'stream',
  'x'.repeat(300),
  'a.b'.repeat(700),
];

const visible = fc.stringMatching(/^[!-~]{0,6}$/).map((text) => text.replace(/[?#]/g, ''));

/** One or more segments of a path; no `?` and no `#`. */
export const arbitrarySegment = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, visible), {
    minLength: 1,
    maxLength: 4,
  })
  .map((pieces) => pieces.join(''));

const action = fc.constantFrom(...MODEL_ACTIONS);

/** Destinations that exist. */
const DESTINATIONS = [
  'extraction',
  'classification',
  'us.amazon.nova-2-lite-v1:0',
  'us.amazon.nova-2-lite-v1%3A0%3Aflex',
  'google.gemma-3-27b-it:priority',
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0:flex',
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile%2Fabc123def456:flex',
];

/** Paths through the router's endpoints, and around them. */
export const arbitraryPath = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...DESTINATIONS), action)
      .map(([destination, name]) => `/model/${destination}/${name}`),
  },
  { weight: 2, arbitrary: fc.constantFrom('/v1/extraction', '/v1/assessment/stream') },
  {
    weight: 3,
    arbitrary: fc
      .tuple(arbitrarySegment, action)
      .map(([segment, name]) => `/model/${segment}/${name}`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '/openai/v1/chat/completions',
      '/v1/chat/completions',
      '/openai/v1/responses',
      '/v1/extraction/openai/v1/responses',
      '/openai/v1/models',
      '/openai/v1/embeddings',
    ),
  },
  arbitrarySegment.map((segment) => `/openai/v1/${segment}`),
  arbitrarySegment.map((segment) => `/v1/${segment}/openai/v1/responses`),
  arbitrarySegment.map((segment) => `/v1/${segment}`),
  arbitrarySegment.map((segment) => `/v1/${segment}/stream`),
  fc.constantFrom('/v1/operations', '/health'),
  arbitrarySegment.map((segment) => `/${segment}`),
);
