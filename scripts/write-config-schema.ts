import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG } from '../bin/config-schema';
import { toJsonSchema } from './tools/to-json-schema';

/**
 * Writes the JSON Schema with which editors check and complete the configuration of the ready-made stack:
 * `npm run schema`.
 */
const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Configuration of the ready-made stack',
  ...toJsonSchema(CONFIG),
};
const path = join(__dirname, '..', 'docs', 'ready-made-stack.schema.json');
writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
