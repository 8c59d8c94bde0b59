package dev.perdure.testworkers.bench;

/**
 * What one round of load showed.
 *
 * @param perSecond requests, messages or whatever the workload counts, each second
 * @param p50 milliseconds within which half of them were answered
 * @param p99 milliseconds, 99 of 100
 * @param p999 milliseconds, 999 of 1000
 * @param errors how many failed
 * @param cpuMicros processor time of the server for each, in microseconds
 * @param residentMb resident memory of the server after the round, in MiB
 */
record Measure(
    double perSecond,
    double p50,
    double p99,
    double p999,
    long errors,
    double cpuMicros,
    double residentMb) {

  Measure withUsage(double micros, double megabytes) {
    return new Measure(perSecond, p50, p99, p999, errors, micros, megabytes);
  }
}
