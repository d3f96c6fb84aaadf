import type { MediaStore } from '../../app/media/media-store';
import { loadOnce } from './load-once';

const load = loadOnce(async () => (await import('./media-client')).openMediaStore());

/** Opens S3 when a request first needs it. */
export function openMedia(): MediaStore {
  return { read: async (object, limits) => (await load()).read(object, limits) };
}
