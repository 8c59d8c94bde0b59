/**
 * The history of one object's database: every page that a commit changed, as the difference between
 * its bytes before and after, so that it can be read in both directions. It serves point-in-time
 * recovery, and it is what can be shipped to another machine. Start at {@link
 * dev.perdure.storage.history.Recorder}, which writes it from SQLite's write-ahead log, and {@link
 * dev.perdure.storage.history.Restoration}, which takes a database back. A recorder is thread-safe;
 * the rest is confined to the thread that opens an object.
 */
@NullMarked
package dev.perdure.storage.history;

import org.jspecify.annotations.NullMarked;
