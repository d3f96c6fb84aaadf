import { isJsonObject, type JsonObject } from '../../json/json-object';
import { type MediaLink, replaceMedia } from './media-links';

/** The bytes of the media in a request, by their address in S3. */
export type LoadedMedia = ReadonlyMap<string, Uint8Array>;

/** Writes the messages with the bytes of media in place of their links to S3. */
export function inlineMedia(messages: unknown, media: LoadedMedia): string {
  return JSON.stringify(replaceMedia(messages, (link) => inline(link, media)));
}

function inline({ medium, location }: MediaLink, media: LoadedMedia): JsonObject {
  const uri = String(location['uri']);
  const bytes = media.get(uri);
  if (bytes === undefined) return medium;
  const format = findFormat(bytes) ?? medium['format'] ?? readExtension(uri);
  const { s3Location: _, ...source } = isJsonObject(medium['source']) ? medium['source'] : {};
  return {
    ...medium,
    ...(format === undefined ? {} : { format }),
    source: { ...source, bytes: Buffer.from(bytes).toString('base64') },
  };
}

/** First bytes → format. In Latin-1, each byte is a character. */
const SIGNATURES: readonly (readonly [beginning: RegExp, format: string])[] = [
  [/^\x89PNG/, 'png'],
  [/^\xff\xd8\xff/, 'jpeg'],
  [/^GIF8[79]a/, 'gif'],
  [/^RIFF.{4}WEBP/s, 'webp'],
  [/^%PDF-/, 'pdf'],
];
const LONGEST_SIGNATURE = 12;

/**
 * Finds the format in the bytes themselves, because Claude refuses an image whose format is not the one that the request
 * names. Undefined for formats without a signature.
 */
function findFormat(bytes: Uint8Array): string | undefined {
  const beginning = Buffer.from(bytes.subarray(0, LONGEST_SIGNATURE)).toString('latin1');
  return SIGNATURES.find(([signature]) => signature.test(beginning))?.[1];
}

/** Undefined if the key has no extension. */
function readExtension(uri: string): string | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(uri)?.[1]?.toLowerCase();
  return extension === 'jpg' ? 'jpeg' : extension;
}
