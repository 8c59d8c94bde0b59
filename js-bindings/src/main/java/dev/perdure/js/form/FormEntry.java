package dev.perdure.js.form;

import org.jspecify.annotations.Nullable;

/**
 * A field of a form.
 *
 * @param name the name of the field
 * @param filename the name of the file; null where the field is a text
 * @param type the content type as it was written; empty where there was none
 * @param bytes the value
 */
record FormEntry(String name, @Nullable String filename, String type, byte[] bytes) {}
