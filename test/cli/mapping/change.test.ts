import { describe, expect, it } from 'vitest';
import { expectDocument } from '../expect-document';
import { NOVA, startAccount } from '../start-account';

const DEPLOYED = { 'operations/classification': NOVA, 'operations/extraction': `${NOVA}:flex` };
const OVERRIDE = 'overrides/operations/extraction';

const start = (parameters: Readonly<Record<string, string>> = {}) =>
  startAccount({ parameters: { ...DEPLOYED, ...parameters } });

describe('set', () => {
  it('writes an override and prints what changes', async () => {
    const { run, read } = await start();
    expect(await run('set', 'extraction', `${NOVA}:priority`)).toEqual({
      code: 0,
      stderr: '',
      stdout: `\
operations/extraction
  before  us.amazon.nova-2-lite-v1:0:flex
  after   us.amazon.nova-2-lite-v1:0:priority

USD per million tokens  BEFORE   AFTER  CHANGE
  input                  0.165  0.5775   +250%
  output                 1.375  4.8125   +250%

Written as override-1. Requests follow it within 60 seconds.
`,
    });
    expect(read(OVERRIDE)).toBe(`${NOVA}:priority`);
  });

  it('writes nothing in a dry run', async () => {
    const { run, read } = await start();
    const { code, stdout } = await run('set', 'extraction', NOVA, '--dry-run', '--json');
    expect(code).toBe(0);
    expect(expectDocument('set', stdout)).toMatchObject({
      outcome: 'dry-run',
      before: `${NOVA}:flex`,
      after: NOVA,
      inputChange: 1,
      outputChange: 1,
    });
    expect(read(OVERRIDE)).toBeUndefined();
  });

  it('writes nothing over an override of the same value', async () => {
    const { run, store } = await start({ [OVERRIDE]: NOVA });
    const { code, stdout } = await run('set', 'extraction', `${NOVA}:standard`);
    expect(code).toBe(0);
    expect(stdout).toContain('The override has this value already. Nothing was written.');
    expect(store.journal.filter(({ operation }) => operation === 'PutParameter')).toEqual([]);
  });

  it('names what is doubtful', async () => {
    const { run } = await startAccount({ parameters: DEPLOYED, config: { allowedModels: ['*'] } });
    const { stdout } = await run('set', 'extraction', 'anthropic.claude-sonnet-4-6:flex');
    expect(stdout).toContain(`
! anthropic.claude-sonnet-4-6 is known not to take the tier "flex"; after a
refusal the router calls it without a tier
`);
  });

  it.each([
    [
      'extraction',
      `${NOVA}:reserved`,
      'service tier "reserved" is not allowed here; the allowed tiers are priority, default, flex',
    ],
    [
      'extraction',
      'us.anthropic.claude-sonnet-4-6',
      'model "us.anthropic.claude-sonnet-4-6" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0, google.gemma-3-27b-it',
    ],
    ['extraction', 'flex', '"flex" is not a tiered model ID: it names a tier but no model'],
    [
      'extracton',
      NOVA,
      'there is no operation "extracton"; did you mean "extraction"? (--new adds it)',
    ],
    [
      'summary',
      NOVA,
      'there is no operation "summary"; the operations are classification, extraction (--new adds it)',
    ],
  ])('refuses %s %s', async (operation, route, problem) => {
    const { run, store } = await start();
    const stderr = `set: ${problem}\n`;
    expect(await run('set', operation, route)).toEqual({ code: 3, stdout: '', stderr });
    expect(store.journal.filter(({ operation: name }) => name === 'PutParameter')).toEqual([]);
  });

  it('adds an operation if it is asked to', async () => {
    const { run, read } = await start();
    const { stdout } = await run('set', 'summary', `${NOVA}:flex`, '--new');
    expect(stdout).toContain('  before  (none)\n');
    expect(read('overrides/operations/summary')).toBe(`${NOVA}:flex`);
  });

  it('refuses a name that no operation can have', async () => {
    const { run } = await start();
    const { code, stderr } = await run('set', 'jobs', NOVA, '--new');
    expect([code, stderr]).toEqual([3, expect.stringContaining('"jobs" is not an operation name')]);
  });
});

describe('two operators', () => {
  /** Another operator writes when the emulator receives the nth call of an operation. */
  async function race(operation: string, times: number, value: string) {
    const account = await start({ [OVERRIDE]: NOVA });
    const { listener } = account.store;
    let calls = 0;
    Object.assign(account.store, {
      listener: (...call: Parameters<typeof listener>) => {
        const [{ headers }] = call;
        if (headers['x-amz-target'] === `AmazonSSM.${operation}`) calls += 1;
        if (calls === times) {
          calls += 1;
          account.write(OVERRIDE, value);
        }
        listener(...call);
      },
    });
    return account;
  }

  it('tells the second one, and writes nothing over the first', async () => {
    const { run, read } = await race('GetParameter', 1, `${NOVA}:priority`);
    const { code, stdout } = await run('set', 'extraction', `${NOVA}:flex`);
    expect(code).toBe(4);
    expect(stdout).toContain(`
Another operator has changed the override. override-2, 2026-11-28 12:04Z:
us.amazon.nova-2-lite-v1:0:priority. Nothing was written.
`);
    expect(read(OVERRIDE)).toBe(`${NOVA}:priority`);
  });

  it('says so if it wrote over what another one wrote in between', async () => {
    const { run } = await race('PutParameter', 1, `${NOVA}:priority`);
    const { code, stdout } = await run('set', 'extraction', `${NOVA}:flex`, '--json');
    expect(code).toBe(0);
    expect(expectDocument('set', stdout)).toMatchObject({
      outcome: 'written',
      version: 'override-3',
      hasOverwritten: true,
    });
  });

  it('shows what another one wrote afterwards', async () => {
    const { run } = await race('GetParameter', 2, `${NOVA}:priority`);
    const { code, stdout } = await run('set', 'extraction', `${NOVA}:flex`);
    expect(code).toBe(4);
    expect(stdout).toContain('! Another operator wrote afterwards. override-3,');
  });
});

describe('unset', () => {
  it('takes an override away', async () => {
    const { run, read } = await start({ [OVERRIDE]: NOVA });
    expect(await run('unset', 'extraction')).toEqual({
      code: 0,
      stderr: '',
      stdout: `\
operations/extraction
  before  us.amazon.nova-2-lite-v1:0
  after   us.amazon.nova-2-lite-v1:0:flex

The override is gone, with its history; set writes its value again. Requests
follow it within 60 seconds.
`,
    });
    expect(read(OVERRIDE)).toBeUndefined();
  });

  it('warns before an operation goes that the deploy does not have', async () => {
    const { run, read } = await start({ 'overrides/operations/summary': NOVA });
    const { stdout } = await run('unset', 'summary', '--dry-run', '--json');
    expect(expectDocument('unset', stdout)).toMatchObject({
      outcome: 'dry-run',
      doubts: [
        {
          kind: 'not-deployed',
          text: 'the deploy has no operation "summary", so its requests are refused from then on',
        },
      ],
    });
    expect(read('overrides/operations/summary')).toBe(NOVA);
  });

  it('has nothing to do without an override', async () => {
    const { run } = await start();
    const { code, stdout } = await run('unset', 'extraction', '--json');
    expect([code, expectDocument('unset', stdout)['outcome']]).toEqual([0, 'absent']);
  });

  it('takes the other sections by name', async () => {
    const { run, read } = await start({
      'overrides/prices': '{}',
      'overrides/settings/direct': '{}',
    });
    expect(await run('unset', '--of', 'prices')).toMatchObject({ code: 0 });
    expect(await run('unset', 'direct', '--of', 'settings')).toMatchObject({ code: 0 });
    expect([read('overrides/prices'), read('overrides/settings/direct')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('needs a name', async () => {
    const { run } = await start();
    const stderr = "unset: missing required argument 'name'\n";
    expect(await run('unset')).toEqual({ code: 2, stdout: '', stderr });
  });
});

describe('history and rollback', () => {
  async function startWithHistory() {
    const account = await start();
    for (const value of [NOVA, `${NOVA}:priority`]) account.write(OVERRIDE, value);
    return account;
  }

  it('list the versions of both owners', async () => {
    const { run } = await startWithHistory();
    expect(await run('history', 'extraction')).toEqual({
      code: 0,
      stderr: '',
      stdout: `\
operations/extraction

  1, local, 2026-11-28 12:02Z
    us.amazon.nova-2-lite-v1:0:flex
  override-1, local, 2026-11-28 12:03Z
    us.amazon.nova-2-lite-v1:0
* override-2, local, 2026-11-28 12:04Z
    us.amazon.nova-2-lite-v1:0:priority

* is in force. Parameter Store keeps 100 versions, and none of an override that
was unset.
`,
    });
    const { stdout } = await run('history', 'extraction', '--json');
    expect(expectDocument('history', stdout)).toMatchObject({ inForce: 'override-2' });
  });

  it.each([
    [[], NOVA],
    [['override-1'], NOVA],
    [['1'], `${NOVA}:flex`],
  ])('write the version %j again', async (version, value) => {
    const { run, read } = await startWithHistory();
    const { code, stdout } = await run('rollback', 'extraction', ...version, '--json');
    expect([code, expectDocument('rollback', stdout)['version']]).toEqual([0, 'override-3']);
    expect(read(OVERRIDE)).toBe(value);
  });

  it('refuse a version that is not kept, and a value that never was', async () => {
    const { run } = await startWithHistory();
    expect(await run('rollback', 'extraction', 'override-9')).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'rollback: there is no version override-9; those kept are 1, override-1, override-2\n',
    });
    expect(await run('history', 'summary')).toEqual({
      code: 3,
      stdout: '',
      stderr: 'history: there is no value operations/summary\n',
    });
  });

  it('take prices without a name', async () => {
    const { run, read, write } = await start();
    for (const value of ['{"multipliers":{"flex":0.4}}', '{}']) write('overrides/prices', value);
    expect(await run('rollback', 'override-1', '--of', 'prices')).toMatchObject({ code: 0 });
    expect(read('overrides/prices')).toBe('{"multipliers":{"flex":0.4}}');
  });
});
