import type { Template } from 'aws-cdk-lib/assertions';
import { writeOut } from './write-out';

export interface Widget {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
  readonly properties: {
    readonly title?: string;
    /** The text of a text widget. */
    readonly markdown?: string;
    /** The ARNs of an alarm widget. */
    readonly alarms?: readonly string[];
    /** The lines of a graph: a search, or namespace, name, dimensions with their values, and rendering options. */
    readonly metrics?: readonly (readonly unknown[])[];
    readonly yAxis?: { readonly left: { readonly label: string } };
  };
}

/** Reads the widgets of the only dashboard in a template. Tokens become `<LogicalId>`. */
export function readWidgets(template: Template): readonly Widget[] {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  return JSON.parse(writeOut(dashboard?.['Properties'].DashboardBody)).widgets;
}
