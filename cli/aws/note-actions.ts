import type { MiddlewareStack } from '@smithy/types';

/** A failed call → the IAM action that it needs. */
const ACTIONS = new WeakMap<Error, string>();

/** Calls whose action has another name. */
const OTHER_NAMES: Readonly<Record<string, string>> = { 's3:ListObjectsV2': 's3:ListBucket' };

/**
 * Notes the action of each call that fails, so that a message can name it.
 *
 * @param service the prefix of the service's actions, e.g. `ssm`
 */
export function noteActions<Client, Input extends object, Output extends object>(
  client: Client & { readonly middlewareStack: MiddlewareStack<Input, Output> },
  service: string,
): Client {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (input) => {
        try {
          return await next(input);
        } catch (error) {
          const action = `${service}:${commandName.replace(/Command$/, '')}`;
          if (error instanceof Error) ACTIONS.set(error, OTHER_NAMES[action] ?? action);
          throw error;
        }
      },
    { step: 'initialize' },
  );
  return client;
}

export function findAction(error: Error): string | undefined {
  return ACTIONS.get(error);
}
