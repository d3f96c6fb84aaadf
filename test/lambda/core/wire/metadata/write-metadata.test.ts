import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../../lambda/core/json/apply-edits';
import { readJsonBody } from '../../../../../lambda/core/wire/json-body';
import type { MetadataPair } from '../../../../../lambda/core/wire/metadata/metadata-text';
import {
  writeBodyMetadata,
  writeMetadataHeader,
} from '../../../../../lambda/core/wire/metadata/write-metadata';
import { arbitraryObjectText } from '../../json/arbitrary-json-text';

const PAIRS: readonly MetadataPair[] = [
  ['router-operation', 'extraction'],
  ['router-requested-tier', 'flex'],
  ['router-mapping-version', '3'],
  ['router-request-id', 'request-1'],
];
const OPERATION = '"router-operation":"extraction"';
const OWN = `${OPERATION},"router-requested-tier":"flex","router-mapping-version":"3","router-request-id":"request-1"`;

function writeBody(text: string, pairs = PAIRS): string {
  const body = readJsonBody(text);
  return applyEdits(body, writeBodyMetadata(body, pairs)).join('');
}

const countPairs = (count: number) =>
  Array.from({ length: count }, (_, index) => `"k${index}":"${index}"`).join(',');

describe('a Converse body', () => {
  it.each([
    ['{"messages":[]}', `{"requestMetadata":{${OWN}},"messages":[]}`],
    [' {\n"n":1.0 } ', ` {"requestMetadata":{${OWN}},\n"n":1.0 } `],
    ['{"n":1,"requestMetadata":null}', `{"requestMetadata":{${OWN}},"n":1}`],
    ['{"requestMetadata":{"a":"b"},"requestMetadata":null}', `{"requestMetadata":{${OWN}}}`],
  ])('without metadata gets them first: %j', (text, sent) => {
    expect(writeBody(text)).toBe(sent);
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
  ])('keeps the metadata that it has: %s', (text, sent) => {
    expect(writeBody(text)).toBe(sent);
  });

  it.each([
    [12, OWN],
    [13, `${OPERATION},"router-requested-tier":"flex","router-mapping-version":"3"`],
    [14, `${OPERATION},"router-requested-tier":"flex"`],
    [15, OPERATION],
  ])('with %d pairs gets the most important up to sixteen', (count, added) => {
    const pairs = countPairs(count);
    expect(writeBody(`{"requestMetadata":{${pairs}}}`)).toBe(
      `{"requestMetadata":{${added},${pairs}}}`,
    );
  });

  it('with a pair of the router’s own gets the most important others', () => {
    const pairs = `${countPairs(14)},${OPERATION}`;
    expect(writeBody(`{"requestMetadata":{${pairs}}}`)).toBe(
      `{"requestMetadata":{"router-requested-tier":"flex",${pairs}}}`,
    );
  });

  it.each([
    `{${countPairs(16)}}`,
    `{${countPairs(17)}}`,
    '{}',
    '["team"]',
    '{"team":7}',
    '{"team":"claims","page":null}',
  ])('stays as it is if it has no room, or if Bedrock has to refuse it: %s', (metadata) => {
    const text = `{"requestMetadata":${metadata},"messages":[]}`;
    expect(writeBody(text)).toBe(text);
  });

  it('gets all pairs that it does not have, whatever they are named', () => {
    const pairs: readonly MetadataPair[] = [
      ['team', 'header'],
      ['batch', '4711'],
      ['__proto__', 'x'],
      ...PAIRS,
    ];
    expect(writeBody('{"requestMetadata":{"team":"body"}}', pairs)).toBe(
      `{"requestMetadata":{"batch":"4711","__proto__":"x",${OWN},"team":"body"}}`,
    );
  });

  it('loses nothing and gains one member, whatever it says', () => {
    fc.assert(
      fc.property(arbitraryObjectText, (text) => {
        fc.pre(!text.includes('requestMetadata'));
        const sent = writeBody(text);
        const member = `"requestMetadata":{${OWN}}`;
        expect(sent.startsWith(`${text.slice(0, text.indexOf('{'))}{${member}`)).toBe(true);
        expect(sent.replace(`${member},`, '').replace(member, '')).toBe(text);
      }),
    );
  });
});

describe('the header', () => {
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
    ['{}', '{}'],
    [`{${countPairs(16)}}`, `{${countPairs(16)}}`],
    [`{${countPairs(17)}}`, `{${countPairs(17)}}`],
  ])('that was %j goes out as %j', (header, sent) => {
    expect(writeMetadataHeader(header, PAIRS)).toBe(sent);
  });

  it('is plain ASCII without line breaks', () => {
    expect(writeMetadataHeader(undefined, [['router-caller', 'K_tt_\n_']])).toBe(
      '{"router-caller":"K_tt_\\n_"}',
    );
  });
});
