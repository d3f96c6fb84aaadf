import { describe, expect, it } from 'vitest';
import { listBundledPackages, selectPacked } from '../../../scripts/package/write-sbom';

describe('the packages in a bundle', () => {
  it.each([
    ['lambda/app/route-invocation.ts', []],
    ['node_modules/valibot/dist/index.mjs', ['node_modules/valibot']],
    ['node_modules/@smithy/core/dist/index.js', ['node_modules/@smithy/core']],
    [
      'node_modules/@aws-sdk/core/node_modules/@smithy/core/dist/index.js',
      ['node_modules/@aws-sdk/core/node_modules/@smithy/core'],
    ],
    ['../main/node_modules/bowser/src/bowser.js', ['node_modules/bowser']],
  ])('with %s are %j', (path, packages) => {
    const outputs = { 'dist/function/index.js': bundle({ [path]: 120 }) };
    expect(listBundledPackages({ outputs })).toEqual(packages);
  });

  it('are named once, and only if they have code in it', () => {
    const first = bundle({
      'node_modules/bowser/a.js': 1,
      'node_modules/bowser/b.js': 2,
      'node_modules/tslib/tslib.js': 0,
    });
    expect(listBundledPackages({ outputs: { 'index.js': first } })).toEqual([
      'node_modules/bowser',
    ]);
  });
});

it('the bill of materials has the packed packages, all of which the product depends on', () => {
  const sbom = {
    specVersion: '1.5',
    metadata: { component: { 'bom-ref': 'router@1.0.0', name: 'checkout' } },
    components: [
      { 'bom-ref': 'sdk@3.0.0', name: 'sdk', properties: [{ name: 'development', value: 'true' }] },
      { 'bom-ref': 'bowser@2.0.0', name: 'bowser' },
      { 'bom-ref': 'vitest@4.0.0', name: 'vitest' },
    ],
    dependencies: [
      { ref: 'router@1.0.0', dependsOn: ['sdk@3.0.0', 'vitest@4.0.0'] },
      { ref: 'sdk@3.0.0', dependsOn: ['bowser@2.0.0', 'vitest@4.0.0'] },
      { ref: 'bowser@2.0.0', dependsOn: [] },
      { ref: 'vitest@4.0.0', dependsOn: [] },
    ],
  };
  const properties = [{ name: 'cdx:npm:package:bundled', value: 'true' }];
  expect(selectPacked(sbom, new Set(['sdk@3.0.0', 'bowser@2.0.0']), 'router')).toEqual({
    specVersion: '1.5',
    metadata: { component: { 'bom-ref': 'router@1.0.0', name: 'router' } },
    components: [
      { 'bom-ref': 'sdk@3.0.0', name: 'sdk', properties },
      { 'bom-ref': 'bowser@2.0.0', name: 'bowser', properties },
    ],
    dependencies: [
      { ref: 'router@1.0.0', dependsOn: ['bowser@2.0.0', 'sdk@3.0.0'] },
      { ref: 'sdk@3.0.0', dependsOn: ['bowser@2.0.0'] },
      { ref: 'bowser@2.0.0', dependsOn: [] },
    ],
  });
});

/** An output of esbuild with the bytes of each input in it. */
function bundle(bytes: Readonly<Record<string, number>>) {
  const inputs = Object.entries(bytes).map(([path, bytesInOutput]) => [path, { bytesInOutput }]);
  return { bytes: 0, imports: [], exports: [], inputs: Object.fromEntries(inputs) };
}
