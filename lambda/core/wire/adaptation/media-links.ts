import { isJsonObject, type JsonObject } from '../../json/json-object';

export const MEDIA_KINDS = ['image', 'document', 'video', 'audio'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** Videos and sounds are too large for a request. */
export function isInlinable(kind: MediaKind): boolean {
  return kind === 'image' || kind === 'document';
}

/** An image, document, video or audio that a Converse body takes from S3. */
export interface MediaLink {
  readonly kind: MediaKind;
  /** E.g. `{"format": "png", "source": {"s3Location": {"uri": "s3://example-bucket/page.png"}}}`. */
  readonly medium: JsonObject;
  /** The `s3Location`: `{"uri": "s3://…", "bucketOwner": "111122223333"}`. */
  readonly location: JsonObject;
}

/** An object in S3. */
export interface S3Object {
  readonly bucket: string;
  readonly key: string;
  /** The account that must own the bucket; any if undefined. */
  readonly owner: string | undefined;
}

/**
 * Rewrites the media of messages that are in S3: those of messages, and of tool results within them. Elsewhere, e.g. in the
 * input of a tool, the same members are text to the model.
 *
 * @param replace returns what stands in place of `medium`
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_S3Location.html
 */
export function replaceMedia(
  messages: unknown,
  replace: (link: MediaLink) => JsonObject,
): readonly unknown[] {
  return mapList(messages, (message) => {
    if (!isJsonObject(message) || !Array.isArray(message['content'])) return message;
    const content = mapList(message['content'], (block) => replaceInBlock(block, replace));
    return { ...message, content };
  });
}

export function listMediaLinks(messages: unknown): readonly MediaLink[] {
  const links: MediaLink[] = [];
  replaceMedia(messages, (link) => {
    links.push(link);
    return link.medium;
  });
  return links;
}

/**
 * Reads an address such as `s3://example-bucket/pages/1.png`. Undefined if it is none; the ARN of an access point is none
 * either.
 */
export function readS3Object({ uri, bucketOwner }: JsonObject): S3Object | undefined {
  const [, bucket, key] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/s.exec(typeof uri === 'string' ? uri : '') ??
    [];
  if (bucket === undefined || key === undefined) return undefined;
  // An owner of a wrong type is checked, too: S3 refuses it.
  return { bucket, key, owner: bucketOwner == null ? undefined : String(bucketOwner) };
}

function replaceInBlock(block: unknown, replace: (link: MediaLink) => JsonObject): unknown {
  if (!isJsonObject(block)) return block;
  const { toolResult } = block;
  if (isJsonObject(toolResult) && Array.isArray(toolResult['content'])) {
    const content = mapList(toolResult['content'], (inner) => replaceInBlock(inner, replace));
    return { ...block, toolResult: { ...toolResult, content } };
  }
  const link = findLink(block);
  return link === undefined ? block : { ...block, [link.kind]: replace(link) };
}

function findLink(block: JsonObject): MediaLink | undefined {
  for (const kind of MEDIA_KINDS) {
    const medium = block[kind];
    const source = isJsonObject(medium) ? medium['source'] : undefined;
    const location = isJsonObject(source) ? source['s3Location'] : undefined;
    if (isJsonObject(medium) && isJsonObject(location)) return { kind, medium, location };
  }
  return undefined;
}

function mapList(value: unknown, map: (item: unknown) => unknown): readonly unknown[] {
  return Array.isArray(value) ? value.map(map) : [];
}
