import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../../../lambda/core/errors/router-error';
import type { AccessBounds } from '../../../../../lambda/core/routing/access-bounds';
import type { OperationSettings } from '../../../../../lambda/core/settings/operation/operation-settings';
import {
  expectSettings,
  findSettings,
  operationSettings,
  parseSettings,
} from '../../../../../lambda/core/settings/operation/settings-section';
import {
  type Layers,
  NO_LAYERS,
  reviseEntries,
} from '../../../../../lambda/core/settings/revise-entries';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const BOUNDS: AccessBounds = { models: [NOVA], tiers: ['default', 'flex'], hasReplyCache: true };
const IN_EXTRACTION = { operation: 'extraction', bounds: BOUNDS };
const ALL = {
  $schema: 'https://example.com/operation-settings.schema.json',
  split: [
    { name: 'flex', route: `${NOVA}:flex,${NOVA}`, weight: 33.3 },
    { name: 'off', route: NOVA, weight: 0 },
  ],
  when: [
    {
      if: {
        promptTokensAbove: 20_000,
        caller: ['claims'],
        metadata: { team: 'x' },
        hours: '22-06',
        timeZone: 'Europe/Berlin',
        stream: false,
      },
      route: `${NOVA}:flex`,
    },
  ],
  defaults: { inferenceConfig: { maxTokens: 2048 } },
  set: { inferenceConfig: { temperature: 0 } },
  promptCaching: 'auto',
  streamUsage: true,
  thinking: { budgetTokens: 4000, interleaved: true },
  guardrail: { id: 'gr1abc', version: '3', trace: 'enabled' },
  cache: { mode: 'simple', maxAgeSeconds: 3600, scope: 'caller' },
  retry: { attempts: 3, onStatuses: [429, 500] },
  timeouts: { firstByteSeconds: 20, idleSeconds: 30, wholeSeconds: 60.5 },
};

const parse = (text: string) => parseSettings(text, IN_EXTRACTION);

describe('a value', () => {
  it('is read with its routes and hours', () => {
    const flex = { baseModelId: NOVA, tier: 'flex' };
    const plain = { baseModelId: NOVA, tier: 'default' };
    const { $schema, ...settings } = ALL;
    const [when] = settings.when;
    expect(parse(JSON.stringify(ALL))).toEqual({
      kind: 'parsed',
      value: {
        ...settings,
        split: [
          { name: 'flex', route: [flex, plain], weight: 33.3 },
          { name: 'off', route: [plain], weight: 0 },
        ],
        when: [{ if: { ...when?.if, hours: { from: 22, to: 6 } }, route: [flex] }],
      },
    });
  });

  it.each([
    ['{}', {}],
    [
      '{"cache":{"mode":"simple","maxAgeSeconds":60}}',
      { cache: { mode: 'simple', maxAgeSeconds: 60, scope: 'caller' } },
    ],
    ['{"retry":{"attempts":2}}', { retry: { attempts: 2, onStatuses: [500, 502, 503, 504] } }],
    [
      '{"guardrail":{"id":"arn:aws:bedrock:eu-west-1:111122223333:guardrail/gr1","version":"DRAFT"}}',
      {
        guardrail: {
          id: 'arn:aws:bedrock:eu-west-1:111122223333:guardrail/gr1',
          version: 'DRAFT',
        },
      },
    ],
  ])('%s leaves the rest as it is', (text, value) => {
    expect(parse(text)).toEqual({ kind: 'parsed', value });
  });
});

const variant = (weight: number, name = 'eu') => ({ name, route: NOVA, weight });
const condition = (members: object) => ({ when: [{ if: members, route: NOVA }] });

it('names a cache only where the deploy allows it', () => {
  const bounds = { ...BOUNDS, hasReplyCache: false };
  const value = '{"cache":{"mode":"simple","maxAgeSeconds":60}}';
  expect(parseSettings(value, { operation: 'extraction', bounds })).toEqual({
    kind: 'rejected',
    problem:
      'cache is not allowed here, because it stores replies; the deploy allows it by replyCache',
  });
});

describe('a value is refused, with what it may be', () => {
  it.each([
    [{ splitt: [] }, 'the value has no member "splitt"; did you mean split?'],
    [
      { promptTokensAbove: 1 },
      'the value has no member "promptTokensAbove"; did you mean when.if.promptTokensAbove?',
    ],
    [condition({ callers: ['x'] }), 'when[0].if has no member "callers"; did you mean caller?'],
    [{ timeout: 9 }, 'the value has no member "timeout"; did you mean timeouts?'],
    [
      { weather: 9 },
      'the value has no member "weather"; it may have $schema, split, when, defaults, set, promptCaching, streamUsage, thinking, guardrail, cache, retry, timeouts, jobs',
    ],
    [{ split: {} }, 'split is {}, not a list of one to 10 variants'],
    [{ split: [] }, 'split is [], not a list of one to 10 variants'],
    [
      { split: Array.from({ length: 11 }, (_, index) => variant(1, `v${index}`)) },
      'split is [{"name":"v0","route":[{"baseModelId":"us.amazon.nova-2-lite-v1:…, not a list of one to 10 variants',
    ],
    [{ split: [variant(101)] }, 'split[0].weight is 101, not a percentage from 0 to 100'],
    [{ split: [variant(-1)] }, 'split[0].weight is -1, not a percentage from 0 to 100'],
    [
      { split: [{ ...variant(1), weight: '30' }] },
      'split[0].weight is "30", not a percentage from 0 to 100',
    ],
    [
      { split: [variant(60, 'a'), variant(40.1, 'b')] },
      'split has weights of 100.1 in all, more than 100',
    ],
    [{ split: [variant(1), variant(2)] }, 'split names "eu" twice'],
    [
      { split: [variant(1, 'mapping')] },
      'split[0].name is "mapping", not a name other than "mapping"',
    ],
    [
      { split: [variant(1, 'ü')] },
      'split[0].name is "ü", not 1 to 64 letters, digits, ".", "_" and "-"',
    ],
    [
      { split: [{ ...variant(1), route: 'amazon.nova-pro-v1:0' }] },
      'split[0].route: model "amazon.nova-pro-v1:0" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0',
    ],
    [
      { split: [{ ...variant(1), route: `${NOVA}:priority` }] },
      'split[0].route: service tier "priority" is not allowed here; the allowed tiers are default, flex',
    ],
    [
      { split: [{ ...variant(1), route: `${NOVA}:FLEX` }] },
      `split[0].route: "${NOVA}:FLEX" is not a tiered model ID: tiers are written in lower case: "${NOVA}:flex"`,
    ],
    [
      condition({}),
      'when[0].if has no member, so it would always hold; it may have promptTokensAbove, caller, metadata, hours, timeZone, stream',
    ],
    [
      condition({ hours: '22-6' }),
      'when[0].if.hours is "22-6", not two different hours from 00 to 24 such as "22-06"',
    ],
    [
      condition({ hours: '07-07' }),
      'when[0].if.hours is "07-07", not two different hours from 00 to 24 such as "22-06"',
    ],
    [
      condition({ hours: '24-06' }),
      'when[0].if.hours is "24-06", not two different hours from 00 to 24 such as "22-06"',
    ],
    [
      condition({ hours: '22-06', timeZone: 'Berlin' }),
      'when[0].if.timeZone is "Berlin", not a time zone such as "Europe/Berlin"',
    ],
    [condition({ timeZone: 'Europe/Berlin' }), 'when[0].if has timeZone without hours'],
    [
      condition({ caller: 'claims' }),
      'when[0].if.caller is "claims", not a list of callers’ names',
    ],
    [
      condition({ metadata: {} }),
      'when[0].if.metadata is {}, not a JSON object of one or more texts',
    ],
    [condition({ metadata: { team: 7 } }), 'when[0].if.metadata.team is 7, not a text'],
    [
      condition({ promptTokensAbove: -1 }),
      'when[0].if.promptTokensAbove is -1, not a whole number of at least 0',
    ],
    [{ defaults: {} }, 'defaults is not a JSON object with members of a Converse request'],
    [{ defaults: [1] }, 'defaults is not a JSON object with members of a Converse request'],
    // A prompt, which is not for logs.
    [{ set: 'You are a clerk.' }, 'set is not a JSON object with members of a Converse request'],
    [
      { set: { serviceTier: { type: 'flex' } } },
      'set has "serviceTier", but the route names the tier',
    ],
    [
      { timeouts: { constructor: 1 } },
      'timeouts has no member "constructor"; it may have firstByteSeconds, idleSeconds, wholeSeconds',
    ],
    [{ set: { constructor: 1 } }, 'set may not have the member "constructor"'],
    [
      condition({ metadata: { team: 'x', constructor: 'y' } }),
      'when[0].if.metadata may not have the member "constructor"',
    ],
    [{ promptCaching: true }, 'promptCaching is true; it may be auto or off'],
    [{ streamUsage: 'auto' }, 'streamUsage is "auto", not true or false'],
    [
      { thinking: { budgetTokens: 1000 } },
      'thinking.budgetTokens is 1000, not a whole number from 1024 to 1000000',
    ],
    [
      { guardrail: { id: 'gr1', version: 1 } },
      'guardrail.version is 1, not "DRAFT" or the number of a version as a text, such as "1"',
    ],
    [
      { guardrail: { id: 'gr1' } },
      'guardrail.version is undefined, not "DRAFT" or the number of a version as a text, such as "1"',
    ],
    [
      { cache: { mode: 'semantic', maxAgeSeconds: 1 } },
      'cache.mode is "semantic"; it may be simple',
    ],
    [
      { cache: { mode: 'simple', maxAge: 1 } },
      'cache has no member "maxAge"; did you mean maxAgeSeconds?',
    ],
    [{ retry: { attempts: 6 } }, 'retry.attempts is 6, not a whole number from 1 to 5'],
    [
      { retry: { attempts: 2, onStatuses: [400] } },
      'retry.onStatuses[0] is 400, not a list of the statuses 429, 500, 502, 503, 504',
    ],
    [
      { timeouts: {} },
      'timeouts has no member; it may have firstByteSeconds, idleSeconds, wholeSeconds',
    ],
    [
      { timeouts: { idleSeconds: 291 } },
      'timeouts.idleSeconds is 291, not a number above 0 and at most 290',
    ],
  ])('in %j', (value, problem) => {
    expect(parse(JSON.stringify(value))).toEqual({ kind: 'rejected', problem });
  });

  it.each([
    ['{"set":{"inferenceConfig":{"maxTokens":1e400}}}', 'set'],
    ['{"defaults":{"stop":[-1e400]}}', 'defaults'],
  ])('in %s, whose number would be written as null', (text, member) => {
    const problem = `${member} has a number that is too large for JSON`;
    expect(parse(text)).toEqual({ kind: 'rejected', problem });
  });

  it('that is not JSON, without a quotation', () => {
    expect(parse('a password')).toEqual({
      kind: 'rejected',
      problem: 'the value is not a JSON object, such as {"promptCaching":"auto"}',
    });
  });
});

describe('the section', () => {
  const GUARDED = '{"guardrail":{"id":"gr1","version":"1"}}';
  const VALUE = { guardrail: { id: 'gr1', version: '1' } };

  /** What requests find after readings of `<operation>=<value>`; a reading of nothing is `[]`. */
  function read(
    ...readings: readonly (readonly (readonly [operation: string, value: string])[])[]
  ) {
    let entries = expectSettings(['extraction']);
    let layers: Layers<OperationSettings | 'unavailable'> = { ...NO_LAYERS, deploy: entries };
    let problems: readonly string[] = [];
    for (const reading of readings) {
      const parameters = reading.map(([operation, value], index) => {
        return { name: `settings/${operation}`, value, version: String(index + 1) };
      });
      const revision = reviseEntries(operationSettings(BOUNDS), layers, parameters);
      ({ entries, layers } = revision);
      problems = revision.rejected.map(({ kind, problem }) => `${kind}: ${problem}`);
    }
    return { find: (operation: string) => findSettings(entries, operation), problems };
  }

  it('is empty for an operation without settings', () => {
    expect(read().find('assessment')).toBeUndefined();
  });

  it('lets no request pass without the settings that its deploy wrote, until they were read', () => {
    expect(() => read().find('extraction')).toThrow(
      new RouterError(
        'mapping-unavailable',
        'the settings of operation "extraction" were not read yet, or are not valid; the router\'s log says which; try again shortly',
      ),
    );
    expect(read([['extraction', GUARDED]]).find('extraction')).toEqual(VALUE);
  });

  it('forgets settings that are no longer written', () => {
    expect(read([]).find('extraction')).toBeUndefined();
    expect(read([['extraction', GUARDED]], []).find('extraction')).toBeUndefined();
  });

  it('keeps the last good settings', () => {
    const { find, problems } = read([['extraction', GUARDED]], [['extraction', '{"gardrail":{}}']]);
    expect(find('extraction')).toEqual(VALUE);
    expect(problems).toEqual([
      'settings-rejected: the value has no member "gardrail"; did you mean guardrail?',
    ]);
  });

  it.each(['extraction', 'assessment', 'direct'])(
    'lets no request of %s pass while its settings were never valid',
    (operation) => {
      expect(() => read([[operation, '{"gardrail":{}}']]).find(operation)).toThrow(RouterError);
    },
  );

  it('keeps settings of operations that are not mapped, without a word', () => {
    const { find, problems } = read([['not-yet-mapped', GUARDED]]);
    expect(find('not-yet-mapped')).toEqual(VALUE);
    expect(problems).toEqual([]);
  });

  it.each([
    [
      'Extraction',
      GUARDED,
      /^settings-rejected: "Extraction" is neither "direct" nor an operation name: /,
    ],
    [
      'direct',
      JSON.stringify({ split: [variant(1)] }),
      /split is not for "direct", because the caller names the model/,
    ],
    ['direct', JSON.stringify(condition({ stream: true })), /when is not for "direct"/],
  ])('refuses settings/%s with %s', (operation, value, problem) => {
    expect(read([[operation, value]]).problems).toEqual([expect.stringMatching(problem)]);
  });

  it('has settings of calls that name a model', () => {
    expect(read([['direct', GUARDED]]).find('direct')).toEqual(VALUE);
  });
});
