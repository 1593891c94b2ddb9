/**
 * The {@code clip4j} command: the library's steps, one subcommand each, over files.
 *
 * <p>In come arguments as they were typed, out go files, lines of JSON and an exit status. No step
 * is computed here.
 */
@NullMarked
package io.github.clip4j.examples.command;

import org.jspecify.annotations.NullMarked;
