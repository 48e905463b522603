package dev.dyno.engine.embedded.registry;

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

  /// Requests of one family are counted together while in flight: HEAD and GET.
  public String family() {
    return family;
  }

  /// The name in JSON, such as `manifest-head`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
