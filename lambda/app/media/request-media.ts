import { findModel } from '../../core/catalog/catalog';
import type { Candidate } from '../../core/routing/candidate';
import type { Plan } from '../../core/routing/plan';
import { listLinksToInline } from '../../core/wire/adaptation/adaptation';
import type { LoadedMedia } from '../../core/wire/adaptation/inline-media';
import { isInlinable } from '../../core/wire/adaptation/media-links';
import type { WireRequest } from '../../core/wire/wire';
import { loadMedia } from './load-media';
import type { MediaStore } from './media-store';

/** The media of one request, which are loaded when a call first needs them. */
export class RequestMedia {
  readonly #store: MediaStore | undefined;
  #loading: Promise<LoadedMedia> | undefined;

  /** @param store undefined if all links are passed on */
  constructor(store: MediaStore | undefined) {
    this.#store = store;
  }

  /**
   * The request with the media that a model needs as bytes.
   *
   * @throws RouterError `invalid-media` or `media-unavailable`, or the reason of the signal
   */
  async loadFor(
    { baseModelId }: Candidate,
    { request, catalog }: Plan,
    signal: AbortSignal,
  ): Promise<WireRequest> {
    if (this.#store === undefined || request.adaptation === undefined) return request;
    const links = listLinksToInline(request.body.json, findModel(catalog, baseModelId));
    if (links.length === 0) return request;
    const load = (store: MediaStore) => loadMedia(links, { store, baseModelId, signal });
    // An earlier model may have taken the links to videos and sounds, which this one refuses without a reading.
    if (!links.every(({ kind }) => isInlinable(kind))) await load(this.#store);
    this.#loading ??= load(this.#store);
    return { ...request, media: await this.#loading };
  }
}
