package io.github.clip4j.linalg;

import io.github.clip4j.linalg.products.LoopProducts;
import io.github.clip4j.linalg.spi.MatrixProducts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which matrix products a process uses: the one that the system property {@value #PROPERTY} names,
 * or else the available one of highest priority. The choice is made once, at the first use, and
 * logged.
 */
final class ProductChoice {
  static final String PROPERTY = "io.github.clip4j.linalg.products";

  private static final Logger LOG = LoggerFactory.getLogger(ProductChoice.class);
  private static @Nullable MatrixProducts chosen;

  private ProductChoice() {}

  /** The products of this process. */
  static synchronized MatrixProducts get() {
    MatrixProducts products = chosen;
    if (products == null) {
      products = choose(System.getProperty(PROPERTY), candidates());
      chosen = products;
      LOG.info(
          "Matrix products are computed by {} (system property {})", products.name(), PROPERTY);
    }
    return products;
  }

  /** A provider whose classes cannot be loaded here is one that is not there. */
  private static List<MatrixProducts> candidates() {
    List<MatrixProducts> found = new ArrayList<>(List.of(new LoopProducts()));
    Iterator<MatrixProducts> loader =
        ServiceLoader.load(MatrixProducts.class, MatrixProducts.class.getClassLoader()).iterator();
    while (true) {
      try {
        if (!loader.hasNext()) {
          return found;
        }
        found.add(loader.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        LOG.debug("A provider of matrix products cannot be loaded", e);
      }
    }
  }

  static MatrixProducts choose(@Nullable String name, List<MatrixProducts> candidates) {
    List<MatrixProducts> eligible =
        candidates.stream().filter(p -> name == null || p.name().equals(name)).toList();
    return eligible.stream()
        .sorted(Comparator.comparingInt(MatrixProducts::priority).reversed())
        .filter(MatrixProducts::isAvailable)
        .findFirst()
        .orElseThrow(() -> notAvailable(name, candidates));
  }

  private static IllegalStateException notAvailable(
      @Nullable String name, List<MatrixProducts> candidates) {
    String available =
        candidates.stream()
            .filter(MatrixProducts::isAvailable)
            .map(MatrixProducts::name)
            .collect(Collectors.joining(", "));
    return new IllegalStateException(
        "expected the system property "
            + PROPERTY
            + " to name matrix products that are available here ("
            + available
            + "), got "
            + name
            + "; leave it unset to have them chosen");
  }
}
