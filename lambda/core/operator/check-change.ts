import { SECTIONS } from '../../contract';
import { POLICIES } from '../callers/policies';
import { listRegions } from '../connections/connection';
import { formatTieredModelId } from '../ids/tiered-model-id';
import { PRICES } from '../pricing/parse-price-overrides';
import type { Candidate } from '../routing/candidate';
import { mappedRoutes } from '../routing/tier-mapping';
import { type Parsed, SINGLE, type WrittenValue } from '../settings/hot-value';
import type { OperationSettings } from '../settings/operation/operation-settings';
import { operationSettings } from '../settings/operation/settings-section';
import type { RouterConfig } from '../settings/router-config';
import type { Snapshot } from '../settings/snapshot';
import { type Doubt, doubtCandidate } from './doubt-candidate';
import type { ValueName } from './operator-view';

/** A value that an operator wants to write. */
export interface Change extends ValueName {
  readonly text: string;
}

/** What a change is checked against. */
export interface ChangeRules {
  readonly config: RouterConfig;
  readonly snapshot: Pick<Snapshot, 'catalog' | 'prices' | 'mapping'>;
  /** In UTC, e.g. `2026-11-28`. */
  readonly today: string;
}

export type CheckedChange =
  | {
      readonly kind: 'accepted';
      /** The value as it is written to Parameter Store. */
      readonly text: string;
      readonly doubts: readonly Doubt[];
    }
  | { readonly kind: 'refused'; readonly problem: string };

/** A longer value needs an advanced parameter, which costs money. */
const LONGEST_VALUE = 4_096;

/** Decides as the function does whether a value takes effect, and lists what is doubtful about it. */
export function checkChange(change: Change, rules: ChangeRules): CheckedChange {
  const parsed = parseChange(change, rules.config);
  if (parsed.kind === 'rejected') return { kind: 'refused', problem: parsed.problem };
  const { text, candidates } = parsed.value;
  if (text.length > LONGEST_VALUE) {
    const problem = `the value has ${text.length} characters; a standard parameter takes ${LONGEST_VALUE}`;
    return { kind: 'refused', problem };
  }
  return { kind: 'accepted', text, doubts: listDoubts(candidates, rules) };
}

interface ParsedChange {
  readonly text: string;
  /** What the value may call. */
  readonly candidates: readonly Candidate[];
}

function parseChange(change: Change, config: RouterConfig): Parsed<ParsedChange> {
  const { section, entry, text } = change;
  const written: WrittenValue = { name: entry, value: text, version: '0' };
  switch (section) {
    case SECTIONS.operations:
      return map(mappedRoutes(config.bounds).parse(written, entry), ({ route }) => ({
        text: route.map(formatTieredModelId).join(','),
        candidates: route,
      }));
    case SECTIONS.settings:
      return map(operationSettings(config.bounds).parse(written, entry), (settings) => ({
        text,
        candidates: settings === 'unavailable' ? [] : listSettingsRoutes(settings),
      }));
    case SECTIONS.callers:
      if (!config.hasCallers) return { kind: 'rejected', problem: NO_CALLERS };
      return map(POLICIES.parse(written, entry), () => ({ text, candidates: [] }));
    case SECTIONS.prices:
      return map(PRICES.parse(written, SINGLE), () => ({ text, candidates: [] }));
    default:
      return section satisfies never;
  }
}

const NO_CALLERS = 'the router has no callers; the deploy configures them with API keys';

function map<From, To>(parsed: Parsed<From>, convert: (value: From) => To): Parsed<To> {
  return parsed.kind === 'rejected' ? parsed : { kind: 'parsed', value: convert(parsed.value) };
}

function listSettingsRoutes({ split = [], when = [] }: OperationSettings): readonly Candidate[] {
  return [...split, ...when].flatMap(({ route }) => route);
}

function listDoubts(
  candidates: readonly Candidate[],
  { config, snapshot, today }: ChangeRules,
): readonly Doubt[] {
  const regions = listRegions(config.connections);
  const doubts = candidates.flatMap((candidate) => {
    const region = regions[candidate.connection ?? ''] ?? config.region;
    return doubtCandidate(candidate, { ...snapshot, region, today });
  });
  const texts = doubts.map(({ text }) => text);
  return doubts.filter(({ text }, index) => texts.indexOf(text) === index);
}
