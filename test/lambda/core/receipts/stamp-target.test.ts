import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stampTarget } from '../../../../lambda/core/receipts/stamp-target';
import type { Target } from '../../../../lambda/core/routing/target';
import { writeBedrockRequest } from '../../../../lambda/core/wire/bedrock-request';
import { readConverseBody } from '../../../../lambda/core/wire/converse-body';
import { composeTarget } from '../../../fakes/compose-target';
import { arbitraryObjectText } from '../json/arbitrary-json-text';

const KNOWN = {
  requestId: 'request-1',
  origin: { callerId: undefined, sessionId: undefined, traceId: undefined },
};
const OPERATION = '"router-operation":"extraction"';
const OWN = `${OPERATION},"router-requested-tier":"flex","router-mapping-version":"3","router-request-id":"request-1"`;

/** What goes to Bedrock on the default tier. */
function send(differences: Partial<Target>) {
  const target = stampTarget(composeTarget(differences), KNOWN);
  return writeBedrockRequest(target, { baseModelId: 'm', tier: 'default' });
}

const sendText = (text: string) => String(send({ body: readConverseBody(text) }).body);

const sendHeader = (header?: string, differences: Partial<Target> = {}) => {
  const headers = header === undefined ? {} : { 'x-amzn-bedrock-request-metadata': header };
  const invoke = { action: 'invoke', headers, body: { opaque: 'x' }, ...differences } as const;
  return send(invoke).headers['x-amzn-bedrock-request-metadata'];
};

const countPairs = (count: number) =>
  Array.from({ length: count }, (_, index) => `"k${index}":"${index}"`).join(',');

describe('a Converse body', () => {
  it.each([
    ['{}', `{"requestMetadata":{${OWN}}}`],
    ['{"messages":[]}', `{"requestMetadata":{${OWN}},"messages":[]}`],
    [' {\n"n":1.0 } ', ` {"requestMetadata":{${OWN}},\n"n":1.0 } `],
    ['{"a":{"requestMetadata":7}}', `{"requestMetadata":{${OWN}},"a":{"requestMetadata":7}}`],
  ])('without metadata gets them first: %j', (text, sent) => {
    expect(sendText(text)).toBe(sent);
  });

  it.each([
    [
      '{"n":1e400,"requestMetadata" : { "team":"claims" } ,"m":[]}',
      `{"n":1e400,"requestMetadata" : {${OWN}, "team":"claims" } ,"m":[]}`,
    ],
    [
      String.raw`{"request\u004detadata":{"team":"cl\u0061ims"}}`,
      String.raw`{"request\u004detadata":{${OWN},"team":"cl\u0061ims"}}`,
    ],
    [
      '{"requestMetadata":{"router-operation":"mine","router-request-id":"7"}}',
      '{"requestMetadata":{"router-requested-tier":"flex","router-mapping-version":"3","router-operation":"mine","router-request-id":"7"}}',
    ],
    [
      '{"requestMetadata":{"old":"1"},"requestMetadata":{"team":"claims"}}',
      `{"requestMetadata":{"old":"1"},"requestMetadata":{${OWN},"team":"claims"}}`,
    ],
    [
      '{"requestMetadata":7,"requestMetadata":{"team":"}{"}}',
      `{"requestMetadata":7,"requestMetadata":{${OWN},"team":"}{"}}`,
    ],
  ])('keeps the metadata that it has: %s', (text, sent) => {
    expect(sendText(text)).toBe(sent);
  });

  it.each([
    [12, OWN],
    [13, `${OPERATION},"router-requested-tier":"flex","router-mapping-version":"3"`],
    [14, `${OPERATION},"router-requested-tier":"flex"`],
    [15, OPERATION],
  ])('with %d pairs gets the most important up to sixteen', (count, added) => {
    const pairs = countPairs(count);
    expect(sendText(`{"requestMetadata":{${pairs}}}`)).toBe(
      `{"requestMetadata":{${added},${pairs}}}`,
    );
  });

  it.each([
    `{${countPairs(16)}}`,
    `{${countPairs(17)}}`,
    '{}',
    'null',
    '7',
    '"team"',
    '["team"]',
    '{"team":7}',
    '{"team":"claims","page":null}',
  ])('is left alone where there is no room, or Bedrock has to refuse it: %s', (metadata) => {
    const text = `{"requestMetadata":${metadata},"messages":[]}`;
    expect(sendText(text)).toBe(text);
  });

  it('is left alone where it is nested too deeply to be looked through', () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const text = `{"requestMetadata":{"team":"claims"},"a":${deep}}`;
    expect(sendText(text)).toBe(text);
    expect(sendText(`{"a":${deep}}`)).toBe(`{"requestMetadata":{${OWN}},"a":${deep}}`);
  });

  it('gets what x-router-metadata says, before the router’s own', () => {
    const body = readConverseBody('{"requestMetadata":{"team":"body"}}');
    const metadata = { team: 'header', batch: '4711', ['__proto__']: 'x' };
    expect(String(send({ body, metadata }).body)).toBe(
      `{"requestMetadata":{"batch":"4711","__proto__":"x",${OWN},"team":"body"}}`,
    );
  });

  it('loses nothing and gains one member, whatever it says', () => {
    fc.assert(
      fc.property(arbitraryObjectText, (text) => {
        fc.pre(!text.includes('requestMetadata'));
        const body = readPlainly(text);
        fc.pre(body !== undefined && !body.hasTierMember);
        const sent = String(send({ body }).body);
        const member = `"requestMetadata":{${OWN}}`;
        expect(sent.startsWith(`${text.slice(0, text.indexOf('{'))}{${member}`)).toBe(true);
        expect(sent.replace(`${member},`, '').replace(member, '')).toBe(text);
      }),
    );
  });

  function readPlainly(text: string) {
    try {
      return readConverseBody(text);
    } catch {
      return undefined;
    }
  }
});

describe.each(['invoke', 'invoke-with-response-stream'] as const)('the header of %s', (action) => {
  it.each([
    [undefined, `{${OWN}}`],
    ['{"team":"claims"}', `{${OWN},"team":"claims"}`],
    [' { "team":"claims" }', ` {${OWN}, "team":"claims" }`],
    [
      '{"router-operation":"mine"}',
      '{"router-requested-tier":"flex","router-mapping-version":"3","router-request-id":"request-1","router-operation":"mine"}',
    ],
    ['', ''],
    ['team=claims', 'team=claims'],
    ['{"team":7}', '{"team":7}'],
    ['{}', '{}'],
    [`{${countPairs(16)}}`, `{${countPairs(16)}}`],
  ])('that was %j goes out as %j', (header, sent) => {
    expect(sendHeader(header, { action })).toBe(sent);
  });

  it('is plain ASCII, whatever the caller is named', () => {
    const policy = {
      name: 'Kütt\u2028\n"',
      operations: 'any',
      tiers: 'any',
      models: 'any',
      budget: undefined,
    } as const;
    expect(sendHeader(undefined, { action, caller: { id: 'key-1', policy } })).toBe(
      `{${OWN},"router-caller":"K_tt_\\n_"}`,
    );
  });

  it('leaves the body as bytes', () => {
    const opaque = Uint8Array.of(0xff, 0x7b);
    expect(send({ action, body: { opaque } }).body).toBe(opaque);
  });
});

it('is nothing for count-tokens, which has no place for it', () => {
  const target = composeTarget({ action: 'count-tokens', body: { opaque: '{}' } });
  expect(stampTarget(target, KNOWN)).toBe(target);
});
