import { expect, it } from 'vitest';
import { SCHEMAS } from '../../cli/documents/schemas';
import jsonSchema from '../../docs/command-line.schema.json';
import { toJsonSchema } from '../../scripts/tools/to-json-schema';

it('is what `npm run schema` writes', () => {
  const written = Object.entries(SCHEMAS).map(([name, schema]) => [name, toJsonSchema(schema)]);
  expect(jsonSchema.$defs).toEqual(Object.fromEntries(written));
});
