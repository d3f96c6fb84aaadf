import {
  GetParameterCommand,
  GetParameterHistoryCommand,
  InvalidAllowedPatternException,
  ParameterAlreadyExists,
  ParameterPatternMismatchException,
  PutParameterCommand,
  type PutParameterCommandInput,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { expect, it } from 'vitest';
import { startParameterStore } from './start-parameter-store';

const NAME = '/router/operations/extraction';

function put(client: SSMClient, input: Partial<PutParameterCommandInput>) {
  return client.send(
    new PutParameterCommand({ Name: NAME, Value: 'x', Type: 'StringList', ...input }),
  );
}

async function read(client: SSMClient) {
  const { Parameter } = await client.send(new GetParameterCommand({ Name: NAME }));
  return Parameter?.Value;
}

it('counts versions from 1 and says the tier', async () => {
  const { client } = await startParameterStore();
  expect(await put(client, {})).toMatchObject({ Version: 1, Tier: 'Standard' });
  expect(await put(client, { Overwrite: true })).toMatchObject({ Version: 2, Tier: 'Standard' });
});

it('refuses a second parameter of the same name', async () => {
  const { client } = await startParameterStore();
  await put(client, { Value: 'first' });
  const refusal = await put(client, { Value: 'second' }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ParameterAlreadyExists);
  expect(refusal).toMatchObject({
    message:
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    $metadata: { httpStatusCode: 400 },
  });
  expect(await read(client)).toBe('first');
});

it('creates with the overwrite option too', async () => {
  const { client } = await startParameterStore();
  expect(await put(client, { Overwrite: true })).toMatchObject({ Version: 1 });
});

it('wants a type for a new parameter and keeps it on an overwrite', async () => {
  const { client, emulator } = await startParameterStore();
  await expect(put(client, { Type: undefined })).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'A parameter type is required when you create a parameter.',
  });
  await put(client, { Type: 'StringList' });
  await put(client, { Type: undefined, Overwrite: true });
  expect(emulator.parameters.get(NAME)).toMatchObject({ version: 2, type: 'StringList' });
});

it('changes the type on an overwrite that names another', async () => {
  const { client, emulator } = await startParameterStore();
  await put(client, { Type: 'String' });
  await put(client, { Type: 'StringList', Overwrite: true });
  expect(emulator.parameters.history(NAME).map(({ type }) => type)).toEqual([
    'String',
    'StringList',
  ]);
});

it('refuses a value outside AllowedPattern, on an overwrite without the pattern too', async () => {
  const { client } = await startParameterStore();
  await put(client, { Value: '100', AllowedPattern: '\\d{1,4}' });
  const refusal = await put(client, { Value: '10,000', Overwrite: true }).catch(
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(ParameterPatternMismatchException);
  expect(refusal).toMatchObject({
    message: 'Parameter value, cannot be validated against allowedPattern: \\d{1,4}',
  });
  expect(await read(client)).toBe('100');
});

it('takes a new AllowedPattern with the value that fits it', async () => {
  const { client } = await startParameterStore();
  await put(client, { Value: '100', AllowedPattern: '\\d+' });
  await put(client, { Value: 'many', AllowedPattern: '[a-z]+', Overwrite: true });
  expect(await read(client)).toBe('many');
});

it('refuses a pattern that is no regular expression', async () => {
  const { client } = await startParameterStore();
  const refusal = await put(client, { AllowedPattern: '(' }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(InvalidAllowedPatternException);
  expect(refusal).toMatchObject({
    message: "The request doesn't meet the regular expression requirement.",
  });
});

it.each([
  ['Standard', 4096, 'Standard'],
  ['Intelligent-Tiering', 4096, 'Standard'],
  ['Intelligent-Tiering', 4097, 'Advanced'],
  ['Advanced', 8192, 'Advanced'],
] as const)('%s takes %d characters as %s', async (Tier, length, tier) => {
  const { client } = await startParameterStore();
  expect(await put(client, { Tier, Value: 'x'.repeat(length) })).toMatchObject({ Tier: tier });
});

it.each([
  ['Standard', 4097, 'Standard tier parameters support a maximum parameter value of 4096'],
  ['Advanced', 8193, 'Advanced tier parameters support a maximum parameter value of 8192'],
] as const)('%s refuses %d characters', async (Tier, length, message) => {
  const { client } = await startParameterStore();
  await expect(put(client, { Tier, Value: 'x'.repeat(length) })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(message),
  });
});

it('keeps an advanced parameter advanced', async () => {
  const { client } = await startParameterStore();
  await put(client, { Tier: 'Advanced' });
  expect(await put(client, { Overwrite: true })).toMatchObject({ Tier: 'Advanced' });
  await expect(put(client, { Overwrite: true, Tier: 'Standard' })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("You can't downgrade a parameter"),
  });
});

it.each([
  [
    { Value: '' },
    "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
  ],
  [
    { Type: 'Number' as 'String' },
    "1 validation error detected: Value 'Number' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [String, StringList, SecureString]",
  ],
  [
    { Tier: 'Cheap' as 'Standard' },
    "1 validation error detected: Value 'Cheap' at 'tier' failed to satisfy constraint: Member must satisfy enum value set: [Standard, Advanced, Intelligent-Tiering]",
  ],
  [
    { Name: undefined },
    "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
  ],
  [
    { DataType: 'TEXT' },
    'The following data type is not supported: TEXT (Data type names are all lowercase.)',
  ],
  [
    { Overwrite: true, Tags: [{ Key: 'team', Value: 'documents' }] },
    "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
  ],
  [{ Name: 'router/extraction' }, 'Parameter name must be a fully qualified name.'],
])('refuses %j', async (input, message) => {
  const { client, emulator } = await startParameterStore();
  await expect(put(client, input)).rejects.toMatchObject({ name: 'ValidationException', message });
  expect(emulator.parameters.listBelow('', 'all levels')).toEqual([]);
});

it('hides a SecureString from a reader who does not decrypt', async () => {
  const { client } = await startParameterStore();
  await put(client, { Type: 'SecureString', Value: 'hush' });
  const get = (WithDecryption: boolean) =>
    client.send(new GetParameterCommand({ Name: NAME, WithDecryption }));
  expect((await get(true)).Parameter?.Value).toBe('hush');
  expect((await get(false)).Parameter?.Value).toBe(
    'simulated-ciphertext-of:/router/operations/extraction:1',
  );
});

it('names the default key of a SecureString in its history', async () => {
  const { client } = await startParameterStore();
  await put(client, { Type: 'SecureString' });
  await put(client, { Type: 'SecureString', KeyId: 'alias/team', Overwrite: true });
  const { Parameters } = await client.send(new GetParameterHistoryCommand({ Name: NAME }));
  expect(Parameters?.map(({ KeyId }) => KeyId)).toEqual(['alias/aws/ssm', 'alias/team']);
});
