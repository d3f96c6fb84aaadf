import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { runCommand } from '../tools/run-command';
import { ROOT } from './packaging-tools';

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
}

interface Dependency {
  readonly ref: string;
  readonly dependsOn: readonly string[];
}

/** What `npm sbom` writes, as far as it is read here. */
interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependency[];
}

const MODULES = 'node_modules/';

/** The folder of a package, which may be inside the folder of another. */
const PACKAGE_FOLDER = /^(?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+/;

/**
 * Writes the CycloneDX bill of materials of the npm package: its bundled dependencies, and every library of which esbuild put
 * code into the functions, the command line or the local processes. For npm these are development dependencies.
 *
 * @returns the path of the file
 */
export async function writeSbom(folder: string): Promise<string> {
  const { name, bundleDependencies } = readJson('package.json');
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const sbom: Sbom = JSON.parse(await runCommand('npm', words, { cwd: ROOT }));
  const folders = [
    ...bundleDependencies.map((each: string) => `${MODULES}${each}`),
    ...readMetafiles().flatMap(listBundledPackages),
  ];
  const file = join(folder, `${name}.cdx.json`);
  const packed = new Set(readReferences(folders));
  writeFileSync(file, `${JSON.stringify(selectPacked(sbom, packed, name), null, 2)}\n`);
  return file;
}

/** One of each bundle that is published. */
function readMetafiles(): readonly Metafile[] {
  const files = readdirSync(join(ROOT, 'dist')).filter((file) => file.endsWith('-metafile.json'));
  return files.map((file) => readJson(join('dist', file)));
}

/** The folders of the packages that have code in a bundle, e.g. `node_modules/valibot`. */
export function listBundledPackages({ outputs }: Pick<Metafile, 'outputs'>): readonly string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const bundled = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const folders = bundled.flatMap(([path]) => {
    // Where node_modules is a link, the path begins with the place that it leads to.
    const start = path.indexOf(MODULES);
    return start < 0 ? [] : (PACKAGE_FOLDER.exec(path.slice(start)) ?? []);
  });
  return [...new Set(folders.map((folder) => folder.slice(0, -1)))];
}

/** `node_modules/valibot` → `valibot@1.5.0`. */
function readReferences(folders: readonly string[]): readonly string[] {
  const { packages } = readJson('package-lock.json');
  return folders.map((folder) => {
    const name = folder.slice(folder.lastIndexOf(MODULES) + MODULES.length);
    return `${name}@${packages[folder].version}`;
  });
}

/** Keeps the packages that are in the tarball. npm names the root after its folder. */
export function selectPacked(sbom: Sbom, packed: ReadonlySet<string>, name: string): Sbom {
  const root = sbom.metadata.component;
  const properties = [{ name: 'cdx:npm:package:bundled', value: 'true' }];
  const selected = sbom.components.filter((each) => packed.has(each['bom-ref']));
  return {
    ...sbom,
    metadata: { ...sbom.metadata, component: { ...root, name } },
    components: selected.map((component) => ({ ...component, properties })),
    dependencies: [
      { ref: root['bom-ref'], dependsOn: [...packed].sort() },
      ...sbom.dependencies
        .filter(({ ref }) => packed.has(ref))
        .map(({ ref, dependsOn }) => ({
          ref,
          dependsOn: dependsOn.filter((on) => packed.has(on)),
        })),
    ],
  };
}

function readJson(path: string) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}
