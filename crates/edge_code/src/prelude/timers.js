// Timers in virtual time: nothing waits, what is due first runs first.
(function () {
  'use strict';

  const queue = [];
  let now = 0;
  let next = 1;

  class Timeout {
    constructor(id) {
      this.id = id;
    }
    ref() {
      return this;
    }
    unref() {
      return this;
    }
    hasRef() {
      return true;
    }
    [Symbol.toPrimitive]() {
      return this.id;
    }
  }

  function add(callback, delay, args, repeat) {
    if (typeof callback !== 'function') {
      throw new TypeError('The "callback" argument must be of type function.');
    }
    // Node.js takes what a 32-bit number cannot hold for 1.
    const wait = Number(delay) >= 1 && Number(delay) <= 2147483647 ? Number(delay) : 1;
    const id = next++;
    queue.push({ id, due: now + wait, callback, args, repeat: repeat ? wait : 0 });
    return new Timeout(id);
  }

  function clear(timer) {
    const id = Number(timer);
    const at = queue.findIndex((entry) => entry.id === id);
    if (at >= 0) queue.splice(at, 1);
  }

  // Runs what is due first, unless that is after the end. Gives when it is due; nothing when nothing is left.
  function runNext(end) {
    if (queue.length === 0) return undefined;
    let first = 0;
    for (let i = 1; i < queue.length; i++) {
      if (queue[i].due < queue[first].due) first = i;
    }
    const entry = queue[first];
    now = entry.due;
    if (now > end) return now;
    if (entry.repeat > 0) entry.due = now + entry.repeat;
    else queue.splice(first, 1);
    entry.callback(...entry.args);
    return now;
  }

  return {
    runNext,
    setTimeout: (callback, delay, ...args) => add(callback, delay, args, false),
    setInterval: (callback, delay, ...args) => add(callback, delay, args, true),
    setImmediate: (callback, ...args) => add(callback, 0, args, false),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
    queueMicrotask(callback) {
      Promise.resolve().then(() => callback());
    },
  };
});
