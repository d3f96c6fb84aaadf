import { describeFailure } from '../aws/describe-failure';
import type { Finding } from '../documents/check';

/** Runs one check. If it fails, the others go on. */
export async function attempt(
  area: string,
  run: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await run();
  } catch (error) {
    return [{ status: 'unknown', area, text: describeFailure(error) }];
  }
}
