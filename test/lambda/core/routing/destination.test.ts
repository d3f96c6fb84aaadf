import { describe, expect, it } from 'vitest';
import { type Destination, resolveDestination } from '../../../../lambda/core/routing/destination';
import type { TierMapping } from '../../../../lambda/core/routing/tier-mapping';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const PROFILE = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
const OPENAI = 'arn:aws:bedrock:us-east-1::foundation-model/openai.gpt-oss-20b-1:0';
const MAPPING: TierMapping = new Map([
  ['extraction', { route: [{ baseModelId: NOVA, tier: 'flex' }], version: '3' }],
  [
    'assessment',
    {
      route: [
        { baseModelId: NOVA, tier: 'default' },
        { baseModelId: GEMMA, tier: 'flex' },
      ],
      version: 'deploy',
    },
  ],
]);

function destinationOf(kind: Destination['kind'], name: string): Destination {
  return kind === 'operation' ? { kind, name } : { kind, text: name };
}

describe.each([
  ['the endpoint of operations', 'operation'],
  ['the Bedrock wire', 'model'],
] as const)('an operation at %s', (_, kind) => {
  const resolve = (name: string, mapping = MAPPING) =>
    resolveDestination(destinationOf(kind, name), mapping);

  it('goes along its route', () => {
    expect(resolve('assessment')).toEqual({
      operation: 'assessment',
      route: [
        { baseModelId: NOVA, tier: 'default' },
        { baseModelId: GEMMA, tier: 'flex' },
      ],
      mappingVersion: 'deploy',
    });
  });

  it.each([
    'extractions',
    'Extraction',
    'extraction ',
    'extraction:flex',
    'direct',
    'operations',
    'flex',
    'abc123def456',
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'size',
  ])('that nobody mapped, %j, is refused with the list of those that are', (name) => {
    expect(() => resolve(name)).toThrow(
      expect.objectContaining({
        code: 'unknown-operation',
        message: `there is no operation "${name}"; the operations are assessment, extraction`,
      }),
    );
  });

  it('with a name past reason is not repeated in full', () => {
    expect(() => resolve(`a"\n${'n'.repeat(9000)}`)).toThrow(
      expect.objectContaining({
        message: String.raw`there is no operation "a\"\nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"; the operations are assessment, extraction`,
      }),
    );
  });

  it('is to be tried again if nothing is mapped yet', () => {
    expect(() => resolve('extraction', new Map())).toThrow(
      expect.objectContaining({
        code: 'mapping-unavailable',
        message: 'no operation is mapped to a model yet; try again shortly',
      }),
    );
  });
});

describe('a model', () => {
  it.each([
    [NOVA, NOVA, 'default'],
    [`${NOVA}:standard`, NOVA, 'default'],
    [`${GEMMA}:flex`, GEMMA, 'flex'],
    [PROFILE, PROFILE, 'default'],
    [`${PROFILE}:priority`, PROFILE, 'priority'],
    [`${OPENAI}:flex`, OPENAI, 'flex'],
  ])('%s is called directly', (text, baseModelId, tier) => {
    expect(resolveDestination({ kind: 'model', text }, MAPPING)).toEqual({
      operation: 'direct',
      route: [{ baseModelId, tier }],
      mappingVersion: undefined,
    });
  });

  it('needs no mapping', () => {
    expect(resolveDestination({ kind: 'model', text: GEMMA }, new Map())).toMatchObject({
      route: [{ baseModelId: GEMMA, tier: 'default' }],
    });
  });

  it.each([`${NOVA}-flex`, `${NOVA}:FLEX`, `${NOVA}:turbo`, `${GEMMA} `, 'arn:aws:bedrock'])(
    'that is no tiered model ID, %j, is refused as one',
    (text) => {
      expect(() => resolveDestination({ kind: 'model', text }, MAPPING)).toThrow(
        expect.objectContaining({ code: 'invalid-model-id' }),
      );
    },
  );

  it.each([NOVA, `${NOVA}:flex`, PROFILE])('is never an operation: %s', (name) => {
    expect(() => resolveDestination({ kind: 'operation', name }, MAPPING)).toThrow(
      expect.objectContaining({ code: 'unknown-operation' }),
    );
  });
});
