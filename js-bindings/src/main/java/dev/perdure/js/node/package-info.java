/**
 * The {@code node:} modules: which there are, and the Java they stand on. Start at {@link
 * dev.perdure.js.node.NodeModules}; each module is a part {@code lib/node/<name>.js} whose value is
 * the module's default export. Tables are immutable, hosts are confined to the isolate's thread.
 */
@NullMarked
package dev.perdure.js.node;

import org.jspecify.annotations.NullMarked;
