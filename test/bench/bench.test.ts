import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Figures } from '../../bench/report/figures';
import type { Goal } from '../../bench/report/goals';

const ROOT = join(__dirname, '..', '..');
const CONTENDERS = [
  ...['bare HTTP', 'bare SigV4', 'AWS SDK', 'handler', 'chat', 'router'],
  'SDK gateway',
];
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const out = join(folder, 'bench.json');

interface Report {
  readonly figures: readonly Figures[];
  readonly goals: readonly Goal[];
}

let printed = '';
let report: Report;

/** The shortest run, on the Node.js of the tests. Speeds are not asserted. */
beforeAll(async () => {
  const flags = [
    '--quick',
    '--this-node',
    '--sections=calls,own code',
    '--cases=1 KB',
    `--out=${out}`,
  ];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join('bench', 'main.ts'), ...flags, `--contenders=${CONTENDERS.join(',')}`],
    { cwd: ROOT },
  );
  printed = stdout;
  report = JSON.parse(readFileSync(out, 'utf8'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the benchmark', () => {
  it('has figures of each contender at each concurrency', () => {
    const cells = report.figures.map(({ contender, concurrency }) => `${contender} ${concurrency}`);
    expect(cells.sort()).toEqual(
      CONTENDERS.flatMap((name) => [`${name} 1`, `${name} 16`, `${name} 64`]).sort(),
    );
    for (const { callsPerSecond, cpuMicros } of report.figures) {
      expect(callsPerSecond.median).toBeGreaterThan(0);
      expect(cpuMicros.median).toBeGreaterThan(0);
    }
  });

  it('compares with bare HTTP', () => {
    const added = report.figures.map(({ contender, concurrency, addedP50 }) => [
      contender,
      concurrency,
      addedP50.median,
    ]);
    expect(added).toContainEqual(['bare HTTP', 1, 0]);
    expect(report.figures.filter(({ addedP50 }) => addedP50.median > 0).length).toBeGreaterThan(0);
  });

  it('judges what it has measured, and names what it has not', () => {
    const values = new Map(report.goals.map(({ name, value }) => [name, value]));
    expect(values.get('CPU, handler : AWS SDK, 1 KB')).toBeGreaterThan(0);
    expect(values.get('own code at 1 KB, p50, µs')).toBeGreaterThan(0);
    expect(printed).toMatch(/^CPU, handler : AWS SDK, 1 KB +≤ 0.7 +\d\.\d\d +(met|missed)$/m);
    expect(printed).toMatch(
      /^calls\/s, router : Portkey, 1 KB, 16 at once +≥ 1.5 +– +not measured$/m,
    );
  });

  it('prints which Node.js it ran on, in 80 columns', () => {
    expect(printed).toContain(`Node.js ${process.version}`);
    const widest = Math.max(...printed.split('\n').map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(80);
  });
});
