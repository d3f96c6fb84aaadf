import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG } from '../bin/config-schema';
import { SERVICE_TIERS } from '../lambda/core/ids/service-tier';
import { makeSettingsSchema } from '../lambda/core/settings/operation/settings-section';
import { toJsonSchema } from './tools/to-json-schema';

/** Writes the JSON Schemas with which editors check and complete configurations: `npm run schema`. */
writeSchema('ready-made-stack', 'Configuration of the ready-made stack', CONFIG);
writeSchema(
  'operation-settings',
  'Settings of an operation',
  makeSettingsSchema({ models: 'any', tiers: SERVICE_TIERS, hasReplyCache: true }),
);

function writeSchema(name: string, title: string, schema: unknown): void {
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  const written = { $schema, title, ...toJsonSchema(schema) };
  const path = join(__dirname, '..', 'docs', `${name}.schema.json`);
  writeFileSync(path, `${JSON.stringify(written, null, 2)}\n`);
}
