import type { Owner } from '../settings/revise-entries';
import type { StoredValue } from './operator-view';

/** One version of a value. Parameter Store keeps the last hundred, and none of a parameter that was deleted. */
export interface HistoricValue extends StoredValue {
  readonly owner: Owner;
  /** As receipts write it: `7`, or `override-3`. */
  readonly versionName: string;
}

/** The newest last, by the time of the change. */
export function orderHistory(versions: readonly HistoricValue[]): readonly HistoricValue[] {
  return [...versions].sort((one, other) => {
    const [first, second] = [one.changedAt ?? '', other.changedAt ?? ''];
    if (first === second) return Number(one.version) - Number(other.version);
    return first < second ? -1 : 1;
  });
}

export type ChosenVersion =
  | { readonly kind: 'chosen'; readonly version: HistoricValue }
  | { readonly kind: 'refused'; readonly problem: string };

/**
 * Chooses the version to return to.
 *
 * @param versionName as the history names it; undefined for the version before the override in force
 */
export function chooseVersion(
  history: readonly HistoricValue[],
  versionName: string | undefined,
): ChosenVersion {
  if (versionName === undefined) return chooseEarlier(history);
  const version = history.find((each) => each.versionName === versionName);
  if (version !== undefined) return { kind: 'chosen', version };
  const kept = history.map((each) => each.versionName).join(', ') || 'none';
  return { kind: 'refused', problem: `there is no version ${versionName}; those kept are ${kept}` };
}

/** The last override with another value than the latest one. */
function chooseEarlier(history: readonly HistoricValue[]): ChosenVersion {
  const overrides = history.filter(({ owner }) => owner === 'override');
  const latest = overrides.at(-1);
  if (latest === undefined) return { kind: 'refused', problem: 'there is no override' };
  const version = overrides.findLast(({ value }) => value !== latest.value);
  if (version !== undefined) return { kind: 'chosen', version };
  return { kind: 'refused', problem: 'the override has no earlier value' };
}

/**
 * Shortens an identity's ARN to what names a person or a role.
 *
 * | ARN                                                    | Named       |
 * |--------------------------------------------------------|-------------|
 * | `arn:aws:iam::111122223333:user/anna`                  | `anna`      |
 * | `arn:aws:sts::111122223333:assumed-role/Operator/anna` | `Operator/anna` |
 * | `arn:aws:iam::111122223333:root`                       | `root`      |
 */
export function nameIdentity(arn: string): string {
  const resource = arn.startsWith('arn:') ? arn.split(':').slice(5).join(':') : arn;
  return resource.replace(/^(?:user|role|assumed-role|federated-user)\//, '');
}
