import type { Catalog } from '../catalog/catalog';
import type { ServiceTier } from '../ids/service-tier';
import type { TieredModelId } from '../ids/tiered-model-id';
import type { Edit } from '../json/edit';
import type { Adaptation, AdaptationReport } from './adaptation/adaptation';
import type { LoadedMedia } from './adaptation/inline-media';
import type { BedrockAction, OpenAiApi } from './bedrock-action';
import type { BodySettings } from './body-settings/body-settings';
import type { Headers } from './forwarded-headers';
import type { MetadataPair } from './metadata/metadata-text';
import type { ReplyFacts } from './reply-facts';
import type { RequestBody } from './request-body';
import type { StreamTap } from './stream-tap';

/** A request as its caller sent it. */
export interface ReceivedRequest {
  readonly headers: Headers;
  /** Bytes if the body is not text. Read already if it says itself what it calls. */
  readonly body: string | Uint8Array | RequestBody;
  /** Undefined if every model gets the body as it was sent. */
  readonly adaptation?: Adaptation | undefined;
  /** What the operation's settings change in the request. Undefined if it has none. */
  readonly settings?: BodySettings | undefined;
}

/** A request that a wire has read, and what the router adds to it. */
export interface WireRequest {
  /** The tier that the headers or the body ask for; undefined if they leave it to the route. */
  readonly askedTier: ServiceTier | undefined;
  /** The latency mode that the headers or the body ask for. Bedrock may serve another. */
  readonly askedLatency: string | undefined;
  /** The headers that Bedrock understands, without the tier. */
  readonly headers: Headers;
  /** As the caller and the settings wrote it. The bound of a call's cost is measured on it. */
  readonly body: RequestBody;
  /** Edits of the body that are the same for every candidate. */
  readonly edits: readonly Edit[];
  readonly adaptation: Adaptation | undefined;
  /** Where another call can find what Bedrock keeps of the conversation. Undefined if it keeps nothing that is needed. */
  readonly reach?: 'model' | 'connection' | undefined;
  /** What depends on the model of a call is written for each. */
  readonly settings?: BodySettings | undefined;
  /** The media of the body that were loaded, because a model takes no links to S3. Undefined if none were. */
  readonly media?: LoadedMedia | undefined;
}

/** One call as Bedrock is to receive it. */
export interface BedrockRequest {
  readonly action: BedrockAction;
  readonly baseModelId: string;
  /** The connection to send it by; undefined for the router's own. */
  readonly connection?: string | undefined;
  /** Relative to the path of Bedrock's endpoint. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Undefined if the request is not adapted. */
  readonly adapted?: AdaptationReport | undefined;
}

/** The API in which a body is written: Converse's, OpenAI's, or that of the model's own family. */
export type BodyFormat = 'converse' | 'family' | OpenAiApi;

/**
 * One way to speak to Amazon Bedrock. Everything that differs between its APIs is here: where a request names its tier
 * and its metadata, and how a reply reports its usage. To add an API is to add a wire.
 */
export interface Wire {
  readonly action: BedrockAction;
  readonly bodyFormat: BodyFormat;
  /** Whether successful replies are streams. */
  readonly isStreaming: boolean;
  /** The tiers that a call can ask for; none if a call has no tier. */
  readonly tiers: readonly ServiceTier[];

  /**
   * The ID by which a call names the model of a route.
   *
   * @throws RouterError `invalid-model-id` if the API does not take the model
   */
  nameModel(baseModelId: string): string;

  /** Whether a call of one model can be answered by another with the same body. */
  sharesBody(baseModelId: string, otherBaseModelId: string): boolean;

  /** @throws RouterError `invalid-body`, `invalid-tier`, `conflicting-tiers` or `invalid-header` */
  read(request: ReceivedRequest): WireRequest;

  /**
   * Adds metadata for Bedrock's invocation logs. The caller's own stays: none of its keys is written over, and metadata
   * that Bedrock refuses is left for Bedrock to refuse.
   *
   * @param pairs the most important first, because a request may have sixteen
   */
  addMetadata(request: WireRequest, pairs: readonly MetadataPair[]): WireRequest;

  /** Writes the request for one candidate. `default` is asked for by leaving the tier out. */
  write(request: WireRequest, candidate: TieredModelId, catalog: Catalog): BedrockRequest;

  /** Reads a reply that is not a stream. */
  readReply(headers: Headers, text: string): ReplyFacts;

  /**
   * Opens a tap for the messages of a stream.
   *
   * @param headers those of the reply
   * @param clock milliseconds of a clock that only runs forward
   */
  openTap(headers: Headers, clock: () => number): StreamTap;
}
