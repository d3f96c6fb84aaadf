import { expect, it } from 'vitest';
import { NOVA, refresh, startParameters } from '../../../contract/start-tier-mapping';
import { listRoutes } from '../../../fakes/list-routes';

const MISSPELLED = {
  kind: 'rejected',
  parameterName: '/bedrock-tier-router/operations/extraction',
  rejected: {
    operation: 'extraction',
    value: `${NOVA}:FLEX`,
    version: '2',
    problem: `"${NOVA}:FLEX" is not a tiered model ID: tiers are written in lower case: "${NOVA}:flex"`,
  },
};

it('keeps the last good route and its version, and takes the others', async () => {
  const { open, write } = await startParameters({ extraction: NOVA, summary: NOVA });
  const opened = open();
  await opened.mapping.current();
  write('extraction', `${NOVA}:FLEX`);
  write('summary', `${NOVA}:priority`);
  expect(await refresh(opened)).toEqual({
    extraction: `${NOVA} @1`,
    summary: `${NOVA}:priority @2`,
  });
  expect(opened.telemetry.mappingProblems).toEqual([{ ...MISSPELLED, isRepeated: false }]);
});

it('reports a version that it has reported as repeated', async () => {
  const { open, write } = await startParameters({ extraction: NOVA });
  const opened = open();
  await opened.mapping.current();
  write('extraction', `${NOVA}:FLEX`);
  await refresh(opened);
  await refresh(opened);
  expect(opened.telemetry.mappingProblems).toEqual([
    { ...MISSPELLED, isRepeated: false },
    { ...MISSPELLED, isRepeated: true },
  ]);
});

it('reports another bad version afresh', async () => {
  const { open, write } = await startParameters({ extraction: NOVA });
  const opened = open();
  await opened.mapping.current();
  write('extraction', `${NOVA}:FLEX`);
  await refresh(opened);
  write('extraction', `${NOVA}:turbo`);
  await refresh(opened);
  expect(opened.telemetry.mappingProblems).toMatchObject([
    { rejected: { version: '2' }, isRepeated: false },
    { rejected: { version: '3' }, isRepeated: false },
  ]);
});

it('reports several of them one by one', async () => {
  const { open } = await startParameters({ one: 'x:y', three: NOVA, two: 'a_flex' });
  const { mapping, telemetry } = open();
  expect(listRoutes(await mapping.current())).toEqual({ three: `${NOVA} @1` });
  expect(telemetry.mappingProblems).toMatchObject([
    { parameterName: '/bedrock-tier-router/operations/one' },
    { parameterName: '/bedrock-tier-router/operations/two' },
  ]);
});

it('keeps the deploy’s route where the first value is bad', async () => {
  const { open } = await startParameters({ extraction: 'none:turbo' });
  expect(listRoutes(await open().mapping.current())).toEqual({
    extraction: `${NOVA}:flex @deploy`,
  });
});

it('takes a mended value', async () => {
  const { open, write } = await startParameters({ extraction: `${NOVA}:FLEX` });
  const opened = open();
  await opened.mapping.current();
  write('extraction', `${NOVA}:priority`);
  expect(await refresh(opened)).toEqual({ extraction: `${NOVA}:priority @2` });
});

it.each([
  [
    'a model outside the allowed ones',
    'google.gemma-3-27b-it',
    `model "google.gemma-3-27b-it" is not allowed here; the allowed models are ${NOVA}`,
  ],
  [
    'a tier outside the allowed ones',
    `${NOVA}:priority`,
    'service tier "priority" is not allowed here; the allowed tiers are default, flex',
  ],
  [
    'a fallback outside the allowed models',
    `${NOVA},meta.llama3-8b-instruct-v1:0`,
    `model "meta.llama3-8b-instruct-v1:0" is not allowed here; the allowed models are ${NOVA}`,
  ],
])('refuses %s', async (_, value, problem) => {
  const { open } = await startParameters({ summary: value, extraction: NOVA });
  const { mapping, telemetry } = open({ bounds: { models: [NOVA], tiers: ['default', 'flex'] } });
  expect(listRoutes(await mapping.current())).toEqual({ extraction: `${NOVA} @1` });
  expect(telemetry.mappingProblems).toMatchObject([{ rejected: { problem } }]);
});

it('refuses a parameter whose name is no operation’s', async () => {
  const { open } = await startParameters({ Extraction: NOVA, direct: NOVA, extraction: NOVA });
  const { mapping, telemetry } = open();
  expect(listRoutes(await mapping.current())).toEqual({ extraction: `${NOVA} @1` });
  expect(telemetry.mappingProblems).toMatchObject([
    { rejected: { operation: 'Extraction' } },
    { rejected: { operation: 'direct' } },
  ]);
});
