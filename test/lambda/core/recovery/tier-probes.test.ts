import { describe, expect, it } from 'vitest';
import { TierProbes } from '../../../../lambda/core/recovery/tier-probes';
import { candidate } from '../../../fakes/plan';

const FLEX = candidate('claude:flex');
const A_DAY = 86_400_000;

/** Probes with one that has begun at 0. */
function begun() {
  const probes = new TierProbes();
  return { probes, probe: probes.begin(FLEX, 0) };
}

describe('a tier that the catalog denies', () => {
  it('is asked by one request, and left out by the others meanwhile', () => {
    const { probes, probe } = begun();
    expect(probe).toBeDefined();
    expect(probes.isLeftOut(FLEX, 1)).toBe(true);
    expect(probes.begin(FLEX, 1)).toBeUndefined();
    expect(probes.isLeftOut(candidate('claude:priority'), 1)).toBe(false);
  });

  it('is left out for a day after a refusal', () => {
    const { probes, probe } = begun();
    probes.record(FLEX, 'tier-refused');
    probes.release(probe);
    expect(probes.isLeftOut(FLEX, A_DAY - 1)).toBe(true);
    expect(probes.begin(FLEX, A_DAY - 1)).toBeUndefined();
    expect(probes.isLeftOut(FLEX, A_DAY)).toBe(false);
    expect(probes.begin(FLEX, A_DAY)).toBeDefined();
  });

  it('is asked like any other once the model has taken it', () => {
    const { probes, probe } = begun();
    probes.record(FLEX, undefined);
    probes.release(probe);
    expect(probes.isLeftOut(FLEX, 1)).toBe(false);
    expect(probes.begin(FLEX, 1)).toBeUndefined();
    expect(probes.isLeftOut(FLEX, 2)).toBe(false);
  });

  it.each(['capacity', 'quota', 'final'] as const)(
    'is asked by the next request if the probe fails otherwise: %s',
    (cause) => {
      const { probes, probe } = begun();
      probes.record(FLEX, cause);
      probes.release(probe);
      expect(probes.isLeftOut(FLEX, 1)).toBe(false);
      expect(probes.begin(FLEX, 1)).toBeDefined();
    },
  );

  it('is asked by the next request if the probe is aborted', () => {
    const { probes, probe } = begun();
    probes.release(probe);
    expect(probes.begin(FLEX, 1)).toBeDefined();
  });

  it('is believed after a strict request that succeeded', () => {
    const { probes, probe } = begun();
    probes.record(FLEX, 'tier-refused');
    probes.release(probe);
    probes.record(FLEX, undefined);
    expect(probes.isLeftOut(FLEX, 1)).toBe(false);
  });
});

it('at most five hundred are remembered', () => {
  const probes = new TierProbes();
  const other = (index: number) => ({ ...FLEX, baseModelId: `acme.model-${index}` });
  for (let index = 0; index <= 500; index += 1) probes.begin(other(index), 0);
  expect(probes.isLeftOut(other(0), 1)).toBe(false);
  expect(probes.isLeftOut(other(1), 1)).toBe(true);
  expect(probes.isLeftOut(other(500), 1)).toBe(true);
});
