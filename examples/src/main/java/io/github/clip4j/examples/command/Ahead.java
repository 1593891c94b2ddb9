package io.github.clip4j.examples.command;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.onnx.OnnxEnvironment;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;

/**
 * What will be needed, set up by threads of their own while a core would be idle. Whether it works
 * is told by whoever needs it.
 */
final class Ahead implements AutoCloseable {
  private final Thread thread;

  private Ahead(Thread thread) {
    this.thread = thread;
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "clip4j-ahead");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** ONNX Runtime's library, to be waited for: an exit before its end would leave files behind. */
  static Ahead onnxRuntime() {
    return new Ahead(
        start(
            () -> {
              try {
                OnnxEnvironment.get();
              } catch (ModelException e) {
                // Loading a model will say so.
              }
            }));
  }

  /** The fonts, the drawing and the encoders of the Java runtime. */
  static void drawing() {
    start(
        () -> {
          try {
            draw();
          } catch (RuntimeException | LinkageError | InternalError e) {
            // Drawing the picture will say so.
          }
        });
  }

  private static void draw() {
    Graphics2D graphics = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
    for (int style : new int[] {Font.PLAIN, Font.BOLD}) {
      Font font = new Font(Font.SANS_SERIF, style, 8);
      new TextLayout("M", font, graphics.getFontRenderContext()).draw(graphics, 0, 8);
    }
    graphics.dispose();
    ImageIO.getImageWritersByFormatName("png");
  }

  @Override
  public void close() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
