package io.github.clip4j.encoder;

/**
 * A text whose end was cut, because the model takes no more tokens.
 *
 * @param index its place among the texts of the call
 * @param tokens how many tokens the whole text has, special tokens included
 * @param limit how many of them the model was given
 */
public record TruncatedText(int index, int tokens, int limit) {}
