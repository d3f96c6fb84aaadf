import fc from 'fast-check';

/** A marker for everything that must not be logged. */
export const CANARY = 'CANARY-4711';

const MESSAGES = `[{"role":"user","content":[{"text":"${CANARY}"}]}]`;

/** Parts of almost valid Converse bodies. */
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"serviceTier"',
  String.raw`"service\u0054ier"`,
  '{"type":"flex"}',
  '{"type":"standard"}',
  '{"type":["flex"]}',
  '{"__proto__":{"type":"flex"}}',
  '"__proto__"',
  '"constructor"',
  '{"prototype":{"polluted":true}}',
  '{"polluted":true}',
  '"messages"',
  '"model"',
  '"stream"',
  '"service_tier"',
  'true',
  MESSAGES,
  `"${CANARY}"`,
  '"requestMetadata"',
  'null',
  '1e999',
  '-0',
  ' \n\t',
  '\u0000',
  '\ufeff',
  '"\\ud800"',
  '[['.repeat(800),
];

const brokenText = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 12 })
  .map((pieces) => pieces.join(''));

const member = fc.tuple(
  fc.constantFrom(
    '"requestMetadata"',
    '"serviceTier"',
    '"model"',
    '"stream"',
    '"service_tier"',
    '"__proto__"',
    '"constructor"',
    '"messages"',
    '"system"',
    '"x"',
  ),
  fc.oneof(
    fc.json({ maxDepth: 3 }),
    fc.constantFrom(
      MESSAGES,
      '"openai.gpt-oss-120b-1:0"',
      'true',
      '"auto"',
      '{"type":"flex"}',
      '{"__proto__":"x"}',
      'null',
    ),
  ),
);
const objectText = fc
  .array(member, { maxLength: 5 })
  .map((members) => `{${members.map((pair) => pair.join(':')).join(',')}}`);

const conversation = fc.constantFrom(
  `{"messages":${MESSAGES}}`,
  `{"messages":${MESSAGES},"serviceTier":{"type":"priority"}}`,
  `{"messages":${MESSAGES},"performanceConfig":{"latency":"${CANARY}"}}`,
  `{"schemaVersion":"messages-v1","messages":${MESSAGES}}`,
  `{"input":{"converse":{"messages":${MESSAGES}}}}`,
  `{"model":"openai.gpt-oss-120b-1:0:flex","messages":[{"role":"user","content":"${CANARY}"}]}`,
  `{"model":"us.openai.gpt-6-astra","input":"${CANARY}","stream":true}`,
  `{"anthropic_version":"bedrock-2023-05-31","max_tokens":9,"messages":[{"role":"user","content":"${CANARY}"}]}`,
);

/** Bodies around a Converse request. */
export const arbitraryBody = fc.oneof(
  { weight: 6, arbitrary: conversation },
  { weight: 3, arbitrary: objectText },
  { weight: 3, arbitrary: brokenText },
  fc.json().map((json) => `{"text":"${CANARY}","json":${json}}`),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `${CANARY}${text}`),
);
