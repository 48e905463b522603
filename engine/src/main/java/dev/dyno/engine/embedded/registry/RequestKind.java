package dev.dyno.engine.embedded.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a request asks for, as the counters tell them apart.
public enum RequestKind {
  /// `/v2/`, and whatever has no route.
  PING("ping"),
  /// HEAD of a manifest.
  MANIFEST_HEAD("manifest"),
  /// GET of a manifest.
  MANIFEST_GET("manifest"),
  /// HEAD of a blob.
  BLOB_HEAD("blob"),
  /// GET of a blob.
  BLOB_GET("blob"),
  /// Whatever writes or deletes.
  UPLOAD("upload"),
  /// A token is fetched.
  TOKEN("token"),
  /// Tags and repositories are listed.
  TAGS("tags");

  private final String family;

  RequestKind(String family) {
    this.family = family;
  }

  /// What a registry says when it does not have what such a request wants.
  RegistryError.Code unknown() {
    return switch (this) {
      case MANIFEST_HEAD, MANIFEST_GET -> RegistryError.Code.MANIFEST_UNKNOWN;
      case BLOB_HEAD, BLOB_GET -> RegistryError.Code.BLOB_UNKNOWN;
      case PING, UPLOAD, TOKEN, TAGS -> RegistryError.Code.NAME_UNKNOWN;
    };
  }

  /// Requests of one family are counted together while in flight: HEAD and GET.
  public String family() {
    return family;
  }

  /// The names of all.
  static List<String> labels() {
    return Arrays.stream(values()).map(RequestKind::label).toList();
  }

  /// The name in JSON, such as `manifest-head`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
