import { applyEdits } from '../../json/apply-edits';
import type { Edit } from '../../json/edit';
import type { JsonObject } from '../../json/json-object';
import { addMembers, listDifferences, replaceMembers } from '../../json/merge-objects';
import { hasRepeatedName } from '../../json/outline-json';
import type {
  GuardrailSettings,
  OperationSettings,
} from '../../settings/operation/operation-settings';
import { requireReadable } from '../describe-fault';
import { RequestBody } from '../request-body';

/** What an operation's settings change in the requests themselves. */
export type BodySettings = Pick<
  OperationSettings,
  'defaults' | 'set' | 'guardrail' | 'promptCaching' | 'streamUsage' | 'thinking'
>;

/**
 * Writes what the settings say of every model into a Converse body: the members that it lacks, those that always have one
 * value, and the guardrail. Every other byte stays.
 */
export function fillBody(body: RequestBody, settings: BodySettings | undefined): RequestBody {
  const { defaults = {}, set = {}, guardrail } = settings ?? {};
  const enforced = guardrail === undefined ? set : { ...set, guardrailConfig: write(guardrail) };
  const names = [...Object.keys(defaults), ...Object.keys(enforced)];
  if (names.length === 0) return body;
  const own = body.pick(...names);
  const wanted = replaceMembers(addMembers(own, defaults), enforced);
  const edits = hasRepeatedName(body.outline)
    ? writeAnew(wanted, [...Object.keys(enforced), ...listLacking(own, defaults)])
    : listDifferences(own, wanted);
  return editBody(body, edits);
}

/**
 * The body with the edits; the same one if there are none.
 *
 * @throws RouterError `invalid-body` if the edits bring it over a limit, because its tier could not be read any more
 */
export function editBody(body: RequestBody, edits: readonly Edit[]): RequestBody {
  if (edits.length === 0) return body;
  const edited = new RequestBody(applyEdits(body, edits).join(''));
  requireReadable(edited);
  return edited;
}

/** @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_GuardrailConfiguration.html */
function write({ id, version, trace }: GuardrailSettings): JsonObject {
  return {
    guardrailIdentifier: id,
    guardrailVersion: version,
    ...(trace === undefined ? {} : { trace }),
  };
}

/** Readers differ in which of two members with one name they take, so that what is enforced replaces both. */
function writeAnew(wanted: JsonObject, names: readonly string[]): readonly Edit[] {
  return names.map((name) => ({ kind: 'set', path: [name], json: JSON.stringify(wanted[name]) }));
}

function listLacking(body: JsonObject, defaults: JsonObject): readonly string[] {
  return Object.keys(defaults).filter((name) => !Object.hasOwn(body, name));
}
