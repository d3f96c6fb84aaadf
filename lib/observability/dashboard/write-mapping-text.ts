import { Token } from 'aws-cdk-lib';
import { operationsPath } from '../../../lambda/contract';
import { formatOperationRoute } from '../../mapping/operations';
import type { RouterSettings } from '../../settings/router-settings';
import { findConsole } from './find-console';

export interface MappingTextProps extends Pick<RouterSettings, 'operations' | 'parameterPrefix'> {
  readonly region: string;
}

/**
 * Writes the deployed routes as Markdown, with a link to each parameter. A dashboard cannot read Parameter Store, so the
 * links show the changes that operators made since the deployment.
 */
export function writeMappingText(props: MappingTextProps): string {
  const path = operationsPath(props.parameterPrefix);
  const rows = Object.entries(props.operations).map(([operation, route]) => {
    const name = `${path}/${operation}`;
    const link = `[${name}](${linkParameter(name, props.region)})`;
    return `| ${operation} | \`${formatOperationRoute(route)}\` | ${link} |`;
  });
  const all = `[Parameter Store](${linkParameters(path, props.region)})`;
  return [
    '## Which route does each operation have?',
    `As deployed. The routes in effect, and operations that were added since then, are in ${all}.`,
    '',
    '| Operation | Route as deployed | Route in effect |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The console expects the name to be escaped twice. A token cannot be escaped at synthesis. */
function linkParameter(name: string, region: string): string {
  if (Token.isUnresolved(name)) return linkParameters(name, region);
  const escaped = encodeURIComponent(encodeURIComponent(name));
  return `${findParameters(region)}/${escaped}/description?region=${region}`;
}

function linkParameters(path: string, region: string): string {
  const all = `${findParameters(region)}?region=${region}&tab=Table`;
  if (Token.isUnresolved(path)) return all;
  return `${all}#list_parameter_filters=Name:Contains:${encodeURIComponent(path)}`;
}

function findParameters(region: string): string {
  return `${findConsole(region)}/systems-manager/parameters`;
}
