package io.github.clip4j.image;

import io.github.clip4j.image.codec.jpeg.JpegBuffers;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The memory that one image at a time is decoded and resampled in. */
final class Workspace {
  /**
   * Of larger ones nothing is kept: enough for photos of 1920 x 1080, progressive ones included.
   */
  private static final long MOST_BYTES = 16 << 20;

  private final JpegBuffers jpeg = new JpegBuffers();
  private final ResamplingBuffers resampling = new ResamplingBuffers();

  JpegBuffers jpeg() {
    return jpeg;
  }

  ResamplingBuffers resampling() {
    return resampling;
  }

  /** Workspaces that wait to be used again: at most as many as were in use at one time. */
  static final class Pool {
    private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

    Workspace take() {
      Workspace kept = idle.poll();
      return kept == null ? new Workspace() : kept;
    }

    /** Gives one back, of which nothing is used any more. */
    void giveBack(Workspace workspace) {
      if (workspace.jpeg.size() + workspace.resampling.size() <= MOST_BYTES) {
        idle.add(workspace);
      }
    }
  }
}
