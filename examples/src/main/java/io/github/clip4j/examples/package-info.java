/**
 * Programs to copy from, each on one screen: explore photos, label them, search them, bring an
 * encoder of your own.
 *
 * <p>In come photos, out come a picture and lines on the terminal. Nothing here is a library: no
 * other module depends on it.
 */
@NullMarked
package io.github.clip4j.examples;

import org.jspecify.annotations.NullMarked;
