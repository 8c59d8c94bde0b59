/**
 * Runs workerd's own test configurations, {@code .wd-test} files, so that its suite measures
 * Perdure. Start at {@link dev.perdure.host.wdtest.WdTests}; {@code CapnpText} reads the grammar,
 * {@code WdConfig} what a configuration means, {@code WdRun} makes workers of it. One file is run
 * at a time, on the thread that asks.
 */
@NullMarked
package dev.perdure.host.wdtest;

import org.jspecify.annotations.NullMarked;
