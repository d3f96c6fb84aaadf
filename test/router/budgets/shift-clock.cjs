/** Shifts the wall clock of a process by `CLOCK_SHIFT_MILLIS`, as of an environment whose clock is wrong. */
const RightDate = Date;
const shift = Number(process.env.CLOCK_SHIFT_MILLIS);

globalThis.Date = class extends RightDate {
  constructor(...values) {
    if (values.length === 0) super(RightDate.now() + shift);
    else super(...values);
  }

  static now() {
    return RightDate.now() + shift;
  }
};
