package io.github.clip4j.linalg.products;

/**
 * Products by the Vector API, where its module is in the boot layer ({@code --add-modules
 * jdk.incubator.vector}).
 */
public final class VectorProducts extends HeapProducts {

  /** Products that load nothing of the Vector API before they are asked whether it is there. */
  public VectorProducts() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public boolean isAvailable() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  @Override
  Kernel kernel() {
    return new VectorKernel();
  }
}
