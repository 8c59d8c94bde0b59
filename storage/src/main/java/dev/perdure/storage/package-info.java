/**
 * One SQLite database per Durable Object, in the layout that workerd writes. Start at {@link
 * dev.perdure.storage.StateFolder}, which makes a {@link dev.perdure.storage.ClassStore} for each
 * class and that an {@link dev.perdure.storage.ObjectStore} for each id. An object store is
 * confined to the thread that runs the object's turn; everything else is thread-safe.
 */
@NullMarked
package dev.perdure.storage;

import org.jspecify.annotations.NullMarked;
