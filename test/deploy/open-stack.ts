import { ACCOUNT_ID, openEmulatedAccount, REGION } from './account/emulated-account';
import { deploy, type ReadyMadeStack } from './ready-made-stack';

/** Bootstraps a new account and deploys the stack there. The caller closes the account. */
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
