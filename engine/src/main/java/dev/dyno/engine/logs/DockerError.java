package dev.dyno.engine.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// The line by which a Docker daemon tells, inside a stream that began well, that its work failed:
/// `{"errorDetail":{"message":"…"},"error":"…"}`.
final class DockerError {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DockerError() {}

  /// Whether it is one. A line that only mentions the word is none.
  static boolean in(String line) {
    return line.startsWith("{") && line.contains("\"errorDetail\"") && hasDetail(line);
  }

  private static boolean hasDetail(String line) {
    try {
      return JSON.readTree(line).path("errorDetail").isObject();
    } catch (JsonProcessingException _) {
      return false;
    }
  }
}
