/** The first line of what made an installation fail; undefined if it did not. */
export async function describeFailure(
  install: () => Promise<unknown>,
): Promise<string | undefined> {
  try {
    await install();
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.split('\n', 1)[0];
  }
}
