/**
 * Texts in, token ids out, exactly as the Hugging Face tokenizer of the model gives them; and
 * prompt templates, which make texts of labels.
 *
 * <p>It never opens a graph, never reaches for the network, and never changes a text by hand: what
 * {@code tokenizer.json} says is done, nothing else.
 */
@NullMarked
package io.github.clip4j.text;

import org.jspecify.annotations.NullMarked;
