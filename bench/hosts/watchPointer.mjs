/** Runs in the page before its own code: how long its handlers of pointer events take, and what is uploaded meanwhile. */

/**
 * @typedef {object} Watched
 * @property {{type: string, ms: number}[]} events every event that a handler got, with the time of all its handlers
 * @property {number} uploadedBytes of pixels put on the layer that is painted
 * @property {number} boxBytes of the smallest rectangle around all those pixels
 */

/** Self-contained: only its own text goes to the page. */
export function watchPointer() {
  /** @type {Map<Event, number>} */
  let times = new Map();
  /** @type {{x: number, y: number, width: number, height: number}[]} */
  let puts = [];
  const add = EventTarget.prototype.addEventListener;
  const remove = EventTarget.prototype.removeEventListener;
  /** @type {WeakMap<object, EventListener>} */
  const timedOnes = new WeakMap();

  /** @param {EventListener} listener */
  const timedOf = (listener) => {
    const known = timedOnes.get(listener);
    if (known) return known;
    /** @this {unknown} @param {Event} event */
    const timed = function (event) {
      const started = performance.now();
      try {
        listener.call(this, event);
      } finally {
        times.set(event, (times.get(event) ?? 0) + performance.now() - started);
      }
    };
    timedOnes.set(listener, timed);
    return timed;
  };

  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const isWatched = type.startsWith('pointer') && typeof listener === 'function';
    add.call(this, type, isWatched ? timedOf(listener) : listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const timed = typeof listener === 'function' ? timedOnes.get(listener) : undefined;
    remove.call(this, type, (type.startsWith('pointer') && timed) || listener, options);
  };

  const put = CanvasRenderingContext2D.prototype.putImageData;
  /** @this {CanvasRenderingContext2D} @param {[ImageData, number, number]} args */
  CanvasRenderingContext2D.prototype.putImageData = function (...args) {
    const [{ width, height }, x, y] = args;
    const isLayer = this.canvas instanceof HTMLCanvasElement && this.canvas.dataset.part === 'correction';
    if (isLayer) puts.push({ x, y, width, height });
    Reflect.apply(put, this, args);
  };

  const boxBytes = () => {
    if (puts.length === 0) return 0;
    const right = Math.max(...puts.map(({ x, width }) => x + width));
    const bottom = Math.max(...puts.map(({ y, height }) => y + height));
    return 4 * (right - Math.min(...puts.map(({ x }) => x))) * (bottom - Math.min(...puts.map(({ y }) => y)));
  };

  globalThis.pointerWatch = {
    begin: () => {
      times = new Map();
      puts = [];
    },
    end: () => ({
      events: [...times].map(([{ type }, ms]) => ({ type, ms })),
      uploadedBytes: puts.reduce((sum, { width, height }) => sum + 4 * width * height, 0),
      boxBytes: boxBytes(),
    }),
  };
}
