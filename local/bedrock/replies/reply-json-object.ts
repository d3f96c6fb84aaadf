/** The JSON object from the first brace of a text on, whatever stands around it. */
export function readJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const start = text.indexOf('{');
  let end = text.lastIndexOf('}');
  while (start >= 0 && end > start) {
    try {
      return { ...JSON.parse(text.slice(start, end + 1)) };
    } catch {
      // An instruction may go on after the object, with braces of its own.
      end = text.lastIndexOf('}', end - 1);
    }
  }
  return undefined;
}
