/**
 * Folders whose entries survive a power loss. Start at {@link dev.perdure.storage.file.Folders}.
 * Thread-safe; an interrupt of the calling thread changes nothing.
 */
@NullMarked
package dev.perdure.storage.file;

import org.jspecify.annotations.NullMarked;
