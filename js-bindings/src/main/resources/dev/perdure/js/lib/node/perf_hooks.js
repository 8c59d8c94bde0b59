(function perdurePart(host, lib, realm) {
  'use strict';
  const refuse = (name) => () => {
    throw lib('node/errors').notImplemented(name);
  };
  const exports = {
    constants: {
      NODE_PERFORMANCE_GC_MAJOR: 4, NODE_PERFORMANCE_GC_MINOR: 1, NODE_PERFORMANCE_GC_INCREMENTAL: 8, NODE_PERFORMANCE_GC_WEAKCB: 16,
      NODE_PERFORMANCE_GC_FLAGS_NO: 0, NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
    },
    createHistogram: refuse('createHistogram'),
    eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
    monitorEventLoopDelay: refuse('monitorEventLoopDelay'),
    timerify: refuse('timerify'),
  };
  for (const name of ['Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure', 'PerformanceObserver',
    'PerformanceObserverEntryList', 'PerformanceResourceTiming', 'performance']) {
    Object.defineProperty(exports, name, { get: () => globalThis[name], enumerable: true });
  }
  return exports;
})
