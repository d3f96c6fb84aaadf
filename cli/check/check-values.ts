import { listRegions } from '../../lambda/core/connections/connection';
import { doubtCandidate } from '../../lambda/core/operator/doubt-candidate';
import { nameParameter, type OperatorView } from '../../lambda/core/operator/operator-view';
import type { Finding } from '../documents/check';
import type { OpenRouter } from '../router/open-router';

const FAILURES: readonly string[] = ['ended', 'unsupported-region'];

/** Lists values that the router refuses, and what the catalog says against the routes in force. */
export function checkValues(router: OpenRouter, view: OperatorView): readonly Finding[] {
  return [...checkRefused(view), ...checkRoutes(router, view)];
}

function checkRefused({ values }: OperatorView): readonly Finding[] {
  return values.flatMap((value) =>
    (['override', 'deploy'] as const).flatMap((owner): readonly Finding[] => {
      const problem = value[owner]?.problem;
      if (problem === undefined) return [];
      const status = value.inForce === undefined ? 'failed' : 'warning';
      const text = `${nameParameter(value, owner)} is refused: ${problem}`;
      return [{ status, area: 'value', text }];
    }),
  );
}

function checkRoutes(router: OpenRouter, { snapshot }: OperatorView): readonly Finding[] {
  const regions = listRegions(router.config.connections);
  return [...snapshot.mapping].flatMap(([operation, { route }]) =>
    route.flatMap((candidate) => {
      const region = regions[candidate.connection ?? ''] ?? router.region;
      const doubts = doubtCandidate(candidate, { ...snapshot, region, today: router.today });
      return doubts.map(({ kind, text }): Finding => {
        const status = FAILURES.includes(kind) ? 'failed' : 'warning';
        return { status, area: 'route', text: `${operation}: ${text}` };
      });
    }),
  );
}
