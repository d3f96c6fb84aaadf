/** Writes a value of a template as a string: `{ Ref: 'AWS::Region' }` becomes `<AWS::Region>`. */
export function writeOut(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument]] = Object.entries(value as object) as [[string, unknown]];
  if (intrinsic === 'Ref' || intrinsic === 'Fn::ImportValue') return `<${argument}>`;
  if (intrinsic === 'Fn::GetAtt') return `<${(argument as string[])[0]}>`;
  if (intrinsic === 'Fn::Join') return (argument as [string, unknown[]])[1].map(writeOut).join('');
  throw new Error(`cannot write the intrinsic function ${intrinsic}`);
}
