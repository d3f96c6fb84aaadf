import { isJsonObject, type JsonObject } from '../../lambda/core/json/json-object';

/** The item of one account in DynamoDB. Amounts are in nano-dollars. */
export interface LedgerRow {
  readonly callerId: string;
  readonly period: string;
  readonly spent: number;
  readonly committed: number;
  /** Open reservations: name of the attribute → amount. */
  readonly open: ReadonlyMap<string, number>;
}

const OPEN = /^o#\d+#/;

/** @param item in DynamoDB's JSON; the result is undefined if it is not an account */
export function readLedgerRow(item: unknown): LedgerRow | undefined {
  if (!isJsonObject(item) || item['caller'] === undefined) return undefined;
  const open = Object.keys(item)
    .filter((name) => OPEN.test(name))
    .map((name) => [name, readNumber(item, name)] as const);
  return {
    callerId: String(readValue(item, 'caller', 'S')),
    period: String(readValue(item, 'period', 'S')),
    spent: readNumber(item, 'spent'),
    committed: readNumber(item, 'committed'),
    open: new Map(open),
  };
}

export function sumOpen({ open }: LedgerRow): number {
  return [...open.values()].reduce((sum, nanoUsd) => sum + nanoUsd, 0);
}

function readNumber(item: JsonObject, name: string): number {
  return Number(readValue(item, name, 'N') ?? 0);
}

function readValue(item: JsonObject, name: string, type: 'S' | 'N'): unknown {
  const value = item[name];
  return isJsonObject(value) ? value[type] : undefined;
}
