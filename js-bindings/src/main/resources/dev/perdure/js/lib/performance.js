// The clock of the platform, and marks and measures for those who ask for them by flag.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { illegal } = lib('webidl');
  const INTERNAL = Symbol('internal');
  const withMarks = realm.flag('ENABLE_GLOBAL_PERFORMANCE_CLASSES') || realm.flag('ENABLE_NODEJS_PERF_HOOKS_MODULE');

  class PerformanceEntry {
    #fields;

    constructor(mark, fields) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#fields = fields;
    }

    get name() {
      return this.#fields.name;
    }

    get entryType() {
      return this.#fields.entryType;
    }

    get startTime() {
      return this.#fields.startTime;
    }

    get duration() {
      return this.#fields.duration;
    }

    toJSON() {
      const { name, entryType, startTime, duration } = this.#fields;
      return { name, entryType, startTime, duration };
    }
  }

  class PerformanceMark extends PerformanceEntry {
    #detail;

    constructor(name, options) {
      const startTime = options?.startTime === undefined ? Date.now() : Number(options.startTime);
      super(INTERNAL, { name: String(name), entryType: 'mark', startTime, duration: 0 });
      this.#detail = options?.detail ?? null;
    }

    get detail() {
      return this.#detail;
    }

    toJSON() {
      return { ...super.toJSON(), detail: this.#detail };
    }
  }

  class PerformanceMeasure extends PerformanceEntry {
    #detail;

    constructor(mark, fields, detail) {
      super(mark, fields);
      this.#detail = detail ?? null;
    }

    get detail() {
      return this.#detail;
    }

    toJSON() {
      return { ...super.toJSON(), detail: this.#detail };
    }
  }

  class Performance {
    #entries = [];

    constructor(mark) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
    }

    static #own = (self) => {
      try {
        return self.#entries;
      } catch {
        throw illegal();
      }
    };

    get timeOrigin() {
      Performance.#own(this);
      return 0;
    }

    now() {
      Performance.#own(this);
      return Date.now();
    }

    mark(name, options) {
      const mark = new PerformanceMark(name, options);
      Performance.#own(this).push(mark);
      return mark;
    }

    measure(name, startOrOptions, endMark) {
      const entries = Performance.#own(this);
      const timeOf = (mark, fallback) => this.getEntriesByName(String(mark), 'mark')[0]?.startTime ?? fallback;
      let startTime = 0;
      let endTime = Date.now();
      let detail;
      if (startOrOptions !== null && typeof startOrOptions === 'object') {
        detail = startOrOptions.detail;
        if (startOrOptions.start !== undefined) startTime = Number(startOrOptions.start);
        if (startOrOptions.end !== undefined) endTime = Number(startOrOptions.end);
        else if (startOrOptions.duration !== undefined) endTime = startTime + Number(startOrOptions.duration);
      } else if (startOrOptions !== undefined) {
        startTime = timeOf(startOrOptions, startTime);
        if (endMark !== undefined) endTime = timeOf(endMark, endTime);
      }
      const fields = { name: String(name), entryType: 'measure', startTime, duration: endTime - startTime };
      const measure = new PerformanceMeasure(INTERNAL, fields, detail);
      entries.push(measure);
      return measure;
    }

    static #clear = (self, name, type) => {
      const entries = Performance.#own(self);
      const kept = entries.filter((entry) => (name === undefined ? entry.entryType !== type : entry.name !== String(name)));
      entries.splice(0, entries.length, ...kept);
    };

    clearMarks(name) {
      Performance.#clear(this, name, 'mark');
    }

    clearMeasures(name) {
      Performance.#clear(this, name, 'measure');
    }

    clearResourceTimings() {
      Performance.#own(this);
    }

    setResourceTimingBufferSize() {
      Performance.#own(this);
    }

    getEntries() {
      return [...Performance.#own(this)];
    }

    getEntriesByName(name, type) {
      const wanted = String(name);
      return Performance.#own(this).filter((entry) => entry.name === wanted && (type === undefined || entry.entryType === type));
    }

    getEntriesByType(type) {
      return Performance.#own(this).filter((entry) => entry.entryType === type);
    }

    eventLoopUtilization() {
      return { idle: 0, active: 0, utilization: 0 };
    }

    timerify(callback) {
      return callback;
    }

    toJSON() {
      return { timeOrigin: this.timeOrigin };
    }
  }

  if (!withMarks) {
    for (const name of Object.getOwnPropertyNames(Performance.prototype)) {
      if (!['constructor', 'timeOrigin', 'now'].includes(name)) delete Performance.prototype[name];
    }
  }
  realm.asInterface(Performance, 'Performance');
  realm.asInterface(PerformanceEntry, 'PerformanceEntry');
  realm.asInterface(PerformanceMark, 'PerformanceMark');
  realm.asInterface(PerformanceMeasure, 'PerformanceMeasure');
  const classes = withMarks ? { Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure } : {};
  return { ...classes, performance: new Performance(INTERNAL) };
})
