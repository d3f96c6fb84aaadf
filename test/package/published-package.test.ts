import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../scripts/tools/run-command';
import { type Consumer, installConsumer } from './consumer';

const ROOT = join(__dirname, '..', '..');
const { peerDependencies, devDependencies } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
);

/** `^2.3.4` → `2.3.4`. */
function readLowest(range: string): string {
  return range.replace('^', '');
}

const LOWEST = {
  library: readLowest(peerDependencies['aws-cdk-lib']),
  constructs: readLowest(peerDependencies.constructs),
};
const PINNED = { library: devDependencies['aws-cdk-lib'], constructs: devDependencies.constructs };
/** That the pinned CLI reads: docs/decisions/0006. */
const NEWEST = { library: '2.276.0', constructs: devDependencies.constructs };

describe('the package, as it would be published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  let files: readonly string[];
  let tarball: string;

  beforeAll(async () => {
    const words = ['pack', '--json', '--silent', '--pack-destination', folder];
    const [packed] = JSON.parse(await runCommand('npm', words, { cwd: ROOT }));
    files = packed.files.map(({ path }: { path: string }) => path);
    tarball = join(folder, packed.filename);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    'dist/function/index.js',
    'dist/lib/index.js',
    'dist/lib/index.d.ts',
    'dist/lambda/contract.js',
    'dist/lambda/contract.d.ts',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'docs/http-api.md',
    'docs/decisions/README.md',
    'node_modules/valibot/package.json',
  ])('contains %s', (path) => {
    expect(files).toContain(path);
  });

  it('contains no sources, no tests and no dependency but valibot', () => {
    const others = files.filter((path) => !/^(dist|docs|node_modules\/valibot)\//.test(path));
    const pages = ['CHANGELOG.md', 'CONTRIBUTING.md', 'README.md'];
    expect(others.sort()).toEqual([...pages, 'LICENSE', 'package.json'].sort());
    expect(files.filter((path) => /\.ts$/.test(path) && !/\.d\.ts$/.test(path))).toEqual([]);
  });

  describe.each([
    { name: 'the lowest', ...LOWEST },
    { name: 'the pinned', ...PINNED },
    { name: 'the newest readable', ...NEWEST },
  ])('with $name aws-cdk-lib, $library', (versions) => {
    let consumer: Consumer;

    beforeAll(async () => {
      consumer = await installConsumer(tarball, versions);
    });
    afterAll(() => consumer?.remove());

    it('compiles in an app, and synthesizes by the pinned CLI', async () => {
      await consumer.compile();
      const { Resources } = await consumer.synthesize();
      const resources = Object.values(Resources);
      const types = resources.map(({ Type }) => Type);
      expect(types.filter((type) => type === 'AWS::SSM::Parameter')).toHaveLength(2);
      expect(resources).toContainEqual(
        expect.objectContaining({
          Type: 'AWS::Lambda::Function',
          Properties: expect.objectContaining({ Runtime: 'nodejs24.x', Handler: 'index.handler' }),
        }),
      );
      expect(resources).toContainEqual(
        expect.objectContaining({
          Type: 'AWS::ApiGateway::Method',
          Properties: expect.objectContaining({
            Integration: expect.objectContaining({ ResponseTransferMode: 'STREAM' }),
          }),
        }),
      );
    });
  });
});
