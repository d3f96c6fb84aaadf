import { estimatePromptTokens } from '../budgets/cost-basis';
import type { Caller } from '../callers/policy';
import type { HourRange, RouteCondition } from '../settings/operation/operation-settings';
import type { MetadataPairs } from '../wire/metadata/metadata-text';
import type { Wire, WireRequest } from '../wire/wire';

/** What conditions look at. */
export interface ConditionFacts {
  readonly read: () => Pick<WireRequest, 'body'>;
  readonly wire: Pick<Wire, 'action' | 'isStreaming'>;
  /** Undefined if callers are not configured. */
  readonly caller: Caller | undefined;
  readonly metadata: MetadataPairs;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Whether all members of a condition hold. The body is read last, because it may be large. */
export function holds(condition: RouteCondition, facts: ConditionFacts): boolean {
  const { promptTokensAbove, caller, metadata = {}, hours, timeZone, stream } = condition;
  if (stream !== undefined && stream !== facts.wire.isStreaming) return false;
  if (caller !== undefined && !isAmong(caller, facts.caller?.policy.name)) return false;
  const pairs = Object.entries(metadata);
  if (!pairs.every(([name, text]) => readPair(facts.metadata, name) === text)) return false;
  if (hours !== undefined && !isWithin(hours, readHour(facts.now(), timeZone))) return false;
  return (
    promptTokensAbove === undefined || estimatePromptTokens(facts.read().body) > promptTokensAbove
  );
}

function isAmong(names: readonly string[], name: string | undefined): boolean {
  return name !== undefined && names.includes(name);
}

function readPair(metadata: MetadataPairs, name: string): string | undefined {
  return Object.hasOwn(metadata, name) ? metadata[name] : undefined;
}

function isWithin({ from, to }: HourRange, hour: number): boolean {
  return from < to ? from <= hour && hour < to : from <= hour || hour < to;
}

/** Time zone → formatter. A formatter takes longer to make than a request takes to plan. */
const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

/** The hour of a clock on the wall of the time zone, from 0 to 23. */
function readHour(now: number, timeZone = 'UTC'): number {
  const known = FORMATTERS.get(timeZone);
  const formatter =
    known ?? new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  if (known === undefined) FORMATTERS.set(timeZone, formatter);
  return Number(formatter.format(now));
}
