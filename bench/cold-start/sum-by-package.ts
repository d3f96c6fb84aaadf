import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';

interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly entryPoint?: string;
        readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
      }
    >
  >;
}

/** Sums the bytes of the bundle by npm package, the largest first. */
export function sumByPackage(): readonly (readonly [name: string, bytes: number])[] {
  const file = join(FUNCTION_BUNDLE, '..', '..', 'function-metafile.json');
  const metafile: Metafile = JSON.parse(readFileSync(file, 'utf8'));
  const output = metafile.outputs['dist/function/index.js'];
  const sizes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(output?.inputs ?? {})) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'the router itself';
    sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
  }
  return [...sizes].sort(([, one], [, other]) => other - one);
}
