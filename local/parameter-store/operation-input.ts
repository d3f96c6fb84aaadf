import { isJsonObject, type JsonObject } from '../../lambda/core/json/json-object';
import { ParameterStoreError, refuseConstraint } from './error';

/** The decoded body of a call. Its methods throw the errors of AWS's deserializer. */
export class OperationInput {
  private constructor(readonly members: JsonObject) {}

  static parse(body: string): OperationInput {
    const decoded = parseJson(body);
    if (isJsonObject(decoded)) return new OperationInput(decoded);
    throw refuseToDecode(`${nameKind(decoded)} can not be read as an operation's input`);
  }

  text(member: string): string | undefined {
    return this.#read(member, 'String', (value) => typeof value === 'string');
  }

  requiredText(member: string): string {
    const value = this.text(member);
    if (value === undefined) throw refuseConstraint('null', toWireCase(member), 'not be null');
    return value;
  }

  flag(member: string): boolean {
    return this.#read(member, 'Boolean', (value) => typeof value === 'boolean') ?? false;
  }

  /** Reads a whole number from 1 to `max`; `max` if the member is absent. */
  count(member: string, max: number): number {
    const value = this.#read(member, 'Integer', (number): number is number =>
      Number.isInteger(number),
    );
    if (value === undefined) return max;
    if (value >= 1 && value <= max) return value;
    const bound = value < 1 ? 'greater than or equal to 1' : `less than or equal to ${max}`;
    throw refuseConstraint(`'${value}'`, toWireCase(member), `have value ${bound}`);
  }

  oneOf<Word extends string>(member: string, words: readonly Word[]): Word | undefined {
    const text = this.text(member);
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined || text === undefined) return word;
    throw refuseConstraint(
      `'${text}'`,
      toWireCase(member),
      `satisfy enum value set: [${words.join(', ')}]`,
    );
  }

  /** Reads a list of structures, whose members are not checked; empty if it is absent. */
  list<Item>(member: string): readonly Item[] {
    const isList = (value: unknown): value is readonly Item[] => Array.isArray(value);
    return this.#read(member, 'List', isList) ?? [];
  }

  /** Reads the one to ten names of GetParameters and DeleteParameters. */
  names(): readonly string[] {
    const names = this.#read('Names', 'List', isTexts);
    if (names === undefined) throw refuseConstraint('null', 'names', 'not be null');
    if (names.length >= 1 && names.length <= 10) return names;
    const bound = names.length < 1 ? 'greater than or equal to 1' : 'less than or equal to 10';
    throw refuseConstraint(`'[${names.join(', ')}]'`, 'names', `have length ${bound}`);
  }

  #read<Value>(
    member: string,
    kind: string,
    isKind: (value: unknown) => value is Value,
  ): Value | undefined {
    const value = this.members[member] ?? undefined;
    if (value === undefined || isKind(value)) return value;
    throw refuseToDecode(`${nameKind(value)} can not be converted to ${kind}`);
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw refuseToDecode((error as SyntaxError).message);
  }
}

function refuseToDecode(message: string): ParameterStoreError {
  return new ParameterStoreError('SerializationException', message);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Names the type of a value as AWS's messages do. */
function nameKind(value: unknown): string {
  if (Array.isArray(value)) return 'START_ARRAY';
  if (typeof value === 'object' && value !== null) return 'START_OBJECT';
  return `${typeof value}_VALUE`.toUpperCase();
}

/** AWS's constraint messages write members with a lower-case first letter. */
function toWireCase(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1);
}
