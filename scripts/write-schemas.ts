import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG } from '../bin/config-schema';
import { SCHEMAS } from '../cli/documents/schemas';
import { SERVICE_TIERS } from '../lambda/core/ids/service-tier';
import { SETTINGS_HELP } from '../lambda/core/settings/operation/settings-help';
import { makeSettingsSchema } from '../lambda/core/settings/operation/settings-section';
import { describeMembers } from './tools/describe-members';
import { toJsonSchema } from './tools/to-json-schema';

/**
 * Writes the JSON Schemas with which editors check and complete configurations, and that of what the command line writes:
 * `npm run schema`.
 */
writeSchema('ready-made-stack', 'Configuration of the ready-made stack', toJsonSchema(CONFIG));
writeSchema(
  'operation-settings',
  'Settings of an operation',
  describeMembers(
    toJsonSchema(makeSettingsSchema({ models: 'any', tiers: SERVICE_TIERS, hasReplyCache: true })),
    SETTINGS_HELP,
  ),
);
const $defs = Object.fromEntries(
  Object.entries(SCHEMAS).map(([command, schema]) => [command, toJsonSchema(schema)]),
);
writeSchema('command-line', 'What the commands of tier-router write with --json', { $defs });

function writeSchema(name: string, title: string, schema: object): void {
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  const written = { $schema, title, ...schema };
  const path = join(__dirname, '..', 'docs', `${name}.schema.json`);
  writeFileSync(path, `${JSON.stringify(written, null, 2)}\n`);
}
