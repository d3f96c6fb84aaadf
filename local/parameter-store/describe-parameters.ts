import { cutPage } from './cut-page';
import { ParameterStoreError } from './error';
import type { OperationInput } from './operation-input';
import type { Parameter } from './parameter';
import { parseParameterPath } from './parameter-name';
import type { Parameters } from './parameters';
import { presentMetadata } from './present-parameter';

interface Filter {
  readonly Key: string;
  readonly Option?: string;
  readonly Values?: readonly string[];
}

/** Performs DescribeParameters with filters by path and by a part of the name. AWS has more filters. */
export function describeParameters(parameters: Parameters, input: OperationInput): object {
  const filters = input.list<Filter>('ParameterFilters');
  const found = parameters
    .listBelow('', 'all levels')
    .filter((parameter) => filters.every((filter) => matches(parameter, filter)));
  const page = cutPage(found, input.count('MaxResults', 50), input.text('NextToken'));
  return { Parameters: page.items.map(presentMetadata), NextToken: page.nextToken };
}

function matches({ name }: Parameter, { Key: key, Option: option, Values = [] }: Filter): boolean {
  if (key === 'Path' && option === 'Recursive') {
    return Values.some((path) => name.startsWith(`${parseParameterPath(path)}/`));
  }
  if (key === 'Name' && option === 'Contains') return Values.some((part) => name.includes(part));
  throw new ParameterStoreError(
    'InvalidFilterKey',
    'This emulator supports the filters Path with Recursive, and Name with Contains.',
  );
}
