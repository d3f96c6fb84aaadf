import type { OperationCall } from '../demo/call-operation';

/** Summarizes the reply to a pipeline stage in a few words. */
export function describeAnswer({ operation, answer }: OperationCall): string {
  const values = Object.entries(answer).filter(([name]) => !name.startsWith('_'));
  switch (operation) {
    case 'classification':
      return `class ${String(answer['class'])}`;
    case 'extraction': {
      const found = values.filter(([, value]) => value !== null);
      return `${found.length} of ${values.length} values found`;
    }
    case 'assessment':
      return `confidence ${describeRange(values.map(([, value]) => readConfidence(value)))}`;
    default:
      return `${values.length} members`;
  }
}

function describeRange(confidences: readonly number[]): string {
  return `${Math.min(...confidences).toFixed(2)} to ${Math.max(...confidences).toFixed(2)}`;
}

function readConfidence(value: unknown): number {
  const isAssessed = typeof value === 'object' && value !== null && 'confidence' in value;
  return isAssessed ? Number(value.confidence) : 0;
}
