import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import jsonSchema from '../../docs/operation-settings.schema.json';
import { SERVICE_TIERS } from '../../lambda/core/ids/service-tier';
import { SETTINGS_HELP } from '../../lambda/core/settings/operation/settings-help';
import {
  makeSettingsSchema,
  parseSettings,
} from '../../lambda/core/settings/operation/settings-section';
import { describeMembers } from '../../scripts/tools/describe-members';
import { toJsonSchema } from '../../scripts/tools/to-json-schema';

const BOUNDS = { models: 'any', tiers: SERVICE_TIERS, hasReplyCache: true } as const;
const check = new Ajv2020().compile(jsonSchema);
const ROUTE = 'us.amazon.nova-2-lite-v1:0';

describe('docs/operation-settings.schema.json', () => {
  it('is what `npm run schema` writes', () => {
    const { $schema, title, ...written } = jsonSchema;
    expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(title).toBe('Settings of an operation');
    expect(written).toEqual(
      describeMembers(toJsonSchema(makeSettingsSchema(BOUNDS)), SETTINGS_HELP),
    );
  });

  it('has the help of each member, whose example is valid', () => {
    const { $schema: _, ...members } = jsonSchema.properties;
    expect(Object.entries(members).map(([name, { description }]) => [name, description])).toEqual(
      Object.keys(members).map((name) => [name, expect.stringMatching(/^[A-Z].+\.$/)]),
    );
    for (const { example } of Object.values(SETTINGS_HELP)) {
      expect([example, check(JSON.parse(`{${example}}`))]).toEqual([example, true]);
    }
  });

  it.each([
    [{}, true],
    [{ split: [{ name: 'eu', route: ROUTE, weight: 30 }], promptCaching: 'auto' }, true],
    [{ when: [{ if: { hours: '22-06', timeZone: 'Europe/Berlin' }, route: ROUTE }] }, true],
    [{ when: [{ if: {}, route: ROUTE }] }, false],
    [{ when: [{ if: { hours: '22-6' }, route: ROUTE }] }, false],
    [{ split: [{ name: 'mapping', route: ROUTE, weight: 30 }] }, false],
    [{ split: [{ name: 'eu', route: ROUTE }] }, false],
    [{ retry: { attempts: 2 }, timeouts: { idleSeconds: 30 } }, true],
    [{ timeouts: {} }, false],
    [{ set: {} }, false],
    [{ timeout: { idleSeconds: 30 } }, false],
  ])('says of %j, as the router does, whether it is valid: %j', (value, isValid) => {
    const written = { operation: 'extraction', bounds: BOUNDS };
    const parsed = parseSettings(JSON.stringify(value), written);
    expect([check(value), parsed.kind]).toEqual([isValid, isValid ? 'parsed' : 'rejected']);
  });
});

it('the example of docs/settings.md is valid, and sets every member', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'settings.md'), 'utf8');
  const [, example = ''] = /```json\n([^`]+)```/.exec(page) ?? [];
  const parsed = parseSettings(example, { operation: 'extraction', bounds: BOUNDS });
  expect([check(JSON.parse(example)), parsed.kind]).toEqual([true, 'parsed']);
  expect(Object.keys(JSON.parse(example)).sort()).toEqual(
    Object.keys(jsonSchema.properties).sort(),
  );
});
