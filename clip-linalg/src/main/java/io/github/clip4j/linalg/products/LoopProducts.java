package io.github.clip4j.linalg.products;

/** Products by plain Java loops: always there, and the yardstick for the others. */
public final class LoopProducts extends HeapProducts {

  /** The name of these products. */
  public static final String NAME = "java";

  /** Products that need nothing but the JDK. */
  public LoopProducts() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  Kernel kernel() {
    return new LoopKernel();
  }
}
