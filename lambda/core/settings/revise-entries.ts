import { OVERRIDES } from '../../contract';
import {
  type Entries,
  type HotValue,
  type RejectedValue,
  SINGLE,
  type WrittenValue,
} from './hot-value';

/** Who wrote a value: the deploy, or an operator below `overrides/`. An override wins. */
export type Owner = 'deploy' | 'override';

/** The last good values of a section, by who wrote them. */
export type Layers<Value> = Readonly<Record<Owner, Entries<Value>>>;

const NO_ENTRIES: Entries<never> = new Map<string, never>();
export const NO_LAYERS: Layers<never> = { deploy: NO_ENTRIES, override: NO_ENTRIES };

/** An override that was found, whether its value is good or bad. */
export interface FoundOverride {
  /** The name as logs may have it, e.g. `operations/extraction`. */
  readonly shownName: string;
  readonly version: string;
  /** Whether the deploy has a parameter of the same name. */
  readonly isOfDeploy: boolean;
}

export interface EntriesRevision<Value> {
  /** What is in force. */
  readonly entries: Entries<Value>;
  readonly layers: Layers<Value>;
  readonly rejected: readonly RejectedValue[];
  readonly overrides: readonly FoundOverride[];
  /** Whether the section has to have parameters, and what was in force stays because they are gone. */
  readonly isAbsent: boolean;
}

/**
 * Revises a section after a reading. Each layer follows its own parameters: a good value takes effect, and an entry that is
 * no longer written is gone. A bad value never replaces a good one of its layer.
 *
 * | The deploy's | The override | In force                                                        |
 * |--------------|--------------|-----------------------------------------------------------------|
 * | any          | good         | the override                                                    |
 * | any          | bad          | the override's last good value; the deploy's if it never had one |
 * | good         | none         | the deploy's                                                    |
 * | bad          | none         | the deploy's last good value                                    |
 */
export function reviseEntries<Value>(
  section: HotValue<Value>,
  last: Layers<Value>,
  parameters: readonly WrittenValue[],
): EntriesRevision<Value> {
  const written = selectWritten(section.name, parameters);
  const isRequired = section.whenAbsent === 'last-good';
  const isGone = isRequired && written.deploy.length === 0;
  const isAllGone = isGone && written.override.length === 0;
  const deploy = isGone ? keep(last.deploy) : reviseLayer(section, last.deploy, written.deploy);
  const override = isAllGone
    ? keep(last.override)
    : reviseLayer(section, last.override, written.override);
  const layers = { deploy: deploy.entries, override: override.entries };
  const rejected = [...deploy.rejected, ...override.rejected];
  return {
    entries: mergeLayers(layers, section.whenInvalid, rejected),
    layers,
    rejected: rejected.map((each) => describe(section, each)),
    overrides: describeOverrides(section, written),
    isAbsent: isAllGone || (isGone && last.deploy.size > 0),
  };
}

/** Names a value's parameter by its owner in the receipt: `7`, or `override-3`. */
export function formatVersion({ name, version }: Pick<WrittenValue, 'name' | 'version'>): string {
  return name.startsWith(OVERRIDES_PATH) ? `override-${version}` : version;
}

const OVERRIDES_PATH = `${OVERRIDES}/`;

interface WrittenEntry extends WrittenValue {
  readonly entry: string;
}

interface RejectedEntry extends WrittenEntry {
  readonly problem: string;
}

interface LayerRevision<Value> {
  readonly entries: Entries<Value>;
  readonly rejected: readonly RejectedEntry[];
}

function keep<Value>(entries: Entries<Value>): LayerRevision<Value> {
  return { entries, rejected: [] };
}

function reviseLayer<Value>(
  { parse }: HotValue<Value>,
  lastGood: Entries<Value>,
  written: readonly WrittenEntry[],
): LayerRevision<Value> {
  const entries = new Map<string, Value>();
  const rejected: RejectedEntry[] = [];
  for (const { entry, ...parameter } of written) {
    const parsed = parse(parameter, entry);
    const inForce = parsed.kind === 'parsed' ? parsed.value : lastGood.get(entry);
    if (inForce !== undefined) entries.set(entry, inForce);
    if (parsed.kind === 'rejected') {
      rejected.push({ ...parameter, entry, problem: parsed.problem });
    }
  }
  return { entries, rejected };
}

function mergeLayers<Value>(
  { deploy, override }: Layers<Value>,
  whenInvalid: Value | undefined,
  rejected: readonly RejectedEntry[],
): Entries<Value> {
  const entries = new Map([...deploy, ...override]);
  if (whenInvalid === undefined) return entries;
  for (const { entry } of rejected) {
    if (!entries.has(entry)) entries.set(entry, whenInvalid);
  }
  return entries;
}

function describe(
  section: HotValue<unknown>,
  { name, entry, version, problem }: RejectedEntry,
): RejectedValue {
  const owner = name.startsWith(OVERRIDES_PATH) ? OVERRIDES_PATH : '';
  const shownName = `${owner}${showName(section, entry)}`;
  return { kind: section.rejectedAs, name, shownName, version, problem };
}

function describeOverrides(
  section: HotValue<unknown>,
  written: Readonly<Record<Owner, readonly WrittenEntry[]>>,
): readonly FoundOverride[] {
  const deployed = new Set(written.deploy.map(({ entry }) => entry));
  return written.override.map(({ entry, version }) => {
    const shownName = showName(section, entry);
    return { shownName, version, isOfDeploy: deployed.has(entry) };
  });
}

function showName({ name, show }: HotValue<unknown>, entry: string): string {
  return `${name}${show?.(entry) ?? entry}`;
}

function selectWritten(
  section: string,
  parameters: readonly WrittenValue[],
): Readonly<Record<Owner, readonly WrittenEntry[]>> {
  const select = (path: string) =>
    parameters.flatMap((parameter) => {
      const entry = findEntry(path, parameter.name);
      return entry === undefined ? [] : [{ ...parameter, entry }];
    });
  return { deploy: select(section), override: select(`${OVERRIDES_PATH}${section}`) };
}

/** The entry that a parameter belongs to; undefined for a parameter of another section, or deeper in this one. */
function findEntry(section: string, name: string): string | undefined {
  if (!section.endsWith('/')) return name === section ? SINGLE : undefined;
  if (!name.startsWith(section)) return undefined;
  const entry = name.slice(section.length);
  return entry.includes('/') ? undefined : entry;
}
