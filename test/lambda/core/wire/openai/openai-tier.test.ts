import { expect, it } from 'vitest';
import { RouterError } from '../../../../../lambda/core/errors/router-error';
import { applyEdits } from '../../../../../lambda/core/json/apply-edits';
import {
  readMemberTier,
  writeMemberTier,
} from '../../../../../lambda/core/wire/openai/openai-tier';
import { RequestBody } from '../../../../../lambda/core/wire/request-body';

it.each([
  ['{}', undefined],
  ['{"service_tier":null}', undefined],
  ['{"service_tier":"auto"}', undefined],
  ['{"service_tier":"default"}', 'default'],
  ['{"service_tier":"standard"}', 'default'],
  ['{"service_tier":"flex"}', 'flex'],
  ['{"service_tier":"priority"}', 'priority'],
  ['{"service_tier":"ultrafast"}', 'ultrafast'],
])('%s asks for %s', (text, tier) => {
  expect(readMemberTier(new RequestBody(text))).toBe(tier);
});

const TIERS = 'priority, default, flex, reserved, ultrafast';

it.each([
  ['"scale"', `service_tier is "scale"; the service tiers are ${TIERS}`],
  ['"FLEX"', `service_tier is "FLEX"; the service tiers are ${TIERS}`],
  ['""', `service_tier is ""; the service tiers are ${TIERS}`],
  ['7', `service_tier is of type number; write it as a text, one of auto, ${TIERS}`],
  ['{"type":"flex"}', `service_tier is of type object; write it as a text, one of auto, ${TIERS}`],
  ['["flex"]', `service_tier is an array; write it as a text, one of auto, ${TIERS}`],
])('%s is refused', (json, message) => {
  expect(() => readMemberTier(new RequestBody(`{"service_tier":${json}}`))).toThrow(
    new RouterError('invalid-tier', message),
  );
});

it.each([
  ['{"a":1}', 'flex', '{"service_tier":"flex","a":1}'],
  ['{"a":1}', 'default', '{"a":1}'],
  ['{"service_tier":"auto","a":1}', 'default', '{"a":1}'],
  ['{"a":1, "service_tier" : "standard"}', 'default', '{"a":1}'],
  ['{"a":1,"service_tier": "auto" ,"b":2}', 'flex', '{"a":1,"service_tier": "flex" ,"b":2}'],
  [String.raw`{"service_tier":"fl\u0065x"}`, 'flex', String.raw`{"service_tier":"fl\u0065x"}`],
  ['{"service_tier":"priority","a":1}', 'flex', '{"service_tier":"flex","a":1}'],
] as const)('%s for %s becomes %s', (text, tier, written) => {
  const body = new RequestBody(text);
  expect(applyEdits(body, writeMemberTier(body, tier)).join('')).toBe(written);
});
