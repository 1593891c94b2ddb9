package io.github.clip4j.journal;

import io.github.clip4j.image.ImageSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One place in a list of images. An image that is listed twice has two, since its vectors may
 * differ in the last bits with their batches.
 *
 * @param name the image's name
 * @param occurrence how many images of that name stand before it
 */
record Key(String name, int occurrence) {

  /** The keys of the images, in their order. */
  static List<Key> of(List<ImageSource> images) {
    Map<String, Integer> seen = new HashMap<>();
    List<Key> keys = new ArrayList<>(images.size());
    for (ImageSource image : images) {
      int occurrence = seen.merge(image.name(), 1, Integer::sum) - 1;
      keys.add(new Key(image.name(), occurrence));
    }
    return keys;
  }
}
