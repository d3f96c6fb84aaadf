import { ACCOUNT_ID, openEmulatedAccount, REGION } from './emulated-account';
import { deploy, type ReadyMadeStack } from './ready-made-stack';

/** Bootstraps an account of its own and deploys the stack there. Its account is the caller's to close. */
export async function openStack(
  pythonPrograms: string,
  authorization: ReadyMadeStack['authorization'],
): Promise<ReadyMadeStack> {
  const account = await openEmulatedAccount(pythonPrograms);
  const stack = { account, authorization };
  try {
    await account.cdk('bootstrap', `aws://${ACCOUNT_ID}/${REGION}`);
    await deploy(stack);
    return stack;
  } catch (error) {
    await account.close();
    throw error;
  }
}
