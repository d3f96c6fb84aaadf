import { expect, it } from 'vitest';
import type { AccessBounds } from '../../../../lambda/core/routing/access-bounds';
import { mappedRoutes } from '../../../../lambda/core/routing/tier-mapping';
import { candidates } from '../../../fakes/plan';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';

function parse(operation: string, value: string) {
  const bounds = { models: [NOVA, GEMMA], tiers: ['default', 'flex'] } as const;
  return mappedRoutes(bounds).parse({ name: operation, value, version: '7' }, operation);
}

it('reads a route with its version', () => {
  expect(parse('extraction', `${NOVA}:flex,${GEMMA},${NOVA}:standard`)).toEqual({
    kind: 'parsed',
    value: { route: candidates('N:flex > gemma > N'), version: '7' },
  });
});

it.each([
  ['ocr', '', '"" is not a tiered model ID: it is empty'],
  ['ocr', `${GEMMA},${GEMMA}`, `"${GEMMA},${GEMMA}" names "${GEMMA}" twice`],
  [
    'ocr',
    `${NOVA},openai.gpt-oss-120b-1:0`,
    'model "openai.gpt-oss-120b-1:0" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0, google.gemma-3-27b-it',
  ],
  [
    'ocr',
    `${NOVA}:flex,${GEMMA}:reserved`,
    'service tier "reserved" is not allowed here; the allowed tiers are default, flex',
  ],
  [
    'OCR',
    NOVA,
    '"OCR" is not an operation name: lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of operations, models, jobs, messages, chat, responses, direct',
  ],
  [
    'messages',
    NOVA,
    '"messages" is not an operation name: lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of operations, models, jobs, messages, chat, responses, direct',
  ],
])('reports what is wrong with the route of %s, %j', (operation, value, problem) => {
  expect(parse(operation, value)).toEqual({ kind: 'rejected', problem });
});

it('does not report a fault of the router as a bad route', () => {
  const bounds: AccessBounds = {
    get models(): never {
      throw new TypeError('a fault');
    },
    tiers: ['default'],
  };
  const written = { name: 'ocr', value: NOVA, version: '7' };
  expect(() => mappedRoutes(bounds).parse(written, 'ocr')).toThrow(new TypeError('a fault'));
});
