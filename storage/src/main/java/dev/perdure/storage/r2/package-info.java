/**
 * R2 buckets, in the files that {@code wrangler dev} keeps them in. Start at {@link
 * dev.perdure.storage.r2.BucketFile}. Thread-safe.
 */
@NullMarked
package dev.perdure.storage.r2;

import org.jspecify.annotations.NullMarked;
