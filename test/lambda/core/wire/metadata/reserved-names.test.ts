import { describe, expect, it } from 'vitest';
import {
  isReservedName,
  refuseForgedHeader,
  refuseForgedMember,
} from '../../../../../lambda/core/wire/metadata/reserved-names';
import { RequestBody } from '../../../../../lambda/core/wire/request-body';

const OWN =
  'keys that begin with "router-" are the router\'s own, because invocation logs tell callers and operations apart by them';

describe('a name of request metadata', () => {
  it.each([
    'router-caller',
    'Router-Caller',
    'ROUTER-OPERATION',
    'router-',
    ' router-x',
    '\trouter-',
  ])('%j is the router’s own', (name) => expect(isReservedName(name)).toBe(true));

  it.each(['router', 'routers-x', 'router_caller', 'my-router-caller', 'x router-', ''])(
    '%j is anybody’s',
    (name) => expect(isReservedName(name)).toBe(false),
  );
});

describe('a Converse body', () => {
  it.each([
    ['{"requestMetadata":{"router-caller":"finance"}}', 'router-caller'],
    ['{"requestMetadata":{"a":"b","Router-Request-Id":"x"}}', 'Router-Request-Id'],
    ['{"requestMetadata":{"router\\u002dcaller":"x"}}', 'router-caller'],
    ['{"requestMetadata":{"router-caller":"x"},"requestMetadata":{"a":"b"}}', 'router-caller'],
    [
      '{"requestMetadata":{"a":"b"},"request\\u004detadata":{"router-caller":"x"}}',
      'router-caller',
    ],
    ['{"requestMetadata":{"router-caller":7}}', 'router-caller'],
  ])('%s is refused', (text, name) => {
    expect(() => refuseForgedMember(new RequestBody(text))).toThrow(
      expect.objectContaining({
        code: 'invalid-body',
        message: `requestMetadata has the key "${name}"; ${OWN}`,
      }),
    );
  });

  it.each([
    '{"requestMetadata":{"team":"router-caller"}}',
    '{"requestMetadata":["router-caller"]}',
    '{"requestMetadata":null}',
    '{"metadata":{"router-caller":"x"},"router-caller":"x"}',
    '{"messages":[{"requestMetadata":{"router-caller":"x"}}]}',
  ])('%s is not', (text) => {
    expect(() => refuseForgedMember(new RequestBody(text))).not.toThrow();
  });
});

describe('the header of the invoke actions', () => {
  it.each(['{"team":"claims"}', ' {"team":"router-x","n":7} ', '{}'])('may be %s', (text) => {
    expect(() => refuseForgedHeader(text)).not.toThrow();
  });

  it.each([
    '{"router-caller":"x"}',
    '{"router-caller":"x","router-caller":"y"}',
    '{"a":"b","router\\u002dcaller":"x"}',
  ])('may not be %s', (text) => {
    expect(() => refuseForgedHeader(text)).toThrow(
      `x-amzn-bedrock-request-metadata has the key "router-caller"; ${OWN}`,
    );
  });

  it.each([
    '{"a":"b"},{"router-caller":"x"}',
    '{"a":"b"},{"c":"d"}',
    '["a"]',
    '"a"',
    '7',
    '',
    'team=claims',
    '{"a":"b"',
  ])('may not be %j, which nobody can check', (text) => {
    expect(() => refuseForgedHeader(text)).toThrow(
      expect.objectContaining({
        code: 'invalid-header',
        message:
          'x-amzn-bedrock-request-metadata is not a JSON object; send it once, as {"team":"claims"}',
      }),
    );
  });
});
