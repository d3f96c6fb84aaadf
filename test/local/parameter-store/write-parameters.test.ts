import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  InvalidAllowedPatternException,
  ParameterAlreadyExists,
  ParameterNotFound,
  ParameterPatternMismatchException,
  PutParameterCommand,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { SharedParameterStore, violate } from './start-parameter-store';

const store = new SharedParameterStore();
const NAME = '/router/operations/extraction';

function put(input: Partial<PutParameterCommandInput> = {}) {
  const draft = { Name: NAME, Value: 'x', Type: 'StringList', ...input } as const;
  return store.client.send(new PutParameterCommand(draft));
}

const read = () => store.parameters.get(NAME);

describe('PutParameter', () => {
  it('counts versions from 1 and returns the tier', async () => {
    expect(await put()).toMatchObject({ Version: 1, Tier: 'Standard' });
    expect(await put({ Overwrite: true })).toMatchObject({ Version: 2, Tier: 'Standard' });
  });

  it('refuses a second parameter of the same name', async () => {
    await put({ Value: 'first' });
    const call = put({ Value: 'second' });
    await expect(call).rejects.toBeInstanceOf(ParameterAlreadyExists);
    await expect(call).rejects.toMatchObject({
      message:
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      $metadata: { httpStatusCode: 400 },
    });
    expect(read().value).toBe('first');
  });

  it('also creates a parameter with the overwrite option', async () => {
    expect(await put({ Overwrite: true })).toMatchObject({ Version: 1 });
  });

  it('requires a type for a new parameter; an overwrite keeps or changes it', async () => {
    await expect(put({ Type: undefined })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'A parameter type is required when you create a parameter.',
    });
    await put({ Type: 'StringList' });
    await put({ Type: undefined, Overwrite: true });
    await put({ Type: 'String', Overwrite: true });
    const types = store.parameters.history(NAME).map(({ type }) => type);
    expect(types).toEqual(['StringList', 'StringList', 'String']);
  });

  it('refuses a value that does not match AllowedPattern, even if an overwrite does not send the pattern', async () => {
    await put({ Value: '100', AllowedPattern: '\\d{1,4}' });
    const call = put({ Value: '10,000', Overwrite: true });
    await expect(call).rejects.toBeInstanceOf(ParameterPatternMismatchException);
    await expect(call).rejects.toMatchObject({
      message: 'Parameter value, cannot be validated against allowedPattern: \\d{1,4}',
    });
    expect(read().value).toBe('100');
  });

  it('accepts a new AllowedPattern with a value that matches it', async () => {
    await put({ Value: '100', AllowedPattern: '\\d+' });
    await put({ Value: 'many', AllowedPattern: '[a-z]+', Overwrite: true });
    expect(read().value).toBe('many');
  });

  it('refuses a pattern that is not a regular expression', async () => {
    const call = put({ AllowedPattern: '(' });
    await expect(call).rejects.toBeInstanceOf(InvalidAllowedPatternException);
    await expect(call).rejects.toMatchObject({
      message: "The request doesn't meet the regular expression requirement.",
    });
  });

  it.each([
    ['Standard', 4096, 'Standard'],
    ['Intelligent-Tiering', 4096, 'Standard'],
    ['Intelligent-Tiering', 4097, 'Advanced'],
    ['Advanced', 8192, 'Advanced'],
  ] as const)('stores for the tier %s %d characters as %s', async (Tier, length, tier) => {
    expect(await put({ Tier, Value: 'x'.repeat(length) })).toMatchObject({ Tier: tier });
  });

  it('keeps an advanced parameter advanced', async () => {
    await put({ Tier: 'Advanced' });
    expect(await put({ Overwrite: true })).toMatchObject({ Tier: 'Advanced' });
    await expect(put({ Overwrite: true, Tier: 'Standard' })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining("You can't downgrade a parameter"),
    });
  });

  it.each<[Partial<PutParameterCommandInput>, unknown]>([
    [{ Value: '' }, violate("''", 'value', 'have length greater than or equal to 1.')],
    [
      { Tier: 'Standard', Value: 'x'.repeat(4097) },
      expect.stringMatching(/^Standard tier .* a maximum parameter value of 4096 /),
    ],
    [
      { Tier: 'Advanced', Value: 'x'.repeat(8193) },
      expect.stringMatching(/^Advanced tier .* a maximum parameter value of 8192 /),
    ],
    [
      { Type: 'Number' as 'String' },
      violate("'Number'", 'type', 'satisfy enum value set: [String, StringList, SecureString]'),
    ],
    [
      { Tier: 'Cheap' as 'Standard' },
      violate(
        "'Cheap'",
        'tier',
        'satisfy enum value set: [Standard, Advanced, Intelligent-Tiering]',
      ),
    ],
    [{ Name: undefined }, violate('null', 'name', 'not be null')],
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
    await expect(put(input)).rejects.toMatchObject({ name: 'ValidationException', message });
    expect(store.parameters.listBelow('', 'all levels')).toEqual([]);
  });
});

describe('a SecureString', () => {
  it.each([
    [true, 'hush'],
    [false, 'simulated-ciphertext-of:/router/operations/extraction:1'],
  ])('read with decryption %s is %j', async (WithDecryption, value) => {
    await put({ Type: 'SecureString', Value: 'hush' });
    const get = new GetParameterCommand({ Name: NAME, WithDecryption });
    expect((await store.client.send(get)).Parameter?.Value).toBe(value);
  });

  it('has the default key in its history, if it names none', async () => {
    await put({ Type: 'SecureString' });
    await put({ Type: 'SecureString', KeyId: 'alias/team', Overwrite: true });
    const history = await store.client.send(new GetParameterHistoryCommand({ Name: NAME }));
    const keyIds = history.Parameters?.map(({ KeyId }) => KeyId);
    expect(keyIds).toEqual(['alias/aws/ssm', 'alias/team']);
  });
});

describe('DeleteParameter and DeleteParameters', () => {
  const remove = () => store.client.send(new DeleteParameterCommand({ Name: NAME }));

  it('delete a parameter with its history', async () => {
    store.fill(NAME);
    await remove();
    expect(() => store.parameters.history(NAME)).toThrow(`Parameter ${NAME} not found.`);
    store.fill(NAME);
    expect(read().version).toBe(1);
  });

  it('do not find a missing parameter', async () => {
    await expect(remove()).rejects.toBeInstanceOf(ParameterNotFound);
  });

  it('separate deleted from missing parameters', async () => {
    store.fill('/team/a', '/team/b', '/team/c');
    const Names = ['/team/a', '/team/none', '/team/c'];
    expect(await store.client.send(new DeleteParametersCommand({ Names }))).toMatchObject({
      DeletedParameters: ['/team/a', '/team/c'],
      InvalidParameters: ['/team/none'],
    });
    expect(store.parameters.listBelow('/team', 'all levels')).toMatchObject([{ name: '/team/b' }]);
  });
});
