import { describe, expect, it } from 'vitest';
import {
  composeOperatorView,
  findValue,
  nameParameter,
} from '../../../../lambda/core/operator/operator-view';
import { CONFIG, NOVA, store } from './fake-router';

const EXTRACTION = { section: 'operations', entry: 'extraction' } as const;

const view = (values: Readonly<Record<string, string>>) =>
  composeOperatorView(CONFIG, store(values));

describe('composeOperatorView', () => {
  it('lists values by section and entry, and leaves out what operators do not change', () => {
    const { values } = view({
      catalog: '{}',
      'operations/extraction': NOVA,
      'operations/classification': NOVA,
      'operations/too/deep': NOVA,
      'overrides/operations/summary': NOVA,
      'overrides/operations/extraction': `${NOVA}:flex`,
      'overrides/prices': '{}',
      owner: 'arn:aws:cloudformation:us-east-1:111122223333:stack/tiers/1',
      prices: '{}',
      'prices/deep': '{}',
      operations: NOVA,
      'settings/extraction': '{}',
    });
    expect(values.map(({ section, entry, inForce }) => [section, entry, inForce])).toEqual([
      ['operations', 'classification', 'deploy'],
      ['operations', 'extraction', 'override'],
      ['operations', 'summary', 'override'],
      ['settings', 'extraction', 'deploy'],
      ['prices', '', 'override'],
    ]);
  });

  it('has the value of each owner, with its version as receipts write it', () => {
    const values = {
      'operations/extraction': NOVA,
      'overrides/operations/extraction': `${NOVA}:flex`,
    };
    expect(findValue(view(values), EXTRACTION)).toMatchObject({
      deploy: { value: NOVA, versionName: '1', problem: undefined },
      override: {
        value: `${NOVA}:flex`,
        versionName: 'override-1',
        changedBy: 'arn:aws:iam::111122223333:user/anna',
      },
    });
  });

  it('says why a value is refused, and whose is in force', () => {
    const composed = view({
      'operations/extraction': NOVA,
      'overrides/operations/extraction': 'nova:flex:flex',
    });
    expect(findValue(composed, EXTRACTION)).toMatchObject({
      inForce: 'deploy',
      override: { problem: '"nova:flex:flex" is not a tiered model ID: it names two tiers' },
    });
    expect(composed.snapshot.mapping.get('extraction')?.version).toBe('1');
  });

  it('has no owner in force if no value is valid', () => {
    expect(findValue(view({ 'operations/extraction': '' }), EXTRACTION)?.inForce).toBeUndefined();
  });

  it('has the mapping of the deployment if Parameter Store has none', () => {
    const { snapshot, values } = view({});
    expect(values).toEqual([]);
    expect([...snapshot.mapping.keys()]).toEqual(['classification', 'extraction']);
  });
});

it.each([
  ['operations', 'extraction', 'deploy', 'operations/extraction'],
  ['operations', 'extraction', 'override', 'overrides/operations/extraction'],
  ['prices', '', 'override', 'overrides/prices'],
] as const)('names the parameter of %s %s by the %s', (section, entry, owner, name) => {
  expect(nameParameter({ section, entry }, owner)).toBe(name);
});
