import { describe, expect, it, vi } from 'vitest';
import { routeRequest } from '../../../../lambda/app/route-request';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import { fakeRouter } from '../../../fakes/fake-router';
import { composeInvocation } from '../compose-invocation';
import { ACCOUNT, BOUND_NANO_USD, REQUEST, startBudget } from './ask-with-budget';

const GONE = new RouterError('client-gone', 'the client closed the connection');

/** A router with a budgeted caller, whose ledger answers when it is let. */
function startSlowLedger() {
  const { ledger, router, bedrock } = startBudget();
  const { invocation, outcomes, client } = composeInvocation(fakeRouter(), REQUEST);
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reserve = ledger.reserve.bind(ledger);
  const reserving = vi.spyOn(ledger, 'reserve').mockImplementation(async (request) => {
    await opened;
    return reserve(request);
  });
  return { ledger, router, bedrock, invocation, outcomes, client, open, reserving };
}

describe('a request whose client leaves while money is reserved', () => {
  it('is answered at once and calls nobody', async () => {
    const { router, bedrock, invocation, outcomes, client, open, reserving } = startSlowLedger();
    const routing = routeRequest(invocation, router);
    await vi.waitFor(() => expect(reserving).toHaveBeenCalledOnce());
    client.abort(GONE);
    await vi.waitFor(() => expect(outcomes).toHaveLength(1));
    expect(outcomes).toMatchObject([{ kind: 'refused', error: { code: 'client-gone' } }]);
    expect(outcomes[0]?.attempts).toEqual([]);
    open();
    await routing;
    expect(bedrock.requests).toEqual([]);
  });

  it('gets its reservation back when that comes', async () => {
    const { ledger, router, invocation, client, open, reserving } = startSlowLedger();
    const settling = vi.spyOn(ledger, 'settle');
    const routing = routeRequest(invocation, router);
    await vi.waitFor(() => expect(reserving).toHaveBeenCalledOnce());
    client.abort(GONE);
    open();
    await routing;
    expect(settling.mock.calls[0]?.[1]).toMatchObject({ nanoUsd: BOUND_NANO_USD });
    expect(ledger.read(ACCOUNT)).toMatchObject({ spentNanoUsd: 0, committedNanoUsd: 0, open: [] });
  });
});

it('a request whose client has left reserves nothing', async () => {
  const { router, invocation, outcomes, client, reserving } = startSlowLedger();
  client.abort(GONE);
  await routeRequest(invocation, router);
  expect(outcomes).toMatchObject([{ kind: 'refused', error: { code: 'client-gone' } }]);
  expect(reserving).not.toHaveBeenCalled();
});
