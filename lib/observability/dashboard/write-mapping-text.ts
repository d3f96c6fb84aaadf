import { Token } from 'aws-cdk-lib';
import { operationsPath, overridesPrefix } from '../../../lambda/contract';
import { formatOperationRoute } from '../../mapping/operations';
import type { RouterSettings } from '../../settings/router-settings';
import { findConsole } from './find-console';

export interface MappingTextProps extends Pick<RouterSettings, 'operations' | 'parameterPrefix'> {
  readonly region: string;
}

/**
 * Writes the deployed routes as Markdown, with a link to each parameter and one to the overrides, which win over them. A
 * dashboard cannot read Parameter Store.
 */
export function writeMappingText(props: MappingTextProps): string {
  const path = operationsPath(props.parameterPrefix);
  const rows = Object.entries(props.operations).map(([operation, route]) => {
    const name = `${path}/${operation}`;
    const link = `[${name}](${linkParameter(name, props.region)})`;
    return `| ${operation} | \`${formatOperationRoute(route)}\` | ${link} |`;
  });
  const overrides = operationsPath(overridesPrefix(props.parameterPrefix));
  const all = `[${overrides}](${linkParameters(overrides, props.region)})`;
  return [
    '## Which route does each operation have?',
    `As deployed. Routes that operators wrote since then, and operations that they added, win: ${all}.`,
    '',
    '| Operation | Route as deployed | Parameter |',
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
