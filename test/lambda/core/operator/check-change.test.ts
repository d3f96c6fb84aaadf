import { describe, expect, it } from 'vitest';
import { checkChange } from '../../../../lambda/core/operator/check-change';
import { composeOperatorView } from '../../../../lambda/core/operator/operator-view';
import { CONFIG, NOVA, TODAY } from './fake-router';

const { snapshot } = composeOperatorView(CONFIG, []);
const RULES = { config: CONFIG, snapshot, today: TODAY };

const check = (
  section: 'operations' | 'settings' | 'callers' | 'prices',
  text: string,
  entry = 'extraction',
) => checkChange({ section, entry, text }, RULES);

describe('checkChange', () => {
  it.each([
    [`${NOVA}:standard`, NOVA],
    [` ${NOVA}:flex , ${NOVA}`, `${NOVA}:flex,${NOVA}`],
    [`${NOVA}:flex@ireland`, `${NOVA}:flex@ireland`],
  ])('writes the route %s as %s', (text, written) => {
    expect(check('operations', text)).toMatchObject({ kind: 'accepted', text: written });
  });

  it.each([
    [`${NOVA}:turbo`, 'is neither a version nor one of the tiers'],
    [`${NOVA},${NOVA}`, 'twice'],
    [`${NOVA}:reserved`, 'service tier "reserved" is not allowed here'],
    ['google.gemma-3-27b-it', 'model "google.gemma-3-27b-it" is not allowed here'],
    [`${NOVA}@tokyo`, 'there is no connection "tokyo"; the connections are ireland'],
    ['', 'it is empty'],
  ])('refuses the route %s', (text, problem) => {
    expect(check('operations', text)).toEqual({
      kind: 'refused',
      problem: expect.stringContaining(problem),
    });
  });

  it('refuses the name of an operation', () => {
    expect(check('operations', NOVA, 'jobs')).toMatchObject({ kind: 'refused' });
    expect(check('settings', '{}', 'Direct')).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['settings', '{"promptCaching":"auto"}'],
    ['prices', `{"rows":{"${NOVA}":[0.3,2.5]}}`],
  ] as const)('accepts %s %s', (section, text) => {
    expect(check(section, text)).toEqual({ kind: 'accepted', text, doubts: [] });
  });

  it.each([
    ['settings', '{"promptCachng":"auto"}', 'did you mean promptCaching?'],
    ['settings', 'auto', 'is not a JSON object'],
    ['prices', `{"rows":{"${NOVA}":[0.3]}}`, 'in USD per million tokens'],
    ['callers', '{"name":"claims"}', 'the router has no callers'],
  ] as const)('refuses %s %s', (section, text, problem) => {
    expect(check(section, text)).toEqual({
      kind: 'refused',
      problem: expect.stringContaining(problem),
    });
  });

  it('checks the policies of callers', () => {
    const rules = { ...RULES, config: { ...CONFIG, hasCallers: true } };
    const policy = (text: string, entry = 'a1b2c3d4e5') =>
      checkChange({ section: 'callers', entry, text }, rules);
    expect(policy('{"name":"claims"}')).toMatchObject({ kind: 'accepted' });
    expect(policy('{"name":"claims","tier":["flex"]}')).toMatchObject({ kind: 'refused' });
    expect(policy('{"name":"claims"}', 'a'.repeat(40))).toMatchObject({ kind: 'refused' });
  });

  it('refuses a value that needs an advanced parameter', () => {
    const text = `{"set":{"system":[{"text":"${'a'.repeat(4_096)}"}]}}`;
    expect(check('settings', text)).toEqual({
      kind: 'refused',
      problem: 'the value has 4128 characters; a standard parameter takes 4096',
    });
  });

  it('names each doubt once', () => {
    const route = 'us.acme.new-model-v1:0:flex';
    expect(check('operations', route)).toMatchObject({
      doubts: [{ kind: 'unknown-model' }, { kind: 'unknown-tier' }, { kind: 'unpriced' }],
    });
    const conditions = `[{"if":{"stream":true},"route":"${route}"},{"if":{"stream":false},"route":"${route}"}]`;
    expect(check('settings', `{"when":${conditions}}`)).toMatchObject({
      doubts: [{ kind: 'unknown-model' }, { kind: 'unknown-tier' }, { kind: 'unpriced' }],
    });
  });

  it('doubts a model in the Region of its connection', () => {
    expect(check('operations', `${NOVA}@ireland`)).toMatchObject({
      doubts: [
        { kind: 'unsupported-region', text: expect.stringContaining('in the Region eu-west-1') },
      ],
    });
  });
});
