import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** dynalite requires its operations by names without an extension, for which esbuild finds no file in a bundle. */
export const bundleDynalite: Plugin = {
  name: 'bundle-dynalite',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]dynalite[\\/]index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.replaceAll("/' + action)", "/' + action + '.js')") };
    });
  },
};
