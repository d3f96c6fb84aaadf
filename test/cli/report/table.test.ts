import { describe, expect, it } from 'vitest';
import { addFigures, NO_FIGURES } from '../../../cli/report/figures';
import type { Noted } from '../../../cli/report/notes';
import type { Grouping, ReportFigures, ReportRow } from '../../../cli/report/source';
import { formatReportTable } from '../../../cli/report/table';

const ROW: ReportRow = {
  ...NO_FIGURES,
  groups: ['Claims', 'extraction', 'flex'],
  requests: 1_200,
  errors: 7,
  inputTokens: 1_650,
  cacheReadInputTokens: 1_500,
  cacheWriteInputTokens: 500,
  outputTokens: 40_800,
  priced: 1_193,
  costUnits: 5_622_155_000_000n,
  savingsUnits: 5_622_155_000_000n,
};
const PRIORITY: ReportRow = {
  ...ROW,
  groups: [undefined, 'classification', 'priority'],
  inputTokens: 1_997_999,
  savingsUnits: -4_724_500_000n,
};

const GROUPINGS: readonly Grouping[] = ['caller', 'operation', 'tier'];
const COMPLETE: Omit<Noted, 'total'> = {
  leftOut: { unrouted: 0, unreadable: 0, untimed: 0 },
  period: { from: undefined, to: undefined },
};

function write(
  rows: readonly ReportRow[],
  noted: Partial<Noted> = {},
  groupings = GROUPINGS,
): readonly string[] {
  const total = rows.reduce<ReportFigures>(addFigures, NO_FIGURES);
  return formatReportTable(groupings, rows, { total, ...COMPLETE, ...noted }).split('\n');
}

describe('a table', () => {
  it('has a row for each group, and a total; IN has the tokens of the cache', () => {
    expect(write([ROW, PRIORITY])).toEqual([
      'CALLER  OPERATION       REQUESTED   REQ  ERR    IN  OUT  COST USD  SAVED USD',
      'Claims  extraction      flex       1200    7  3.6k  40k  0.056222   0.056222',
      '-       classification  priority   1200    7  1.9M  40k  0.056222  -0.000047',
      'TOTAL                              2400   14  2.0M  81k  0.112443   0.056174',
    ]);
  });

  it('has the key of metadata as its heading', () => {
    const lines = write([{ ...ROW, groups: ['4711'] }], {}, ['metadata.batch']);
    expect(lines[0]).toMatch(/^metadata\.batch {3}REQ /);
    expect(lines[1]).toMatch(/^4711 {12}1200 /);
  });

  it.each(['a\nTOTAL', 'a\r\nTOTAL', 'a\vTOTAL', 'a\tTOTAL'])('writes %j in its row', (value) => {
    const lines = write([{ ...ROW, groups: [value] }], {}, ['metadata.batch']);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^a {1,2}TOTAL +1200 /);
  });

  it('marks sums that leave something out, and says what', () => {
    const none = { ...NO_FIGURES, groups: ROW.groups, requests: 2, unpriced: 2 };
    const some = {
      ...PRIORITY,
      ...{ unpriced: 1, unknownUsage: 2, lostAttempts: 1, unsaved: 1 },
      ...{ charged: 1_199, chargedUnits: 7_622_155_000_000n },
    };
    const free = {
      ...NO_FIGURES,
      groups: ['Claims', 'ocr', 'priority'],
      ...{ requests: 1, priced: 1, unsaved: 1 },
    };
    expect(write([none, some, free])).toEqual([
      'CALLER  OPERATION       REQUESTED   REQ  ERR    IN  OUT   COST USD   SAVED USD',
      'Claims  extraction      flex          2    0     0    0         -*          -*',
      '-       classification  priority   1200    7  1.9M  40k  0.056222*  -0.000047*',
      'Claims  ocr             priority      1    0     0    0   0.000000           -',
      'TOTAL                              1203    7  1.9M  40k  0.056222*  -0.000047*',
      '',
      '* without 3 requests to models or tiers that have no price',
      '* without 2 replies of unknown usage',
      '* without 1 call that got no reply and may be billed',
      'SAVED USD is without 2 requests to models whose default tier has no price',
      'Budgets count 0.076222 USD: each request is rounded up to a nano-dollar,',
      'and what * leaves out counts as the most that it can cost.',
      'They count nothing for 4 requests of which a part has no price.',
    ]);
  });

  it('says what the cache saved, which is in no column', () => {
    const hits = { cacheHits: 2, cacheSavingsUnits: 1_000_000_000n };
    expect(write([{ ...ROW, ...hits }]).at(-1)).toBe(
      'The cache saved 0.000010 USD by 2 hits, which SAVED USD leaves out',
    );
  });

  it('says how many requests are attempts of jobs, which waited after most of them', () => {
    expect(write([{ ...ROW, jobAttempts: 12 }]).at(-1)).toBe(
      'REQ and ERR have 12 attempts of jobs',
    );
  });

  it('says how budgets round if it is complete', () => {
    const charges = { charged: 1_200, chargedUnits: 5_622_200_000_000n };
    expect(write([{ ...ROW, ...charges }]).slice(-2)).toEqual([
      '',
      'Budgets count 0.056222 USD: each request is rounded up to a nano-dollar.',
    ]);
  });

  const FROM = new Date('2026-11-20T09:30:00Z');
  const TO = new Date('2026-11-21T09:30:00Z');

  it.each([
    [FROM, undefined, 'from 2026-11-20T09:30:00Z'],
    [undefined, TO, 'to 2026-11-21T09:30:00Z'],
    [FROM, TO, 'from 2026-11-20T09:30:00Z to 2026-11-21T09:30:00Z'],
  ])('has a period from %s to %s', (from, to, words) => {
    expect(write([ROW], { period: { from, to } }).at(-1)).toBe(`Requests that ended ${words}`);
  });

  it('counts what is not in it', () => {
    const leftOut = { unrouted: 1, unreadable: 2, untimed: 3 };
    expect(write([ROW], { leftOut }).slice(-3)).toEqual([
      'Left out: 1 request without a route',
      'Left out: 2 lines that could not be read',
      'Left out: 3 requests without a time',
    ]);
  });

  it('fits into 80 columns with long names and large sums', () => {
    const many = 999_999_999;
    const long = {
      ...ROW,
      groups: ['The department of claims in Kiel', 'extraction-of-long-documents', 'priority'],
      requests: 1_234_567,
      costUnits: 123_456_789_000_000_000_000n,
      ...{ unpriced: 9_999, unknownUsage: many, lostAttempts: many, unsaved: 999 },
      ...{ charged: 7, chargedUnits: 123_456_789_000_000_000_000n },
    };
    const leftOut = { unrouted: many, unreadable: many, untimed: many };
    const lines = write([long], { leftOut, period: { from: FROM, to: TO } });
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(lines[1]).toMatch(/^The d\S*… {2}ext\S*… {2}pri/);
    expect(lines[1]).toContain('1234567.890000');
  });
});
