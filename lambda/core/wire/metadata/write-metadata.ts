import { applyEdits } from '../../json/apply-edits';
import { type Edit, fillIn } from '../../json/edit';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../json/json-object';
import { outlineJson } from '../../json/outline-json';
import type { RequestBody } from '../request-body';
import type { MetadataPair } from './metadata-text';
import { METADATA_MEMBER } from './reserved-names';

/** Bedrock's limit for one request. */
const MOST_PAIRS = 16;

/** Writes the edits that add metadata to a Converse body. There are none if Bedrock will refuse the caller's metadata. */
export function writeBodyMetadata(
  body: RequestBody,
  pairs: readonly MetadataPair[],
): readonly Edit[] {
  const own = body.read(METADATA_MEMBER);
  if (own === null) return writeAnew(pairs);
  const written = own === undefined ? {} : readPairs(own);
  if (written === undefined) return [];
  return fillIn(body.pick(METADATA_MEMBER), { [METADATA_MEMBER]: choosePairs(written, pairs) });
}

/** In place of null, which AWS's APIs take for a member that is not there. */
function writeAnew(pairs: readonly MetadataPair[]): readonly Edit[] {
  const json = JSON.stringify(choosePairs({}, pairs));
  return [{ kind: 'set', path: [METADATA_MEMBER], json }];
}

/** Adds metadata to the header. It stays as the caller wrote it if Bedrock will refuse it. */
export function writeMetadataHeader(
  header: string | undefined,
  pairs: readonly MetadataPair[],
): string {
  if (header === undefined) return JSON.stringify(choosePairs({}, pairs));
  const written = readPairs(parseJsonObject(header));
  if (written === undefined) return header;
  const source = { text: header, outline: outlineJson(header) };
  return applyEdits(source, fillIn(written, choosePairs(written, pairs))).join('');
}

/** Undefined if Bedrock refuses it for its shape. */
function readPairs(value: unknown): JsonObject | undefined {
  if (!isJsonObject(value)) return undefined;
  const texts = Object.values(value);
  return texts.length > 0 && texts.every((text) => typeof text === 'string') ? value : undefined;
}

/** The pairs for which there is room beside the caller's own. */
function choosePairs(written: JsonObject, pairs: readonly MetadataPair[]): JsonObject {
  const room = Math.max(0, MOST_PAIRS - Object.keys(written).length);
  const added = pairs.filter(([key]) => !Object.hasOwn(written, key)).slice(0, room);
  return Object.fromEntries(added);
}
