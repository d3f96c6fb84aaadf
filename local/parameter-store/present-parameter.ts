import type { Parameter } from './parameter';

/** AWS's example account, and the Region of local SDK clients. */
const ARN_BEFORE_NAME = 'arn:aws:ssm:us-east-1:111122223333:parameter';
const LAST_MODIFIED_USER = 'arn:aws:iam::111122223333:user/local';

/** Writes the structure `Parameter` of GetParameter, GetParameters and GetParametersByPath. */
export function presentParameter(parameter: Parameter, decrypt: boolean): object {
  const { name } = parameter;
  return {
    Name: name,
    Type: parameter.type,
    Value: presentValue(parameter, decrypt),
    Version: parameter.version,
    LastModifiedDate: toEpochSeconds(parameter.lastModifiedDate),
    ARN: `${ARN_BEFORE_NAME}${name.startsWith('/') ? '' : '/'}${name}`,
    DataType: 'text',
  };
}

/** Writes the structure `ParameterHistory` of GetParameterHistory. */
export function presentHistoryEntry(parameter: Parameter, decrypt: boolean): object {
  return { ...presentMetadata(parameter), Value: presentValue(parameter, decrypt), Labels: [] };
}

/** Writes the structure `ParameterMetadata` of DescribeParameters, which has no value. */
export function presentMetadata(parameter: Parameter): object {
  return {
    Name: parameter.name,
    Type: parameter.type,
    KeyId: parameter.keyId,
    LastModifiedDate: toEpochSeconds(parameter.lastModifiedDate),
    LastModifiedUser: LAST_MODIFIED_USER,
    Description: parameter.description,
    AllowedPattern: parameter.allowedPattern,
    Version: parameter.version,
    Tier: parameter.tier,
    Policies: [],
    DataType: 'text',
  };
}

function presentValue({ type, value, name, version }: Parameter, decrypt: boolean): string {
  if (type !== 'SecureString' || decrypt) return value;
  return `simulated-ciphertext-of:${name}:${version}`;
}

/** AWS JSON 1.1 writes timestamps as seconds with a fraction. */
function toEpochSeconds(date: Date): number {
  return date.getTime() / 1000;
}
