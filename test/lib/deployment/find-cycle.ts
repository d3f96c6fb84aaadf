import type { Template } from 'aws-cdk-lib/assertions';

/** Finds resources that depend on themselves, which CloudFormation refuses: the logical IDs of one such cycle. */
export function findCycle(template: Template): readonly string[] {
  const resources: { readonly [id: string]: object } = template.toJSON()['Resources'];
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): readonly string[] => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id)) return [];
    const found = listReferences(resources[id])
      .filter((name) => Object.hasOwn(resources, name))
      .map((name) => visit(name, [...path, id]))
      .find((cycle) => cycle.length > 0);
    done.add(id);
    return found ?? [];
  };
  return (
    Object.keys(resources)
      .map((id) => visit(id, []))
      .find((cycle) => cycle.length > 0) ?? []
  );
}

/** Lists the logical IDs that a part of a template names, by `Ref`, `Fn::GetAtt` or `DependsOn`. */
function listReferences(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === 'Ref') return [String(value)];
    if (key === 'Fn::GetAtt') return [String(value[0])];
    if (key === 'DependsOn') return [value].flat().map(String);
    return listReferences(value);
  });
}
