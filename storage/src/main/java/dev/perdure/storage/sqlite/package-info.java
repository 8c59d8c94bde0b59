/**
 * SQLite behind two narrow classes, so that another binding can take the driver's place. Start at
 * {@link dev.perdure.storage.sqlite.Database}. Nothing else in Perdure names {@code java.sql} or
 * the driver. A database and its statements are confined to one thread at a time.
 */
@NullMarked
package dev.perdure.storage.sqlite;

import org.jspecify.annotations.NullMarked;
