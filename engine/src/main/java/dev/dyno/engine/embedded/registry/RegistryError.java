package dev.dyno.engine.embedded.registry;

import java.util.List;
import java.util.Map;

/// An answer of the registry that is not what the client hoped for.
final class RegistryError extends Exception {
  private static final long serialVersionUID = 1;

  /// The codes of the OCI distribution specification, with their usual status.
  enum Code {
    BLOB_UNKNOWN(404),
    BLOB_UPLOAD_INVALID(416),
    BLOB_UPLOAD_UNKNOWN(404),
    DENIED(403),
    DIGEST_INVALID(400),
    MANIFEST_BLOB_UNKNOWN(404),
    MANIFEST_INVALID(400),
    MANIFEST_UNKNOWN(404),
    NAME_INVALID(400),
    NAME_UNKNOWN(404),
    TOOMANYREQUESTS(429),
    UNAUTHORIZED(401),
    UNKNOWN(500),
    UNSUPPORTED(405);

    private final int status;

    Code(int status) {
      this.status = status;
    }
  }

  private final Code code;
  private final String detail;

  RegistryError(Code code, String message, Object detail) {
    super(message);
    this.code = code;
    this.detail = detail.toString();
  }

  int status() {
    return code.status;
  }

  Map<String, Object> toJson() {
    return Map.of(
        "errors", List.of(Map.of("code", code.name(), "message", getMessage(), "detail", detail)));
  }
}
