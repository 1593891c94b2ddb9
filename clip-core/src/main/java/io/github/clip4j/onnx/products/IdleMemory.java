package io.github.clip4j.onnx.products;

import java.lang.ref.SoftReference;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Direct buffers of stages that were closed, for those to come: a fresh one is zeroed and touched
 * for the first time, for which threads wait for each other. There are never more than stages that
 * were in use at once, and the garbage collector may have those that are idle. Only blocks of the
 * usual size are kept, a megabyte or so each, and apart from them what is small, such as centres.
 */
final class IdleMemory {
  private static final int SMALL = 1 << 16;
  private static final int MOST = 1 << 19;

  private static final Queue<SoftReference<FloatBuffer>> IDLE = new ConcurrentLinkedQueue<>();
  private static final Queue<SoftReference<FloatBuffer>> SMALL_IDLE = new ConcurrentLinkedQueue<>();

  private IdleMemory() {}

  static FloatBuffer take(int values) {
    if (values <= MOST) {
      Queue<SoftReference<FloatBuffer>> idle = idle(values);
      for (SoftReference<FloatBuffer> next = idle.poll(); next != null; next = idle.poll()) {
        FloatBuffer memory = next.get();
        if (memory != null && memory.capacity() >= values) {
          return memory;
        }
      }
    }
    return ProductSessions.direct(values);
  }

  static void giveBack(FloatBuffer memory) {
    if (memory.capacity() <= MOST) {
      idle(memory.capacity()).add(new SoftReference<>(memory));
    }
  }

  /** Whether values take so little that an operand of them need not be freed with a fit. */
  static boolean isSmall(int values) {
    return values < SMALL;
  }

  private static Queue<SoftReference<FloatBuffer>> idle(int values) {
    return isSmall(values) ? SMALL_IDLE : IDLE;
  }
}
