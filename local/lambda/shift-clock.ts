const RealDate = globalThis.Date;

let shiftMillis = 0;

const now = () => RealDate.now() + shiftMillis;

/** Has the prototype of the real one, so that dates of both are instances of both. */
const ShiftedDate = new Proxy(RealDate, {
  construct: (target, values, newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
  get: (target, member) => (member === 'now' ? now : Reflect.get(target, member)),
});

/** Sets the clock of this process ahead, for all code that reads it by `Date`. */
export function shiftClock(millis: number): void {
  shiftMillis = millis;
  globalThis.Date = ShiftedDate;
}
