import { Ajv2020 } from 'ajv/dist/2020';
import { expect } from 'vitest';
import type { SCHEMAS } from '../../cli/documents/schemas';
import schema from '../../docs/command-line.schema.json';
import { isJsonObject, type JsonObject } from '../../lambda/core/json/json-object';

const ajv = new Ajv2020({ allErrors: true });
ajv.addSchema(schema, 'command-line');

/** Expects what a command has written with `--json` to be what its published schema says. */
export function expectDocument(command: keyof typeof SCHEMAS, stdout: string): JsonObject {
  const document: unknown = JSON.parse(stdout);
  ajv.validate(`command-line#/$defs/${encodeURIComponent(command)}`, document);
  expect(ajv.errors ?? []).toEqual([]);
  return isJsonObject(document) ? document : {};
}
