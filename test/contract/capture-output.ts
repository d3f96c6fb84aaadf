import { vi } from 'vitest';

/** The lines that an action writes to standard output and error, which Lambda logs both. */
export function captureOutput(action: () => void): readonly string[] {
  const chunks: string[] = [];
  const keep = (chunk: string | Uint8Array) => {
    chunks.push(chunk.toString());
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep),
  ];
  try {
    action();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return chunks.join('').split('\n').slice(0, -1);
}
