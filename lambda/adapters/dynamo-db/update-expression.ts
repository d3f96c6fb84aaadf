import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** What an update sets, removes and requires, with plain names and amounts. */
export interface Update {
  /** Attribute → its new value, an expression of {@link Expressions}. */
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
  /** All of them must hold. */
  readonly conditions: readonly string[];
}

/**
 * Placeholders of one expression, because names of attributes have characters that DynamoDB's grammar does not allow.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export class Expressions {
  readonly #names = new Map<string, string>();
  readonly #values = new Map<string, string>();

  name(attribute: string): string {
    return claim(this.#names, attribute, '#n');
  }

  amount(value: number): string {
    return this.value({ N: String(value) });
  }

  value(value: AttributeValue): string {
    return claim(this.#values, JSON.stringify(value), ':v');
  }

  /** The attribute's value, 0 if it has none, changed by an amount. */
  changed(attribute: string, by: number): string {
    return `if_not_exists(${this.name(attribute)}, ${this.amount(0)}) + ${this.amount(by)}`;
  }

  /** As UpdateItem takes it. */
  write({ set, remove, conditions }: Update) {
    const sets = Object.entries(set).map(([name, value]) => `${this.name(name)} = ${value}`);
    const removes = remove.map((name) => this.name(name));
    return {
      UpdateExpression: [list('SET', sets), list('REMOVE', removes)].join(' ').trim(),
      ...(conditions.length === 0 ? {} : { ConditionExpression: conditions.join(' AND ') }),
      ExpressionAttributeNames: Object.fromEntries(swap(this.#names)),
      ...(this.#values.size === 0 ? {} : { ExpressionAttributeValues: this.#writeValues() }),
    };
  }

  #writeValues(): Record<string, AttributeValue> {
    const entries = swap(this.#values).map(([name, value]) => [name, JSON.parse(value)] as const);
    return Object.fromEntries(entries);
  }
}

function claim(taken: Map<string, string>, key: string, prefix: string): string {
  const placeholder = taken.get(key) ?? `${prefix}${taken.size}`;
  taken.set(key, placeholder);
  return placeholder;
}

function list(clause: string, parts: readonly string[]): string {
  return parts.length === 0 ? '' : `${clause} ${parts.join(', ')}`;
}

function swap(taken: ReadonlyMap<string, string>): (readonly [string, string])[] {
  return [...taken].map(([key, placeholder]) => [placeholder, key] as const);
}
