import type { EmulatedAccount } from './emulated-account';

/** What a function has written to its log group so far, without Lambda's own lines. */
export async function readLog(
  { aws }: EmulatedAccount,
  functionName: string,
): Promise<readonly string[]> {
  const { LoggingConfig } = await aws<{ LoggingConfig: { LogGroup: string } }>(
    ...['lambda', 'get-function-configuration', '--function-name', functionName],
  );
  const { events } = await aws<{ events: { message: string }[] }>(
    ...['logs', 'filter-log-events', '--log-group-name', LoggingConfig.LogGroup],
  );
  return events
    .map(({ message }) => message)
    .filter((message) => !/^(?:START|END|REPORT) RequestId: /.test(message));
}
