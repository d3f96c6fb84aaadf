import { STACK } from '../ready-made-stack';
import type { EmulatedAccount } from './emulated-account';

/** The names of the stack's roles. */
export async function listRoles({ aws }: EmulatedAccount): Promise<readonly string[]> {
  const { Roles } = await aws<{ Roles: { RoleName: string }[] }>('iam', 'list-roles');
  return Roles.map(({ RoleName }) => RoleName).filter((name) => name.startsWith(STACK));
}

/** The names of the log groups, sorted. */
export async function listLogGroups({ aws }: EmulatedAccount): Promise<readonly string[]> {
  const { logGroups } = await aws<{ logGroups: { logGroupName: string }[] }>(
    ...['logs', 'describe-log-groups'],
  );
  return logGroups.map(({ logGroupName }) => logGroupName).sort();
}
