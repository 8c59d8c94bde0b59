/**
 * What a guest's SQL consists of and what it may do. Start at {@link
 * dev.perdure.storage.sql.SqlScanner}. Values here are immutable or confined to one call.
 */
@NullMarked
package dev.perdure.storage.sql;

import org.jspecify.annotations.NullMarked;
