import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { TIMES } from '../../core/settings/times';

/**
 * What became of a request that was not answered.
 *
 * | Seen                                                                | Delivery      |
 * |---------------------------------------------------------------------|---------------|
 * | the request was not written in full: refused, DNS, TLS, no route    | `undelivered` |
 * | a connection of an earlier request closed before or at once after   | `stale`       |
 * | anything else                                                       | `delivered`   |
 */
export type Delivery = 'undelivered' | 'stale' | 'delivered';

export interface DeliveryWatch {
  /** What became of the request, when it has failed. */
  read(): Delivery;
}

/** Watches the connection of a request from its start. */
export function watchDelivery(outgoing: ClientRequest): DeliveryWatch {
  let isOpen = false;
  let isTaken = false;
  let hasAnswerBegun = false;
  const take = () => {
    isTaken = true;
  };
  outgoing.once('socket', (socket) => {
    onceOpen(socket, () => {
      isOpen = true;
    });
    socket.once('data', () => {
      hasAnswerBegun = true;
    });
  });
  outgoing.once('finish', () => {
    if (outgoing.reusedSocket) startTimer(outgoing, take);
    else take();
  });
  return {
    read: () => {
      if (!isOpen) return 'undelivered';
      if (hasAnswerBegun || isTaken) return 'delivered';
      return outgoing.reusedSocket ? 'stale' : 'undelivered';
    },
  };
}

/** Waits for the next events of connections, too, so that a busy process does not take an early end for a late one. */
function startTimer(outgoing: ClientRequest, callBack: () => void): void {
  const timer = setTimeout(() => setImmediate(callBack), TIMES.staleConnectionMillis);
  timer.unref();
  outgoing.once('response', () => clearTimeout(timer));
  outgoing.once('close', () => clearTimeout(timer));
}

/** Calls back when bytes can be sent: for TLS, when the certificate has been checked. At once if they can be already. */
export function onceOpen(socket: Socket, callBack: () => void): void {
  if (socket.readyState === 'open') callBack();
  else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', callBack);
}
