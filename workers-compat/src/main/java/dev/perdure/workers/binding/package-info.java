/**
 * What bindings other than objects and services give a worker, whatever its language: key-value
 * namespaces, buckets, databases and queues. Start at {@link
 * dev.perdure.workers.binding.KeyValueNamespace}. Everything is asynchronous and thread-safe; what
 * a guest did wrong fails with a {@link dev.perdure.workers.message.GuestException} in the
 * platform's words.
 */
@NullMarked
package dev.perdure.workers.binding;

import org.jspecify.annotations.NullMarked;
