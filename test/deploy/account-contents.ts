import type { EmulatedAccount } from './emulated-account';
import { STACK } from './ready-made-stack';

/** Names of the stack's roles that are there now. */
export async function listRoles({ aws }: EmulatedAccount): Promise<readonly string[]> {
  const { Roles } = await aws<{ Roles: { RoleName: string }[] }>('iam', 'list-roles');
  return Roles.map(({ RoleName }) => RoleName).filter((name) => name.startsWith(STACK));
}

/** Names of the log groups that are there now, in the order of the alphabet. */
export async function listLogGroups({ aws }: EmulatedAccount): Promise<readonly string[]> {
  const { logGroups } = await aws<{ logGroups: { logGroupName: string }[] }>(
    ...['logs', 'describe-log-groups'],
  );
  return logGroups.map(({ logGroupName }) => logGroupName).sort();
}
