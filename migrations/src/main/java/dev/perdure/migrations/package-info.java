/**
 * The life of Durable Object classes: which there are, under which key their objects are kept, and
 * how a state folder is brought from one configuration to the next. Start at {@link
 * dev.perdure.migrations.Migrator}. Records are immutable; the rest is used by one thread at a
 * time.
 */
@NullMarked
package dev.perdure.migrations;

import org.jspecify.annotations.NullMarked;
