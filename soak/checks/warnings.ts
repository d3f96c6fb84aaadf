import { type JsonObject, parseJsonObject } from '../../lambda/core/json/json-object';
import type { PutEvent } from '../../local/event-bridge/emulator';

interface NamedThreshold {
  readonly callerId?: unknown;
  readonly period?: unknown;
  readonly limitUsd?: unknown;
  readonly threshold?: unknown;
}

/** Names one threshold of one limit in the same way for events and log lines. */
export function nameThreshold({ callerId, period, limitUsd, threshold }: NamedThreshold): string {
  return `${threshold} % of ${callerId}'s ${limitUsd} USD for ${period}`;
}

/** @param lines budget lines of the whole run */
export function nameLoggedThresholds(lines: readonly JsonObject[]): readonly string[] {
  return lines
    .filter(({ threshold }) => threshold !== undefined)
    .map(({ caller_id: callerId, limit_usd: limitUsd, ...rest }) =>
      nameThreshold({ callerId, limitUsd, ...rest }),
    );
}

/** Lists what is wrong with the warnings of a run so far: each is published once, and only if it is logged. */
export function checkWarnings(
  lines: readonly JsonObject[],
  events: readonly PutEvent[],
): readonly string[] {
  const logged = nameLoggedThresholds(lines);
  const published = events.map(({ Detail }) => nameThreshold(parseJsonObject(Detail) ?? {}));
  return [
    ...findRepeated(logged).map((name) => `${name} is logged twice`),
    ...findRepeated(published).map((name) => `${name} is published twice`),
    ...published
      .filter((name) => !logged.includes(name))
      .map((name) => `${name} is published, and not logged`),
  ];
}

function findRepeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
