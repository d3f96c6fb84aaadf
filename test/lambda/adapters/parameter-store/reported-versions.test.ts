import { expect, it } from 'vitest';
import { ReportedVersions } from '../../../../lambda/adapters/parameter-store/reported-versions';

it('knows the last version of each parameter that it has noted', () => {
  const reported = new ReportedVersions();
  const noted = (['a 1', 'a 1', 'b 1', 'a 2', 'a 2', 'a 1'] as const).map((text) => {
    const [name = '', version = ''] = text.split(' ');
    return reported.note(name, version);
  });
  expect(noted).toEqual([false, true, false, false, true, false]);
});
