import { Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type IInterfaceVpcEndpoint, InterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';

const elsewhere = new Stack();

export const OPEN_API_RISK = 'anyone who reaches the URL spends the money of this account';

export const WEB_ACL_ARN = 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/router/1111-2222';

export const CERTIFICATE_ARN =
  'arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';
export const CERTIFICATE = Certificate.fromCertificateArn(
  elsewhere,
  'Certificate',
  CERTIFICATE_ARN,
);

export const VPC_ENDPOINTS = ['vpce-0aaa', 'vpce-0bbb'].map((id) => importVpcEndpoint(id));

function importVpcEndpoint(vpcEndpointId: string): IInterfaceVpcEndpoint {
  return InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(elsewhere, vpcEndpointId, {
    vpcEndpointId,
    port: 443,
  });
}
