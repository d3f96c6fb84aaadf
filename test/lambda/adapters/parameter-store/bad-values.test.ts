import { describe, expect, it } from 'vitest';
import {
  NOVA,
  nameCaller,
  PREFIX,
  priceNova,
  refresh,
  startParameters,
} from '../../../contract/start-parameter-tree';
import { listRoutes } from '../../../fakes/fixed-snapshots';

const EXTRACTION = 'operations/extraction';
const CLAIMS = 'callers/a1b2c3d4e5';
const DEARER = '{"rows":{"us.amazon.nova-2-lite-v1:0":[0.4,3]}}';
const FLEX = JSON.stringify({
  readAt: '2026-11-28T04:00:00Z',
  models: [
    {
      id: 'amazon.nova-2-lite-v1:0',
      prices: [{ profiles: ['us'], rates: { default: [0.5, 3], flex: [0.1, 1] } }],
    },
    { id: 'acme.small', outputTokens: 7 },
  ],
});
const GOOD = { [EXTRACTION]: NOVA, [CLAIMS]: '{"name":"claims"}', prices: DEARER, catalog: FLEX };

/** Section by section: a bad value, another one, and how the first is reported. */
const SECTIONS = [
  [
    EXTRACTION,
    { bad: `${NOVA}:FLEX`, worse: `${NOVA}:turbo` },
    {
      kind: 'rejected',
      problem: `"${NOVA}:FLEX" is not a tiered model ID: tiers are written in lower case: "${NOVA}:flex"`,
    },
  ],
  [
    CLAIMS,
    { bad: '{"name":"claims","tier":["flex"]}', worse: 'claims' },
    {
      kind: 'policy-rejected',
      problem: 'the policy has no member "tier"; did you mean tiers?',
    },
  ],
  [
    'prices',
    { bad: '{"row":{"us.amazon.nova-2-lite-v1:0":[0.5,3]}}', worse: '{' },
    {
      kind: 'prices-rejected',
      problem: 'the value has no member "row"; did you mean rows?',
    },
  ],
  [
    'catalog',
    { bad: '{"readAt":"2026-11-28T04:00:00Z","models":[{"id":1}]}', worse: '{' },
    { kind: 'catalog-rejected', problem: 'models[0].id is 1, not a text' },
  ],
] as const;

describe.each(SECTIONS)('a bad value of %s', (name, { bad, worse }, problem) => {
  const report = { ...problem, parameterName: `${PREFIX}/${name}` };

  it('keeps the last good value and is reported with its version', async () => {
    const { open, write } = await startParameters(GOOD);
    const opened = open();
    await opened.tree.current();
    write(name, bad);
    const snapshot = await refresh(opened);
    expect(listRoutes(snapshot.mapping)).toEqual({ extraction: `${NOVA} @1` });
    expect(nameCaller(snapshot, 'a1b2c3d4e5')).toBe('claims');
    expect(priceNova(snapshot)).toBe(0.4);
    expect(snapshot.catalog.models.get('acme.small')?.outputTokens).toBe(7);
    expect(opened.problems).toEqual([{ ...report, version: '2', isRepeated: false }]);
  });

  it('is reported as repeated when it is read again, and another version is not', async () => {
    const { open, write } = await startParameters({ ...GOOD, [name]: bad });
    const opened = open();
    await opened.tree.current();
    await refresh(opened);
    write(name, worse);
    await refresh(opened);
    expect(opened.problems).toMatchObject([
      { version: '1', isRepeated: false },
      { version: '1', isRepeated: true },
      { version: '2', isRepeated: false },
    ]);
  });

  it('is reported as repeated after a reading that failed', async () => {
    const { open, emulator } = await startParameters({ ...GOOD, [name]: bad });
    const opened = open();
    await opened.tree.current();
    emulator.failures.plan({ kind: 'throttle' });
    await refresh(opened);
    await refresh(opened);
    expect(opened.problems).toMatchObject([
      { isRepeated: false },
      { kind: 'unreadable' },
      { isRepeated: true },
    ]);
  });

  it('of a parameter that was deleted and made anew is reported afresh', async () => {
    const other = { 'operations/other': NOVA };
    const { open, write, remove } = await startParameters({ ...GOOD, ...other, [name]: bad });
    const opened = open();
    await opened.tree.current();
    remove(name);
    await refresh(opened);
    write(name, bad);
    await refresh(opened);
    expect(opened.problems).toMatchObject([
      { version: '1', isRepeated: false },
      { version: '1', isRepeated: false },
    ]);
  });
});

describe('a first value that is bad', () => {
  it('keeps the deploy’s route, keeps its caller out, and leaves the built-in prices', async () => {
    const { open } = await startParameters({
      [EXTRACTION]: 'none:turbo',
      [CLAIMS]: 'claims',
      'callers/f6g7h8i9j0': '{"name":"ocr"}',
      prices: '{',
    });
    const snapshot = await open().tree.current();
    expect(listRoutes(snapshot.mapping)).toEqual({ extraction: `${NOVA}:flex @deploy` });
    expect(nameCaller(snapshot, 'a1b2c3d4e5')).toBe('unknown-caller');
    expect(nameCaller(snapshot, 'f6g7h8i9j0')).toBe('ocr');
    expect(priceNova(snapshot)).toBe(0.33);
  });

  it('is reported beside the others, and takes nothing from the good ones', async () => {
    const { open } = await startParameters({
      'operations/one': 'x:y',
      'operations/three': NOVA,
      'operations/two': 'a_flex',
    });
    const { tree, problems } = open();
    expect(listRoutes((await tree.current()).mapping)).toEqual({ three: `${NOVA} @1` });
    expect(problems).toMatchObject([
      { parameterName: '/bedrock-tier-router/operations/one' },
      { parameterName: '/bedrock-tier-router/operations/two' },
    ]);
  });
});

it('refuses a route outside the bounds of the deployment', async () => {
  const { open } = await startParameters({ [EXTRACTION]: NOVA, 'operations/summary': 'a.b' });
  const { tree, problems } = open({ bounds: { models: [NOVA], tiers: ['default'] } });
  expect(listRoutes((await tree.current()).mapping)).toEqual({ extraction: `${NOVA} @1` });
  expect(problems).toMatchObject([
    { problem: `model "a.b" is not allowed here; the allowed models are ${NOVA}` },
  ]);
});

it('reports a policy under the key itself without the key', async () => {
  const keys = [
    'canary0123456789012345678901234567890123',
    'canary9876543210987654321098765432109876',
  ];
  const { open } = await startParameters(
    Object.fromEntries(keys.map((key) => [`callers/${key}`, '{"name":"claims"}'])),
  );
  const { tree, problems } = open({ deployed: new Map() });
  const snapshot = await tree.current();
  const rejected = { kind: 'policy-rejected', parameterName: `${PREFIX}/callers/cana…` };
  expect(problems).toMatchObject([
    { kind: 'empty' },
    { ...rejected, isRepeated: false },
    { ...rejected, isRepeated: false },
  ]);
  for (const key of keys) {
    expect(nameCaller(snapshot, key)).toBe('unknown-caller');
    expect(JSON.stringify(problems)).not.toContain(key);
  }
});
