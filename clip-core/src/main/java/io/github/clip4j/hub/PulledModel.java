package io.github.clip4j.hub;

import io.github.clip4j.model.HubId;
import io.github.clip4j.model.ModelDirectory;

/**
 * A model that is wholly in the cache.
 *
 * @param id with its commit as revision: loading by it gives these files and no others
 * @param directory its files
 */
public record PulledModel(HubId id, ModelDirectory directory) {}
