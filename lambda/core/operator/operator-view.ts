import { OVERRIDES, SECTIONS } from '../../contract';
import { listRegions } from '../connections/connection';
import { SINGLE, type WrittenValue } from '../settings/hot-value';
import { formatVersion, type Owner } from '../settings/revise-entries';
import type { RouterConfig } from '../settings/router-config';
import {
  composeFirstSnapshot,
  reviseSnapshot,
  type Snapshot,
  type SnapshotRules,
} from '../settings/snapshot';

/** The sections that operators change. The refresh function writes the catalog. */
export const OPERATED_SECTIONS = [
  SECTIONS.operations,
  SECTIONS.settings,
  SECTIONS.callers,
  SECTIONS.prices,
] as const;
export type OperatedSection = (typeof OPERATED_SECTIONS)[number];

/** One value that operators change. The entry of `prices` is {@link SINGLE}. */
export interface ValueName {
  readonly section: OperatedSection;
  /** An operation, or an API key's ID for a caller. */
  readonly entry: string;
}

/** A parameter with its last change. What is undefined is not known. */
export interface StoredValue extends WrittenValue {
  /** ISO 8601, e.g. `2026-11-28T09:30:00.000Z`. */
  readonly changedAt?: string | undefined;
  /** The ARN of the identity. */
  readonly changedBy?: string | undefined;
}

export interface OwnedValue extends StoredValue {
  /** As receipts write it: `7`, or `override-3`. */
  readonly versionName: string;
  /** Why the router refuses the value; undefined if it takes it. */
  readonly problem: string | undefined;
}

/** One value by who wrote it. */
export interface ValueView extends ValueName {
  /**
   * Whose value a router that starts now uses; undefined if neither is valid. Environments that have read an earlier valid
   * value of the owner keep that one.
   */
  readonly inForce: Owner | undefined;
  readonly deploy: OwnedValue | undefined;
  readonly override: OwnedValue | undefined;
}

/** What is in force, and who wrote it when. */
export interface OperatorView {
  /** As the function composes it when it starts now. */
  readonly snapshot: Snapshot;
  /** Sorted by section and entry. */
  readonly values: readonly ValueView[];
}

/** What the router makes of its parameters, as its configuration says. */
export function composeRules(config: RouterConfig): SnapshotRules {
  return { ...config, regions: listRegions(config.connections) };
}

/** The parameter's name below the prefix: `operations/extraction`, `overrides/prices`. */
export function nameParameter({ section, entry }: ValueName, owner: Owner): string {
  const name = entry === SINGLE ? section : `${section}/${entry}`;
  return owner === 'deploy' ? name : `${OVERRIDES}/${name}`;
}

export function composeOperatorView(
  config: RouterConfig,
  stored: readonly StoredValue[],
): OperatorView {
  const rules = composeRules(config);
  const first = composeFirstSnapshot(config.deployedMapping, rules);
  const { snapshot } = reviseSnapshot(first, stored, rules);
  const byName = new Map(stored.map((value) => [value.name, value]));
  const values = listValueNames(stored).map((name) => composeView(name, byName, snapshot));
  return { snapshot, values };
}

export function findValue(view: OperatorView, name: ValueName): ValueView | undefined {
  return view.values.find(({ section, entry }) => section === name.section && entry === name.entry);
}

function listValueNames(stored: readonly StoredValue[]): readonly ValueName[] {
  const names = stored.flatMap(({ name }) => readValueName(name) ?? []);
  const keys = names.map(({ section, entry }) => `${section}/${entry}`);
  return names
    .filter((_, index) => keys.indexOf(keys[index] ?? '') === index)
    .sort((one, other) => compareTexts(writeKey(one), writeKey(other)));
}

function writeKey({ section, entry }: ValueName): string {
  return `${OPERATED_SECTIONS.indexOf(section)}${entry}`;
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Reads `overrides/operations/extraction` and `prices`. Undefined for a parameter that operators do not change. */
function readValueName(name: string): ValueName | undefined {
  const path = name.startsWith(`${OVERRIDES}/`) ? name.slice(OVERRIDES.length + 1) : name;
  const [first = '', entry = SINGLE, ...deeper] = path.split('/');
  const section = OPERATED_SECTIONS.find((each) => each === first);
  const isSingle = entry === SINGLE;
  if (section === undefined || deeper.length > 0) return undefined;
  return isSingle === (section === SECTIONS.prices) ? { section, entry } : undefined;
}

function composeView(
  name: ValueName,
  stored: ReadonlyMap<string, StoredValue>,
  snapshot: Snapshot,
): ValueView {
  const own = (owner: Owner): OwnedValue | undefined => {
    const value = stored.get(nameParameter(name, owner));
    if (value === undefined) return undefined;
    const refused = snapshot.rejected.find((each) => each.name === value.name);
    return { ...value, versionName: formatVersion(value), problem: refused?.problem };
  };
  const deploy = own('deploy');
  const override = own('override');
  return { ...name, inForce: chooseOwner(deploy, override), deploy, override };
}

function chooseOwner(
  deploy: OwnedValue | undefined,
  override: OwnedValue | undefined,
): Owner | undefined {
  if (override !== undefined && override.problem === undefined) return 'override';
  return deploy !== undefined && deploy.problem === undefined ? 'deploy' : undefined;
}
