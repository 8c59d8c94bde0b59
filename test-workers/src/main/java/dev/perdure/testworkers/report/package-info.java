/**
 * Owns the list of documented behaviours and the report that says which of them are proven. Start
 * at {@link dev.perdure.testworkers.report.CompatReport}. Everything here is immutable.
 */
@NullMarked
package dev.perdure.testworkers.report;

import org.jspecify.annotations.NullMarked;
