import { cutPage } from './cut-page';
import { describeParameters } from './describe-parameters';
import { ParameterStoreError, refuseAsInvalid, refuseUnknownName } from './error';
import type { OperationInput } from './operation-input';
import { PARAMETER_TYPES, REQUESTED_TIERS } from './parameter';
import { parseParameterPath } from './parameter-name';
import type { Parameters } from './parameters';
import { presentHistoryEntry, presentParameter } from './present-parameter';

type Operation = (parameters: Parameters, input: OperationInput) => object;

/** The operations of Systems Manager that the emulator supports. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['GetParameter', getParameter],
  ['GetParameters', getParameters],
  ['GetParametersByPath', getParametersByPath],
  ['GetParameterHistory', getParameterHistory],
  ['DescribeParameters', describeParameters],
  ['PutParameter', putParameter],
  ['DeleteParameter', deleteParameter],
  ['DeleteParameters', deleteParameters],
]);

function getParameter(parameters: Parameters, input: OperationInput): object {
  const selector = input.requiredText('Name');
  const decrypt = input.flag('WithDecryption');
  const found = presentParameter(parameters.get(selector), decrypt);
  const version = /:\d+$/.exec(selector)?.[0];
  return { Parameter: version === undefined ? found : { ...found, Selector: version } };
}

function getParameters(parameters: Parameters, input: OperationInput): object {
  const decrypt = input.flag('WithDecryption');
  const sought = input.names().map((name) => ({ name, found: parameters.find(name) }));
  return {
    Parameters: sought.flatMap(({ found }) => (found ? [presentParameter(found, decrypt)] : [])),
    InvalidParameters: sought.flatMap(({ name, found }) => (found ? [] : [name])),
  };
}

function getParametersByPath(parameters: Parameters, input: OperationInput): object {
  if (input.members['ParameterFilters'] !== undefined) {
    throw new ParameterStoreError(
      'InvalidFilterKey',
      'This emulator does not support ParameterFilters.',
    );
  }
  const path = parseParameterPath(input.requiredText('Path'));
  const depth = input.flag('Recursive') ? 'all levels' : 'one level';
  const size = input.count('MaxResults', 10);
  const page = cutPage(parameters.listBelow(path, depth), size, input.text('NextToken'));
  const decrypt = input.flag('WithDecryption');
  return {
    Parameters: page.items.map((parameter) => presentParameter(parameter, decrypt)),
    NextToken: page.nextToken,
  };
}

function getParameterHistory(parameters: Parameters, input: OperationInput): object {
  const versions = parameters.history(input.requiredText('Name'));
  const page = cutPage(versions, input.count('MaxResults', 50), input.text('NextToken'));
  const decrypt = input.flag('WithDecryption');
  return {
    Parameters: page.items.map((parameter) => presentHistoryEntry(parameter, decrypt)),
    NextToken: page.nextToken,
  };
}

function putParameter(parameters: Parameters, input: OperationInput): object {
  checkTagsAndDataType(input);
  const { version, tier } = parameters.put({
    name: input.requiredText('Name'),
    value: input.requiredText('Value'),
    type: input.oneOf('Type', PARAMETER_TYPES),
    overwrite: input.flag('Overwrite'),
    tier: input.oneOf('Tier', REQUESTED_TIERS),
    description: input.text('Description'),
    allowedPattern: input.text('AllowedPattern'),
    keyId: input.text('KeyId'),
  });
  return { Version: version, Tier: tier };
}

function checkTagsAndDataType(input: OperationInput): void {
  if (input.flag('Overwrite') && input.members['Tags'] !== undefined) {
    throw refuseAsInvalid(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove " +
        'overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.',
    );
  }
  const dataType = input.text('DataType') ?? 'text';
  if (dataType === 'text') return;
  throw refuseAsInvalid(
    `The following data type is not supported: ${dataType} (Data type names are all lowercase.)`,
  );
}

function deleteParameter(parameters: Parameters, input: OperationInput): object {
  const name = input.requiredText('Name');
  if (!parameters.delete(name)) throw refuseUnknownName(name);
  return {};
}

function deleteParameters(parameters: Parameters, input: OperationInput): object {
  const tried = input.names().map((name) => ({ name, deleted: parameters.delete(name) }));
  return {
    DeletedParameters: tried.flatMap(({ name, deleted }) => (deleted ? [name] : [])),
    InvalidParameters: tried.flatMap(({ name, deleted }) => (deleted ? [] : [name])),
  };
}
