/** Writes a value of a template as text: `{ Ref: 'AWS::Region' }` is `<AWS::Region>`. */
export function writeOut(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument]] = Object.entries(value as object) as [[string, unknown]];
  if (intrinsic === 'Ref') return `<${argument}>`;
  if (intrinsic === 'Fn::GetAtt') return `<${(argument as string[])[0]}>`;
  if (intrinsic === 'Fn::Join') return (argument as [string, unknown[]])[1].map(writeOut).join('');
  throw new Error(`no text is known for ${intrinsic}`);
}
