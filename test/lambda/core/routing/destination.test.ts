import { describe, expect, it } from 'vitest';
import { type Destination, resolveDestination } from '../../../../lambda/core/routing/destination';
import { composePolicy } from '../../../fakes/compose-policy';
import { composeMapping } from '../../../fakes/fixed-snapshots';
import { candidates, route } from '../../../fakes/plan';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const PROFILE = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
const MAPPING = composeMapping(
  { extraction: route('N:flex'), assessment: route('N > gemma:flex') },
  'deploy',
);

function destinationOf(kind: Destination['kind'], name: string): Destination {
  return kind === 'operation' ? { kind, name } : { kind, text: name };
}

describe.each([
  ['the endpoint of operations', 'operation'],
  ['the Bedrock wire', 'model'],
] as const)('an operation at %s', (_, kind) => {
  const resolve = (name: string, mapping = MAPPING, operations?: readonly string[]) =>
    resolveDestination(
      destinationOf(kind, name),
      mapping,
      operations && composePolicy({ operations }),
    );

  it('goes along its route', () => {
    expect(resolve('assessment')).toEqual({
      operation: 'assessment',
      route: candidates('N > gemma:flex'),
      mappingVersion: 'deploy',
    });
  });

  it('may be named like the beginning of an ARN', () => {
    const mapping = composeMapping({ arn: route('N') }, 'deploy');
    expect(resolve('arn', mapping, ['arn'])).toMatchObject({ operation: 'arn' });
  });

  it.each(['extractions', 'Extraction', 'extraction:flex', 'flex', '', '__proto__', 'constructor'])(
    'that is not mapped, %j, is refused with the list of those that are',
    (name) => {
      expect(() => resolve(name)).toThrow(
        expect.objectContaining({
          code: 'unknown-operation',
          message: `there is no operation "${name}"; the operations are assessment, extraction`,
        }),
      );
    },
  );

  it('is quoted up to 64 characters', () => {
    expect(() => resolve(`a"\n${'n'.repeat(9000)}`)).toThrow(
      expect.objectContaining({
        message: String.raw`there is no operation "a\"\n${'n'.repeat(61)}"; the operations are assessment, extraction`,
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

  it.each(['extraction', 'summary'])(
    'is refused if the policy of the caller lacks it, mapped or not: %s',
    (name) => {
      expect(() => resolve(name, MAPPING, ['assessment'])).toThrow(
        expect.objectContaining({ code: 'caller-not-allowed' }),
      );
    },
  );

  it.each([
    [['extraction', 'summary'], 'extraction'],
    [['summary'], 'none'],
  ])('of a caller that may call %j is refused with the list of its own', (operations, listed) => {
    const message = `there is no operation "summary"; the operations are ${listed}`;
    expect(() => resolve('summary', MAPPING, operations)).toThrow(message);
  });
});

describe('a model', () => {
  it.each([
    [NOVA, NOVA, 'default'],
    [`${GEMMA}:flex`, GEMMA, 'flex'],
    [`${PROFILE}:priority`, PROFILE, 'priority'],
  ])('%s is called directly, also without a mapping', (text, baseModelId, tier) => {
    for (const mapping of [MAPPING, new Map()]) {
      expect(resolveDestination({ kind: 'model', text }, mapping)).toEqual({
        operation: 'direct',
        route: [{ baseModelId, tier }],
        mappingVersion: undefined,
      });
    }
  });

  it.each([`${NOVA}-flex`, 'arn:aws:bedrock', ':flex'])(
    'that is not a tiered model ID, %j, is refused as one',
    (text) => {
      expect(() => resolveDestination({ kind: 'model', text }, MAPPING)).toThrow(
        expect.objectContaining({ code: 'invalid-model-id' }),
      );
    },
  );

  it.each([
    [['extraction'], 'caller-not-allowed'],
    [['direct'], undefined],
  ])('is called by a caller that may call %j: %s', (operations, code) => {
    const resolve = () =>
      resolveDestination({ kind: 'model', text: NOVA }, MAPPING, composePolicy({ operations }));
    if (code === undefined) expect(resolve()).toMatchObject({ operation: 'direct' });
    else expect(resolve).toThrow(expect.objectContaining({ code }));
  });

  it.each([`${NOVA}:flex`, PROFILE])('is never an operation: %s', (name) => {
    expect(() => resolveDestination({ kind: 'operation', name }, MAPPING)).toThrow(
      expect.objectContaining({ code: 'unknown-operation' }),
    );
  });
});
