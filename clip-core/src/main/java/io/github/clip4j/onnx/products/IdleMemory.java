package io.github.clip4j.onnx.products;

import java.lang.ref.SoftReference;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Direct buffers of stages that were closed, for those to come: a fresh one is zeroed and touched
 * for the first time, for which threads wait for each other. There are never more than stages that
 * were in use at once, and the garbage collector may have those that are idle.
 */
final class IdleMemory {
  private static final Queue<SoftReference<FloatBuffer>> IDLE = new ConcurrentLinkedQueue<>();

  private IdleMemory() {}

  static FloatBuffer take(int values) {
    for (SoftReference<FloatBuffer> next = IDLE.poll(); next != null; next = IDLE.poll()) {
      FloatBuffer memory = next.get();
      if (memory != null && memory.capacity() >= values) {
        return memory;
      }
    }
    return ProductSessions.direct(values);
  }

  static void giveBack(FloatBuffer memory) {
    IDLE.add(new SoftReference<>(memory));
  }
}
