import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';

/** Deep enough for real schemas. A schema that contains itself ends here. */
const MAX_DEPTH = 8;

/** Composes a value that matches a JSON schema, as far as structured outputs support JSON Schema. */
export function sampleSchema(schema: unknown, root: unknown = schema, depth = 0): unknown {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return null;
  const { $ref: reference, const: constant, enum: values, anyOf: variants } = schema;
  if (typeof reference === 'string') {
    return sampleSchema(resolve(root, reference), root, depth + 1);
  }
  if (constant !== undefined) return constant;
  if (Array.isArray(values)) return values[0];
  if (Array.isArray(variants)) return sampleSchema(variants[0], root, depth + 1);
  return sampleType(schema, root, depth);
}

function sampleType(schema: JsonObject, root: unknown, depth: number): unknown {
  const { type, properties, items } = schema;
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return sampleProperties(isJsonObject(properties) ? properties : {}, root, depth);
    case 'array':
      return depth < MAX_DEPTH ? [sampleSchema(items, root, depth + 1)] : [];
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 1;
    case 'boolean':
      return true;
    case 'string':
      return 'simulated';
    default:
      return null;
  }
}

function sampleProperties(properties: JsonObject, root: unknown, depth: number): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, sampleSchema(value, root, depth + 1)]),
  );
}

/** `#/$defs/Page` */
function resolve(root: unknown, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .reduce<unknown>((value, name) => (isJsonObject(value) ? value[name] : undefined), root);
}
