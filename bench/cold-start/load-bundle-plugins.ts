import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

const SCRIPTS = join(__dirname, '..', '..', 'scripts');

/** Loads the esbuild plugins of the deployed bundle. */
export async function loadBundlePlugins(): Promise<Plugin[]> {
  const load = (file: string) => import(pathToFileURL(join(SCRIPTS, file)).href);
  const { lazyHttp2 } = await load('lazy-http2.mjs');
  const { lazySdk } = await load('lazy-sdk.mjs');
  const { parsedJson } = await load('parsed-json.mjs');
  return [lazySdk, lazyHttp2, parsedJson];
}
