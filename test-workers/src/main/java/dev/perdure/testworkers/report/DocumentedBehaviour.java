package dev.perdure.testworkers.report;

/**
 * One documented behaviour of the platform.
 *
 * @param id its name in tests, such as {@code ID-001}
 * @param area the part of the platform it belongs to
 * @param statement what the platform does
 * @param source the documentation that says so
 * @param locally whether a machine of one's own can show it: {@code yes}, {@code partly}, {@code
 *     no}
 * @param priority 1 for the core, 2 for what is expected, 3 for what is rare
 */
public record DocumentedBehaviour(
    String id, String area, String statement, String source, String locally, int priority) {}
