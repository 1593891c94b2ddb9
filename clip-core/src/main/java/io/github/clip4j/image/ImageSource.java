package io.github.clip4j.image;

/** Where one image comes from. Written by the image room's owner; see the design. */
public interface ImageSource {

  /** How the image is called in every output. */
  String name();
}
