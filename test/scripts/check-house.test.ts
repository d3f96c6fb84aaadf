import { expect, it } from 'vitest';
import { checkFiles } from './check-files';

function composeFolder(folder: string, count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`${folder}/${n}.ts`, '']));
}

it('passes files and folders at their limits', () => {
  const files = {
    ...composeFolder('lambda/core', 15),
    ...composeFolder('bench/drive', 16),
    'lambda/core/picture.svg': '',
    'lib/router.ts': '\n'.repeat(200),
    'lib/router-props.ts': '\n'.repeat(250),
    'test/lib/router.test.ts': '\n'.repeat(201),
    'docs/http-api.md': '\n'.repeat(201),
    'README.md': '\n'.repeat(150),
  };
  expect(checkFiles('check-house.mjs', files)).toEqual({ code: 0, lines: [] });
});

it('finds files and folders beyond their limits', () => {
  const files = {
    ...composeFolder('test/lambda', 16),
    'lib/router.ts': '\n'.repeat(201),
    'lib/router-props.ts': '\n'.repeat(251),
    'README.md': '\n'.repeat(151),
  };
  expect(checkFiles('check-house.mjs', files)).toEqual({
    code: 1,
    lines: [
      'lib/router.ts has 201 lines, more than 200',
      'lib/router-props.ts has 251 lines, more than 250',
      'README.md has 151 lines, more than 150',
      'test/lambda has 16 code files, more than 15',
    ],
  });
});
