import { expect, it } from 'vitest';
import { nameOwner } from '../../../../lambda/core/jobs/owner';

const NOBODY = { callerId: undefined, userArn: undefined, authorizedId: undefined };
const ROLE = 'arn:aws:sts::111122223333:assumed-role/Stage';

it.each([
  [{}, 'anyone'],
  [{ callerId: 'a1b2c3' }, 'key:a1b2c3'],
  [{ callerId: 'a1b2c3', userArn: `${ROLE}/one` }, 'key:a1b2c3'],
  [{ userArn: `${ROLE}/one` }, ROLE],
  [{ userArn: `${ROLE}/two@example.com` }, ROLE],
  [{ userArn: 'arn:aws-cn:sts::1:assumed-role/Stage/one' }, 'arn:aws-cn:sts::1:assumed-role/Stage'],
  [{ userArn: 'arn:aws:iam::111122223333:user/ann' }, 'arn:aws:iam::111122223333:user/ann'],
  [
    { userArn: 'arn:aws:sts::111122223333:federated-user/ann' },
    'arn:aws:sts::111122223333:federated-user/ann',
  ],
  [{ authorizedId: 'ann' }, 'principal:ann'],
])('%j owns as %s', (principal, owner) => {
  expect(nameOwner({ ...NOBODY, ...principal })).toBe(owner);
});
