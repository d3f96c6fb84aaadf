import type * as v from 'valibot';
import { parseDocument } from './check-value';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the JSON in an environment variable.
 *
 * @throws Error naming the variable, the member, the value received and what is allowed
 */
export function readVariable<Schema extends v.GenericSchema>(
  schema: Schema,
  name: string,
  environment: Environment,
): v.InferOutput<Schema> {
  const text = environment[name];
  if (text === undefined || text === '') throw new Error(`${name} is not set`);
  const parsed = parseDocument(schema, { text, name: 'the value', example: '{"…":"…"}' });
  if (parsed.kind === 'parsed') return parsed.value;
  throw new Error(`${name}: ${parsed.problem}`);
}
