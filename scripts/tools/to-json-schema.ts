import { isJsonObject, type JsonObject } from '../../lambda/core/json/json-object';

/** Writes a valibot schema as JSON Schema. It knows the kinds of schemas and rules that the configuration uses. */
export function toJsonSchema(schema: unknown): JsonObject {
  const { pipe, ...root } = requireObject(schema);
  if (!Array.isArray(pipe)) return writeType(root);
  const [first, ...rules] = pipe;
  const written = rules.map((rule) => writeRule(requireObject(rule), root['type']));
  return Object.fromEntries(
    [toJsonSchema(first), ...written].flatMap((part) => Object.entries(part)),
  );
}

function writeType(schema: JsonObject): JsonObject {
  switch (schema['type']) {
    case 'string':
    case 'number':
    case 'boolean':
      return { type: schema['type'] };
    case 'literal':
      return { const: schema['literal'] };
    case 'picklist':
      return { enum: schema['options'] };
    case 'nullable':
      return { anyOf: [toJsonSchema(schema['wrapped']), { type: 'null' }] };
    case 'array':
      return { type: 'array', items: toJsonSchema(schema['item']) };
    case 'record':
      return { type: 'object', additionalProperties: toJsonSchema(schema['value']) };
    case 'variant':
      return { oneOf: requireList(schema['options']).map(toJsonSchema) };
    case 'exact_optional':
      return toJsonSchema(schema['wrapped']);
    case 'optional':
      return { ...toJsonSchema(schema['wrapped']), ...writeDefault(schema['default']) };
    case 'loose_object':
      return { type: 'object' };
    case 'strict_object':
      return writeObject(requireObject(schema['entries']));
    // What it checks has a schema of its own beside it.
    case 'custom':
      return {};
    default:
      throw new Error(`the schema ${schema['type']} has no JSON Schema`);
  }
}

function writeObject(entries: JsonObject): JsonObject {
  const members = Object.entries(entries);
  const required = members.filter(([, member]) => !isOptional(member)).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([name, member]) => [name, toJsonSchema(member)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function writeDefault(value: unknown): JsonObject {
  return value === undefined ? {} : { default: value };
}

/** Rules without an equivalent add nothing. */
function writeRule(rule: JsonObject, base: unknown): JsonObject {
  const { kind, type, requirement } = rule;
  if (kind === 'schema') return toJsonSchema(rule);
  switch (type) {
    case 'safe_integer':
      return { type: 'integer' };
    case 'min_value':
      return { minimum: requirement };
    case 'gt_value':
      return { exclusiveMinimum: requirement };
    case 'max_value':
      return { maximum: requirement };
    case 'non_empty':
      return base === 'array' ? { minItems: 1 } : { minLength: 1 };
    case 'min_length':
      return { minItems: requirement };
    case 'max_length':
      return { maxItems: requirement };
    case 'min_entries':
      return { minProperties: requirement };
    case 'not_value':
      return { not: { const: requirement } };
    case 'iso_date':
      return { format: 'date' };
    case 'regex':
      return requirement instanceof RegExp ? { pattern: requirement.source } : {};
    default:
      return {};
  }
}

function isOptional(schema: unknown): boolean {
  return ['exact_optional', 'optional'].includes(String(requireObject(schema)['type']));
}

function requireObject(value: unknown): JsonObject {
  if (isJsonObject(value)) return value;
  throw new Error(`a schema is an object, got ${value}`);
}

function requireList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`a schema has a list of options, got ${value}`);
}
