/** What the alarm of an object does; each is given the object and the info of the alarm. */
export const handlers = {
  nothing: () => {},
  fail: () => {
    throw new Error("the alarm failed");
  },
  failTwice: (object, { retryCount }) => {
    if (retryCount < 2) {
      throw new Error("not yet");
    }
  },
  catchAndSetAgain: async (object) => {
    try {
      throw new Error("caught");
    } catch {
      await object.ctx.storage.setAlarm(object.number("next"));
    }
  },
  setAgain: async (object, { retryCount }) => {
    if (object.runs().length === 1) {
      await object.ctx.storage.setAlarm(object.number("next"));
    }
    return retryCount;
  },
  setAgainAndFail: async (object) => {
    if (object.runs().length === 1) {
      await object.ctx.storage.setAlarm(object.number("next"));
      throw new Error("failed after it was set again");
    }
  },
  deleteAndFail: async (object) => {
    await object.ctx.storage.deleteAlarm();
    throw new Error("failed after it was deleted");
  },
  look: async (object) => {
    const before = await object.ctx.storage.getAlarm();
    await object.ctx.storage.setAlarm(object.number("next"));
    object.note(before, await object.ctx.storage.getAlarm());
  },
  /** Runs until it is let go. */
  hold: (object) => {
    object.note("begins");
    return new Promise((resolve) => {
      object.letGo = resolve;
    }).then(() => object.note("ends"));
  },
  holdFirst: (object, info) => (object.runs().length === 1 ? handlers.hold(object, info) : undefined),
  spin: () => {
    for (;;);
  },
  abort: (object) => object.ctx.abort("on purpose"),
  deleteAll: (object) => object.ctx.storage.deleteAll(),
};
