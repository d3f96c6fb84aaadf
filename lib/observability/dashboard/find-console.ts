import { RegionInfo } from 'aws-cdk-lib/region-info';

const CONSOLES: { readonly [partition: string]: string } = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/**
 * Finds the URL of the AWS consoles of a Region, e.g. `https://eu-west-1.console.aws.amazon.com`. If the Region is known
 * only at deployment, the URL is that of the partition `aws`.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/console.html
 */
export function findConsole(region: string): string {
  const { partition } = RegionInfo.get(region);
  return `https://${region}.${CONSOLES[partition ?? 'aws'] ?? 'console.aws.amazon.com'}`;
}
