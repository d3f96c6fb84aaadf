import { isJsonObject, type JsonObject } from '../json/json-object';

/** The images, documents, videos and audio in a request. */
export interface Attachments {
  /** The most tokens that they count as. */
  readonly tokens: number;
  /** Characters of the body that are base64 instead of text. */
  readonly base64Length: number;
}

const KINDS = ['image', 'document', 'video', 'audio'] as const;
type Kind = (typeof KINDS)[number];

interface Attachment {
  readonly kind: Kind;
  /** Undefined if the model fetches it from S3. */
  readonly base64: string | undefined;
}

/**
 * Claude counts at most 4,784 tokens for an image, and Nova about 2,600 for one of 1,300 × 1,300 pixels.
 *
 * @see https://platform.claude.com/docs/en/build-with-claude/vision
 * @see https://docs.aws.amazon.com/nova/latest/userguide/modalities-image.html
 */
const IMAGE_TOKENS = 5_000;

/**
 * Nova samples at most 960 frames of a video, and counts 288 tokens for each.
 *
 * @see https://docs.aws.amazon.com/nova/latest/userguide/modalities-video.html
 */
const LONGEST_VIDEO_TOKENS = 300_000;

/** A PDF page counts as about 3,000 tokens of text and an image. Compressed, it may have fewer bytes than that. */
const SMALLEST_DOCUMENT_TOKENS = 10_000;
const UNSEEN_DOCUMENT_TOKENS = 100_000;

/**
 * Finds the attachments in a body of any API, at any depth. It looks only where models expect them. Elsewhere, e.g. in
 * the input of a tool, models read the same members as text, which is billed as text.
 */
export function readAttachments(body: JsonObject): Attachments {
  let tokens = 0;
  let base64Length = 0;
  const pending = listContent(body);
  while (pending.length > 0) {
    const block = pending.pop();
    if (!isJsonObject(block)) continue;
    for (const attachment of listAttachments(block)) {
      tokens += countTokens(attachment);
      base64Length += attachment.base64?.length ?? 0;
    }
    for (const blocks of listInner(block)) pushAll(pending, blocks);
  }
  return { tokens, base64Length };
}

/** The `input` of the Responses API has the results of tools beside its messages. */
function listContent({ messages, system, input }: JsonObject): unknown[] {
  const content: unknown[] = [];
  pushAll(content, system);
  for (const message of [messages, input].flatMap((list) => (Array.isArray(list) ? list : []))) {
    if (!isJsonObject(message)) continue;
    pushAll(content, message['content']);
    pushAll(content, message['output']);
  }
  return content;
}

/** Avoids a spread, which would put every block on the stack. Their number has no limit. */
function pushAll(pending: unknown[], blocks: unknown): void {
  for (const block of Array.isArray(blocks) ? blocks : []) pending.push(block);
}

/** Blocks within a block: Converse's tool results and guarded content, Anthropic's tool results and documents. */
function listInner({ type, content, toolResult, guardContent, source }: JsonObject): unknown[] {
  return [
    isJsonObject(toolResult) ? toolResult['content'] : undefined,
    [guardContent],
    type === 'tool_result' ? content : undefined,
    type === 'document' && isJsonObject(source) ? source['content'] : undefined,
  ];
}

function countTokens({ kind, base64 }: Attachment): number {
  const bytes = base64 === undefined ? undefined : Math.ceil((base64.length * 3) / 4);
  switch (kind) {
    case 'image':
      return IMAGE_TOKENS;
    case 'document':
      return bytes === undefined
        ? UNSEEN_DOCUMENT_TOKENS
        : Math.max(bytes, SMALLEST_DOCUMENT_TOKENS);
    case 'video':
    case 'audio':
      return Math.min(bytes ?? LONGEST_VIDEO_TOKENS, LONGEST_VIDEO_TOKENS);
    default:
      return kind satisfies never;
  }
}

/** Reads an object in the formats of Converse and Nova, of Anthropic, and of OpenAI. */
function listAttachments(value: JsonObject): readonly Attachment[] {
  const ofConverse = KINDS.map((kind) => readSource(kind, value[kind]));
  const { type } = value;
  const ofAnthropic = isKind(type) ? readSource(type, value) : undefined;
  return [...ofConverse, ofAnthropic, readOpenAiPart(value)].filter((found) => found !== undefined);
}

/**
 * Reads a part of a message of OpenAI's APIs. A file that is named by its ID or URL is not seen.
 *
 * @see https://platform.openai.com/docs/guides/images-vision
 */
function readOpenAiPart(part: JsonObject): Attachment | undefined {
  const { type, image_url: image, input_audio: sound, file = part } = part;
  switch (type) {
    case 'image_url':
    case 'input_image':
      return { kind: 'image', base64: readText(isJsonObject(image) ? image['url'] : image) };
    case 'input_audio':
      return { kind: 'audio', base64: readText(isJsonObject(sound) ? sound['data'] : sound) };
    case 'file':
    case 'input_file':
      return { kind: 'document', base64: readText(isJsonObject(file) ? file['file_data'] : file) };
    default:
      return undefined;
  }
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isKind(word: unknown): word is Kind {
  return KINDS.some((kind) => kind === word);
}

function readSource(kind: Kind, holder: unknown): Attachment | undefined {
  const source = isJsonObject(holder) ? holder['source'] : undefined;
  if (!isJsonObject(source)) return undefined;
  const base64 = source['bytes'] ?? source['data'];
  // A document of text counts as text.
  if (source['type'] === 'text') return undefined;
  if (typeof base64 === 'string') return { kind, base64 };
  return source['s3Location'] === undefined ? undefined : { kind, base64: undefined };
}
