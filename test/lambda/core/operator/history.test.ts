import { describe, expect, it } from 'vitest';
import {
  chooseVersion,
  nameIdentity,
  orderHistory,
} from '../../../../lambda/core/operator/history';

const version = (versionName: string, value: string, changedAt = '2026-11-28T12:00:00.000Z') => ({
  name: 'operations/extraction',
  value,
  version: versionName.replace('override-', ''),
  versionName,
  owner: versionName.startsWith('override') ? ('override' as const) : ('deploy' as const),
  changedAt,
});

const HISTORY = [
  version('1', 'a'),
  version('override-1', 'b'),
  version('override-2', 'c'),
  version('override-3', 'c'),
];

describe('orderHistory', () => {
  it('puts the newest last, and versions of the same time by number', () => {
    const history = [
      version('override-10', 'a', '2026-11-28T12:00:00.000Z'),
      version('override-9', 'b', '2026-11-28T12:00:00.000Z'),
      version('3', 'c', '2026-11-29T12:00:00.000Z'),
      version('2', 'd', '2026-11-27T12:00:00.000Z'),
    ];
    expect(orderHistory(history).map(({ versionName }) => versionName)).toEqual([
      '2',
      'override-9',
      'override-10',
      '3',
    ]);
  });
});

describe('chooseVersion', () => {
  it.each([
    [undefined, 'override-1'],
    ['override-2', 'override-2'],
    ['1', '1'],
  ])('chooses for %s the version %s', (versionName, chosen) => {
    expect(chooseVersion(HISTORY, versionName)).toMatchObject({
      kind: 'chosen',
      version: { versionName: chosen },
    });
  });

  it.each([
    [
      HISTORY,
      'override-7',
      'there is no version override-7; those kept are 1, override-1, override-2, override-3',
    ],
    [[], '1', 'there is no version 1; those kept are none'],
    [HISTORY.slice(0, 1), undefined, 'there is no override'],
    [HISTORY.slice(2), undefined, 'the override has no earlier value'],
  ])('refuses %j, %s', (history, versionName, problem) => {
    expect(chooseVersion(history, versionName)).toEqual({ kind: 'refused', problem });
  });
});

it.each([
  ['arn:aws:iam::111122223333:user/anna', 'anna'],
  ['arn:aws:iam::111122223333:user/team/anna', 'team/anna'],
  ['arn:aws:sts::111122223333:assumed-role/Operator/anna@example.com', 'Operator/anna@example.com'],
  ['arn:aws:iam::111122223333:root', 'root'],
  ['anna', 'anna'],
])('shortens %s to %s', (arn, name) => {
  expect(nameIdentity(arn)).toBe(name);
});
