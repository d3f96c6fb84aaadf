/**
 * Names a program in its help: as the script of a checkout, or as the command of the package.
 *
 * @param script how npm runs it in a checkout
 */
export function nameProgram(command: string, script: string): string {
  const isScript = process.argv[1]?.endsWith(`${command}.ts`) ?? false;
  return isScript ? script : `tier-router ${command}`;
}
