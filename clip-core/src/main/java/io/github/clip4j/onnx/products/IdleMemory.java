package io.github.clip4j.onnx.products;

import java.lang.ref.SoftReference;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Direct buffers of stages that were closed, for those to come: a fresh one is zeroed and touched
 * for the first time, for which threads wait for each other. There are never more than stages that
 * were in use at once, and the garbage collector may have those that are idle. Only blocks of the
 * usual size are kept, a megabyte or so each.
 */
final class IdleMemory {
  private static final int LEAST = 1 << 16;
  private static final int MOST = 1 << 19;

  private static final Queue<SoftReference<FloatBuffer>> IDLE = new ConcurrentLinkedQueue<>();

  private IdleMemory() {}

  static FloatBuffer take(int values) {
    if (isKept(values)) {
      for (SoftReference<FloatBuffer> next = IDLE.poll(); next != null; next = IDLE.poll()) {
        FloatBuffer memory = next.get();
        if (memory != null && memory.capacity() >= values) {
          return memory;
        }
      }
    }
    return ProductSessions.direct(values);
  }

  static void giveBack(FloatBuffer memory) {
    if (isKept(memory.capacity())) {
      IDLE.add(new SoftReference<>(memory));
    }
  }

  private static boolean isKept(int values) {
    return values >= LEAST && values <= MOST;
  }
}
