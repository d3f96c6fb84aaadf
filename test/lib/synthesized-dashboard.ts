import type { Template } from 'aws-cdk-lib/assertions';

export interface Widget {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
  readonly properties: {
    readonly title?: string;
    /** Of a text. */
    readonly markdown?: string;
    /** Of an alarm status: ARNs. */
    readonly alarms?: readonly string[];
    /** Of a graph: a search, or namespace, name, dimensions with their values, and how it is drawn. */
    readonly metrics?: readonly (readonly unknown[])[];
    readonly yAxis?: { readonly left: { readonly label: string } };
  };
}

/** The widgets of the one dashboard in a template; what is known only at deployment is written `<LogicalId>`. */
export function readWidgets(template: Template): readonly Widget[] {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  return JSON.parse(writeOut(dashboard?.['Properties'].DashboardBody)).widgets;
}

/** A value of a template as text: `{ Ref: 'AWS::Region' }` is `<AWS::Region>`. */
export function writeOut(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument]] = Object.entries(value as object) as [[string, unknown]];
  if (intrinsic === 'Ref') return `<${argument}>`;
  if (intrinsic === 'Fn::GetAtt') return `<${(argument as string[])[0]}>`;
  if (intrinsic === 'Fn::Join') return (argument as [string, unknown[]])[1].map(writeOut).join('');
  throw new Error(`no text is known for ${intrinsic}`);
}
