import type { CatalogModel } from '../../catalog/catalog-model';
import type { Edit } from '../../json/edit';
import type { JsonObject } from '../../json/json-object';
import { inlineMedia, type LoadedMedia } from './inline-media';
import { isInlinable, listMediaLinks, type MediaLink } from './media-links';
import { listRefusedSampling, removeSampling, type SamplingName } from './sampling';
import { takesTopK, writeTopK } from './top-k';

/**
 * A request that is changed to suit each model that is called. Its caller does not know the model: the document-processing
 * accelerator writes one event for all.
 */
export interface Adaptation {
  /** A sampling parameter that Converse does not have; models take it in different places. */
  readonly topK: unknown;
}

/** What a call lacks or has otherwise than its request. */
export interface AdaptationReport {
  /** The parameters that the model refuses, or of which it is not known where the model takes them. */
  readonly leftOut: readonly (SamplingName | 'topK' | 'thinking')[];
  /** The number of media that the call has as bytes. */
  readonly inlinedMedia: number;
}

export interface AdaptedBody {
  readonly edits: readonly Edit[];
  readonly report: AdaptationReport;
}

/** @param media what {@link listLinksToInline} lists; undefined to pass the links on */
export function adaptBody(
  body: JsonObject,
  model: CatalogModel | undefined,
  { topK, media }: Adaptation & { readonly media: LoadedMedia | undefined },
): AdaptedBody {
  const sampling = listRefusedSampling(body, model);
  const hasTopK = topK !== undefined && topK !== null;
  const links = media === undefined ? [] : listLinksToInline(body, model);
  return {
    edits: [
      ...removeSampling(sampling),
      ...writeTopK(body, model, topK),
      ...(media === undefined || links.length === 0 ? [] : setMessages(body, media)),
    ],
    report: {
      leftOut: hasTopK && !takesTopK(body, model) ? [...sampling, 'topK'] : sampling,
      inlinedMedia: links.length,
    },
  };
}

/**
 * Lists the media that a model needs as bytes. Every model that takes media takes bytes, and few take links to S3. So a model
 * of which it is not known gets bytes, except of video and audio, which are too large for that.
 */
export function listLinksToInline(
  { messages }: JsonObject,
  model: CatalogModel | undefined,
): readonly MediaLink[] {
  if (model?.s3Media === true) return [];
  const links = listMediaLinks(messages);
  return model?.s3Media === false ? links : links.filter(({ kind }) => isInlinable(kind));
}

function setMessages({ messages }: JsonObject, media: LoadedMedia): readonly Edit[] {
  return [{ kind: 'set', path: ['messages'], json: inlineMedia(messages, media) }];
}
