/**
 * The life of Durable Object classes: which there are, under which key their objects are kept, and
 * with which storage. Start at {@link dev.perdure.migrations.ClassPlan}. Immutable.
 */
@NullMarked
package dev.perdure.migrations;

import org.jspecify.annotations.NullMarked;
