import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

const LAZY_HTTP2 = join(__dirname, '..', '..', 'scripts', 'lazy-http2.mjs');

/** Loads the esbuild plugin of the deployed bundle. */
export async function loadLazyHttp2(): Promise<Plugin> {
  const { lazyHttp2 } = await import(pathToFileURL(LAZY_HTTP2).href);
  return lazyHttp2;
}
