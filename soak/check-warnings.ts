import { type JsonObject, parseJsonObject } from '../lambda/core/json/json-object';
import type { PutEvent } from '../local/event-bridge/emulator';

interface NamedThreshold {
  readonly callerId?: unknown;
  readonly period?: unknown;
  readonly limitUsd?: unknown;
  readonly threshold?: unknown;
}

/** What stands for one threshold of one limit, as an event or a log line has it. */
export function nameThreshold({ callerId, period, limitUsd, threshold }: NamedThreshold): string {
  return `${threshold} % of ${callerId}'s ${limitUsd} USD for ${period}`;
}

/** @param lines all of the run that speak of budgets */
export function nameLoggedThresholds(lines: readonly JsonObject[]): readonly string[] {
  return lines
    .filter(({ threshold }) => threshold !== undefined)
    .map(({ caller_id: callerId, limit_usd: limitUsd, ...rest }) =>
      nameThreshold({ callerId, limitUsd, ...rest }),
    );
}

/** What is wrong with the warnings of a run so far: each is told once, and only what is logged is told. */
export function checkWarnings(
  lines: readonly JsonObject[],
  events: readonly PutEvent[],
): readonly string[] {
  const logged = nameLoggedThresholds(lines);
  const told = events.map(({ Detail }) => nameThreshold(parseJsonObject(Detail) ?? {}));
  return [
    ...findRepeated(logged).map((name) => `${name} is logged twice`),
    ...findRepeated(told).map((name) => `${name} is told twice`),
    ...told
      .filter((name) => !logged.includes(name))
      .map((name) => `${name} is told, and not logged`),
  ];
}

function findRepeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
