package dev.dyno.engine.embedded.content;

/// The media types of manifests, configurations and layers, in Docker's and in OCI's words.
public final class MediaTypes {
  /// Docker's image manifest, version 2 schema 2.
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";

  /// Docker's list of manifests for several platforms.
  public static final String DOCKER_INDEX =
      "application/vnd.docker.distribution.manifest.list.v2+json";

  /// OCI's image manifest.
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /// OCI's list of manifests for several platforms.
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

  /// Docker's image configuration.
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

  /// OCI's image configuration.
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";

  /// Docker's gzip-compressed layer.
  public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";

  /// OCI's gzip-compressed layer.
  public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

  private MediaTypes() {}
}
