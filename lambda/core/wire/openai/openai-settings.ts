import type { Edit } from '../../json/edit';
import { isJsonObject, type JsonObject } from '../../json/json-object';
import { addMembers, listDifferences } from '../../json/merge-objects';
import type { OpenAiApi } from '../bedrock-action';
import { type BodySettings, editBody } from '../body-settings/body-settings';
import type { RequestBody } from '../request-body';

/** The names of a member of Converse's `inferenceConfig` in an API of OpenAI, the preferred one first. */
type NamesByMember = Readonly<Record<string, readonly [string, ...string[]]>>;

const SAMPLING: NamesByMember = { temperature: ['temperature'], topP: ['top_p'] };

/** Models that reason refuse the older `max_tokens`. The Responses API has no stop sequences. */
const NAMES: Readonly<Record<OpenAiApi, NamesByMember>> = {
  'chat-completions': {
    ...SAMPLING,
    maxTokens: ['max_completion_tokens', 'max_tokens'],
    stopSequences: ['stop'],
  },
  responses: { ...SAMPLING, maxTokens: ['max_output_tokens'] },
};

/**
 * Writes what the settings say of `inferenceConfig` into a body of OpenAI's APIs, under its names, and asks a stream for its
 * usage. The other members of a Converse request have no equal there.
 */
export function fillOpenAiBody(
  body: RequestBody,
  api: OpenAiApi,
  { defaults, set, streamUsage = false }: BodySettings = {},
): RequestBody {
  const enforced = listMembers(set, api);
  const others = listMembers(defaults, api).filter(({ names }) => {
    return !enforced.some((each) => each.names === names);
  });
  return editBody(body, [
    ...enforced.flatMap((member) => enforce(body, member)),
    ...others.flatMap((member) => fillIn(body, member)),
    ...(streamUsage && api === 'chat-completions' ? askForUsage(body) : []),
  ]);
}

/** Streams of the Responses API always report it. Other requests may not have the options of a stream. */
function askForUsage(body: RequestBody): readonly Edit[] {
  if (body.read('stream') !== true) return [];
  const own = body.pick('stream_options');
  return listDifferences(own, addMembers(own, { stream_options: { include_usage: true } }));
}

interface NamedValue {
  readonly names: readonly [string, ...string[]];
  readonly json: string;
}

function listMembers(settings: JsonObject | undefined, api: OpenAiApi): readonly NamedValue[] {
  const config = settings?.['inferenceConfig'];
  if (!isJsonObject(config)) return [];
  return Object.entries(config).flatMap(([name, value]): NamedValue[] => {
    const names = Object.hasOwn(NAMES[api], name) ? NAMES[api][name] : undefined;
    return names === undefined ? [] : [{ names, json: JSON.stringify(value) }];
  });
}

/** Under each name that the caller wrote, because models differ in which they read. */
function enforce(body: RequestBody, { names, json }: NamedValue): readonly Edit[] {
  const written = names.filter((name) => body.has(name));
  const [preferred] = names;
  return (written.length === 0 ? [preferred] : written).map((name): Edit => {
    return { kind: 'set', path: [name], json };
  });
}

function fillIn(body: RequestBody, { names, json }: NamedValue): readonly Edit[] {
  if (names.some((name) => (body.read(name) ?? undefined) !== undefined)) return [];
  const [preferred] = names;
  return [{ kind: body.has(preferred) ? 'set' : 'insert', path: [preferred], json }];
}
