/**
 * The bundled model "mini": the library asks by its id, its files come out.
 *
 * <p>It offers files and says what they are; it never opens a graph itself.
 */
@NullMarked
package io.github.clip4j.model.mini;

import org.jspecify.annotations.NullMarked;
