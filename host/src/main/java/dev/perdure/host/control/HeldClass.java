package dev.perdure.host.control;

/**
 * A class that a state folder holds objects of.
 *
 * @param worker the worker whose class it is
 * @param uniqueKey what ids are derived from, and the name of the folder
 */
public record HeldClass(String worker, String className, String uniqueKey, boolean sqlite) {}
