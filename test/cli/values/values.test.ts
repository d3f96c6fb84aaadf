import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectDocument } from '../expect-document';
import { NOVA, startAccount } from '../start-account';

const PARAMETERS = {
  'operations/extraction': `${NOVA}:flex`,
  'settings/extraction': '{"promptCaching":"auto"}',
  'overrides/settings/extraction': '{"promptCachin":"auto"}',
  'callers/abcd1234': '{"name":"claims"}',
  'overrides/prices': `{"rows":{"${NOVA}":[0.3,2.5],"acme.x":[1,2]}}`,
};
const KEYED = { authorization: 'keys', budgetTable: 'budgets' } as const;

const start = () => startAccount({ parameters: PARAMETERS, config: KEYED });

describe('show', () => {
  it('has the values of both owners', async () => {
    const { run } = await start();
    expect((await run('settings')).stdout).toBe(`\
settings of /bedrock-tier-router in us-east-1

extraction
  override-1, local, 2026-11-28 12:03Z
    {"promptCachin":"auto"}
    ! the value has no member "promptCachin"; did you mean promptCaching?
* deploy, version 1, local, 2026-11-28 12:02Z
    {"promptCaching":"auto"}
`);
  });

  it.each([
    ['claims', 'abcd1234, caller claims'],
    ['abcd1234', 'abcd1234, caller claims'],
  ])('finds a caller by %s', async (sought, heading) => {
    const { run } = await start();
    expect((await run('callers', 'show', sought)).stdout).toBe(`\
callers of /bedrock-tier-router in us-east-1

${heading}
* deploy, version 1, local, 2026-11-28 12:04Z
    {"name":"claims"}
`);
  });

  it('has no heading for the only value of prices', async () => {
    const { run } = await start();
    expect((await run('prices', 'show')).stdout).toBe(`\
prices of /bedrock-tier-router in us-east-1

* override-1, local, 2026-11-28 12:05Z
    {"rows":{"us.amazon.nova-2-lite-v1:0":[0.3,2.5],"acme.x":[1,2]}}
`);
  });

  it('says that there are none', async () => {
    const { run } = await startAccount();
    expect((await run('settings')).stdout).toBe(
      'settings of /bedrock-tier-router in us-east-1\n\nThere are none.\n',
    );
    expect(await run('callers', 'show', 'claims')).toEqual({
      code: 3,
      stdout: '',
      stderr: 'callers: there are no callers of "claims"\n',
    });
  });

  it.each(['settings', 'callers', 'prices'] as const)('writes %s as JSON', async (section) => {
    const { run } = await start();
    const { stdout } = await run(section, 'show', '--json');
    expect(expectDocument(`${section} show`, stdout)).toMatchObject({ section });
  });

  it('does not show a key that was written in place of its ID', async () => {
    const key = 'k'.repeat(40);
    const { run } = await startAccount({
      parameters: { [`overrides/callers/${key}`]: '{"name":"claims"}' },
      config: KEYED,
    });
    for (const words of [['callers'], ['callers', 'show', '--json']]) {
      const { stdout } = await run(...words);
      expect(stdout).toContain('kkkk…');
      expect(stdout).not.toContain('kkkkk');
    }
  });
});

describe('set', () => {
  it('writes a document without its spaces', async () => {
    const { run, read } = await start();
    const { code, stdout } = await run(
      'settings',
      'set',
      'extraction',
      '{ "retry": {"attempts": 1} }',
    );
    expect([code, stdout]).toEqual([
      0,
      `\
settings/extraction
  before  {"promptCaching":"auto"}
  after   {"retry":{"attempts":1}}

Written as override-2. Requests follow it within 60 seconds.
`,
    ]);
    expect(read('overrides/settings/extraction')).toBe('{"retry":{"attempts":1}}');
  });

  it('reads a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'policy.json'), '{\n  "name": "claims",\n  "tiers": ["flex"]\n}\n');
    const { run, read } = await start();
    const words = ['callers', 'set', 'abcd1234', `@${join(folder, 'policy.json')}`, '--json'];
    const { stdout } = await run(...words);
    expect(expectDocument('callers set', stdout)).toMatchObject({ version: 'override-1' });
    expect(read('overrides/callers/abcd1234')).toBe('{"name":"claims","tiers":["flex"]}');
  });

  it.each([
    [
      'settings',
      ['settings', 'set', 'extraction', '{"retry":{"attempts":9}}'],
      'retry.attempts is 9, not a whole number from 1 to 5',
    ],
    [
      'settings',
      ['settings', 'set', 'extraction', 'auto'],
      'the value is not a JSON object, such as {"promptCaching":"auto"}',
    ],
    [
      'settings',
      ['settings', 'set', 'extracton', '{}'],
      'there is no operation "extracton"; did you mean "extraction"?',
    ],
    [
      'callers',
      ['callers', 'set', 'abcd1234', '{}'],
      'name is undefined, not 1 to 64 letters, digits, ".", "_" and "-"',
    ],
    [
      'prices',
      ['prices', 'set', '{"row":{}}'],
      'the value has no member "row"; did you mean rows?',
    ],
    [
      'prices',
      ['prices', 'check', '[]'],
      'the value is not a JSON object, such as {"rows":{},"multipliers":{"flex":0.5}}',
    ],
  ] as const)('refuses for %s %j', async (name, words, problem) => {
    const { run, store } = await start();
    expect(await run(...words)).toEqual({ code: 3, stdout: '', stderr: `${name}: ${problem}\n` });
    expect(store.journal.filter(({ operation }) => operation === 'PutParameter')).toEqual([]);
  });

  it('says which file cannot be read', async () => {
    const { run } = await start();
    const { code, stderr } = await run('prices', 'set', '@/nonexistent/prices.json');
    expect([code, stderr]).toEqual([1, expect.stringContaining('/nonexistent/prices.json')]);
  });
});

describe('check', () => {
  it.each([
    ['settings', 'extraction', '{"promptCaching":"off"}'],
    ['callers', 'abcd1234', '{"name":"claims"}'],
  ] as const)('writes nothing to %s', async (section, entry, value) => {
    const { run, store } = await start();
    const { code, stdout } = await run(section, 'check', entry, value, '--json');
    expect([code, expectDocument(`${section} check`, stdout)['after']]).toEqual([0, value]);
    expect(store.journal.filter(({ operation }) => operation === 'PutParameter')).toEqual([]);
  });

  it('compares prices with those of the catalog', async () => {
    const { run } = await start();
    expect((await run('prices', 'check')).stdout).toBe(`\
prices of /bedrock-tier-router in us-east-1, USD per million tokens

MODEL                        IN  CATALOG  OUT  CATALOG
us.amazon.nova-2-lite-v1:0  0.3     0.33  2.5     2.75
acme.x                        1        -    2        -
! acme.x is not in the catalog, so only Bedrock knows what it takes
`);
    const { stdout } = await run('prices', 'check', `{"rows":{"${NOVA}:flex":[0.1,1]}}`, '--json');
    expect(expectDocument('prices check', stdout)).toMatchObject({
      rows: [
        {
          modelId: NOVA,
          serviceTier: 'flex',
          usdPerMillionTokens: [0.1, 1],
          catalogUsdPerMillionTokens: [0.165, 1.375, 0.04125, 0],
        },
      ],
    });
  });

  it('says that no price is replaced', async () => {
    const { run } = await startAccount();
    expect((await run('prices', 'check')).stdout).toContain('no row replaces one.');
  });
});
