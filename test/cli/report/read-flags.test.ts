import { describe, expect, it } from 'vitest';
import { readFlags } from '../../../cli/report/read-flags';

const NOW = new Date('2026-11-21T09:30:00Z');
const GROUP = ['--log-group', '/aws/lambda/router'];
const FILE = ['--file', 'router.log'];
const read = (words: readonly string[]) => readFlags(words, NOW);

describe('the flags of a report', () => {
  it('ask a log group for the last day, by caller, operation and tier', () => {
    expect(read(GROUP)).toEqual({
      kind: 'report',
      groupings: ['caller', 'operation', 'tier'],
      period: { from: new Date('2026-11-20T09:30:00Z'), to: NOW },
      format: 'table',
      source: { kind: 'log-group', name: '/aws/lambda/router' },
    });
  });

  it('ask a file for all that is in it', () => {
    expect(read([...FILE, '--by', 'model', '--format', 'csv'])).toEqual({
      kind: 'report',
      groupings: ['model'],
      period: { from: undefined, to: undefined },
      format: 'csv',
      source: { kind: 'file', path: 'router.log' },
    });
    expect(read(['--file', '-'])).toMatchObject({ source: { kind: 'file', path: '-' } });
  });

  it('may ask for help alone', () => {
    expect(read(['--help'])).toEqual({ kind: 'help' });
  });

  it.each([
    [GROUP, ['--since', '90m'], '2026-11-21T08:00:00Z', NOW],
    [GROUP, ['--since', '7d'], '2026-11-14T09:30:00Z', NOW],
    [FILE, ['--since', '1h'], '2026-11-21T08:30:00Z', NOW],
    [GROUP, ['--from', '2026-11-01'], '2026-11-01T00:00:00Z', NOW],
    [FILE, ['--from', '2026-11-01T10:00+01:00'], '2026-11-01T09:00:00Z', undefined],
    [
      GROUP,
      ['--from', '2026-11-01', '--to', '2026-11-02T00:00:00Z'],
      '2026-11-01T00:00:00Z',
      new Date('2026-11-02T00:00:00Z'),
    ],
    [GROUP, ['--to', '2026-11-02'], '2026-11-01T00:00:00Z', new Date('2026-11-02T00:00:00Z')],
  ])('of %j ask by %j from %s on', (source, words, from, to) => {
    expect(read([...source, ...words])).toMatchObject({ period: { from: new Date(from), to } });
  });

  it('may end a file without beginning it', () => {
    expect(read([...FILE, '--to', '2026-11-02'])).toMatchObject({
      period: { from: undefined, to: new Date('2026-11-02T00:00:00Z') },
    });
  });

  it.each([
    [[], 'name one source: --log-group NAME or --file PATH; see --help'],
    [[...GROUP, ...FILE], 'name one source: --log-group NAME or --file PATH; see --help'],
    [['--file', ''], 'name one source: --log-group NAME or --file PATH; see --help'],
    [
      [...FILE, '--by', 'caller,team'],
      '--by is "caller,team"; it may have each of caller, operation, tier, model once, between commas',
    ],
    [
      [...FILE, '--by', 'tier,tier'],
      '--by is "tier,tier"; it may have each of caller, operation, tier, model once, between commas',
    ],
    [
      [...FILE, '--by', ''],
      '--by is ""; it may have each of caller, operation, tier, model once, between commas',
    ],
    [[...FILE, '--format', 'xml'], '--format is "xml"; it may be table, csv, json'],
    [
      [...FILE, '--since', '1w'],
      '--since is "1w"; it may be a number of minutes, hours or days: 90m, 24h, 7d',
    ],
    [
      [...FILE, '--from', 'yesterday'],
      '--from is "yesterday"; it may be a time as 2026-11-21 or 2026-11-21T09:30:00Z',
    ],
    [
      [...FILE, '--to', '2026-13-01'],
      '--to is "2026-13-01"; it may be a time as 2026-11-21 or 2026-11-21T09:30:00Z',
    ],
    [
      [...FILE, '--from', '2026-11-21T09:30'],
      '--from is "2026-11-21T09:30"; it may be a time as 2026-11-21 or 2026-11-21T09:30:00Z',
    ],
    [
      [...FILE, '--from', '2026-11-02', '--to', '2026-11-01'],
      '--from is after --to: 2026-11-02T00:00:00.000Z and 2026-11-01T00:00:00.000Z',
    ],
    [
      [...FILE, '--since', '1h', '--to', '2026-11-01'],
      '--since goes to now; leave it out, or leave out --from and --to',
    ],
    [['--logs'], "Unknown option '--logs'; see --help"],
  ])('%j are refused', (words, message) => {
    expect(() => read(words)).toThrow(new Error(message));
  });
});
