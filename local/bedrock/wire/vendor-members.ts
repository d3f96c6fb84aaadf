import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import { malformedInput } from '../error';

/*
 * Read members of a vendor's body. Bedrock checks these bodies with a JSON schema, and responds with the validator's
 * messages.
 */

export function readVendorMessages(body: JsonObject): readonly JsonObject[] {
  const messages = body['messages'];
  if (messages === undefined) throw malformedInput('#: required key [messages] not found');
  const list = readVendorObjects(messages, '#/messages');
  if (list.length === 0) {
    throw malformedInput('#/messages: expected minimum item count: 1, found: 0');
  }
  return list;
}

export function readVendorObjects(value: unknown, path: string): readonly JsonObject[] {
  if (!Array.isArray(value)) throw malformedInput(`${path}: expected type: JSONArray`);
  return value.map((item: unknown, index) => {
    if (isJsonObject(item)) return item;
    throw malformedInput(`${path}/${index}: expected type: JSONObject`);
  });
}

export function readVendorMaxTokens(value: unknown, path: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw malformedInput(`${path}: expected a positive integer`);
}
