import type { Edit } from './parse-change';

/**
 * Edits a route in its text form.
 *
 * | Route | Edit                 | Result |
 * |-------|----------------------|--------|
 * | `A,B` | choose C at 0        | `C,B`  |
 * | `A,B` | choose C at 2        | `A,B,C` |
 * | `A,B` | remove 0             | `B`    |
 * | `A,B` | raise 1              | `B,A`  |
 *
 * Undefined if the route has no such position, or if nothing would be left.
 */
export function editRoute(
  route: string,
  edit: Exclude<Edit, { kind: 'unset' }>,
): string | undefined {
  if (edit.kind === 'write') return edit.text;
  const candidates = route === '' ? [] : route.split(',');
  const { position } = edit;
  const isBehind = edit.kind === 'choose' && position === candidates.length;
  if (position >= candidates.length && !isBehind) return undefined;
  return change(candidates, edit)?.join(',');
}

function change(
  candidates: readonly string[],
  edit: Exclude<Edit, { kind: 'unset' | 'write' }>,
): readonly string[] | undefined {
  const { position } = edit;
  switch (edit.kind) {
    case 'choose':
      return [...candidates.slice(0, position), edit.candidate, ...candidates.slice(position + 1)];
    case 'remove':
      return candidates.length > 1 ? candidates.toSpliced(position, 1) : undefined;
    case 'raise': {
      const raised = candidates[position];
      if (position === 0 || raised === undefined) return undefined;
      return candidates.toSpliced(position, 1).toSpliced(position - 1, 0, raised);
    }
    default:
      return edit satisfies never;
  }
}
