/**
 * The command line: what the user typed becomes a {@link dev.perdure.host.cli.HostOptions}, and a
 * {@link dev.perdure.host.cli.HostStarter} makes a running host of it. Start at {@link
 * dev.perdure.host.cli.Main} and then {@link dev.perdure.host.cli.Commands}.
 *
 * <p>Everything here runs on the main thread, except the handler of {@link
 * dev.perdure.host.cli.StopSignals}.
 */
@NullMarked
package dev.perdure.host.cli;

import org.jspecify.annotations.NullMarked;
