import type { S3Object } from '../../core/wire/adaptation/media-links';

export type MediaReading =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' }
  /** Asking again cannot help. `error` is the name of S3's error. */
  | { readonly kind: 'denied' | 'refused'; readonly error: string }
  | { readonly kind: 'unavailable'; readonly cause: unknown };

export interface ReadingLimits {
  /** Asked once the size is known, before the bytes are read. */
  readonly accepts: (bytes: number) => boolean;
  readonly signal: AbortSignal;
}

/** Where the media of requests are. */
export interface MediaStore {
  /** Reads a whole object. Never throws; an aborted reading is `unavailable`. */
  read(object: S3Object, limits: ReadingLimits): Promise<MediaReading>;
}
