import { isJsonObject, type JsonObject } from '../../lambda/core/json/json-object';
import type { MemberHelp } from '../../lambda/core/settings/operation/settings-help';

/** Adds to a JSON Schema of an object what its members mean. */
export function describeMembers(
  schema: JsonObject,
  help: Readonly<Record<string, MemberHelp>>,
): JsonObject {
  const { properties } = schema;
  const members = Object.entries(isJsonObject(properties) ? properties : {});
  const described = members.map(([name, member]) => {
    const description = help[name]?.means;
    const isDescribed = isJsonObject(member) && description !== undefined;
    return [name, isDescribed ? { description, ...member } : member] as const;
  });
  return { ...schema, properties: Object.fromEntries(described) };
}
