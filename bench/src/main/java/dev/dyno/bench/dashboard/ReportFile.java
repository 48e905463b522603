package dev.dyno.bench.dashboard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/// A file of a run as a browser may have it.
///
/// A page of a run has its scripts inline. It gets an origin of its own (`sandbox`), so that it
/// reaches nothing of this dashboard, and may run only the script elements that it came with, by
/// their hashes: no attribute of it is a script.
final class ReportFile {
  private static final Pattern SCRIPT =
      Pattern.compile("<script(?:\\s+type=\"text/javascript\")?>(.*?)</script>", Pattern.DOTALL);
  private static final String NOTHING = "default-src 'none'; sandbox";

  private final byte[] content;
  private final String type;
  private final String policy;

  private ReportFile(byte[] content, String type, String policy) {
    this.content = content;
    this.type = type;
    this.policy = policy;
  }

  byte[] content() {
    return content;
  }

  String type() {
    return type;
  }

  /// The content security policy that goes with it.
  String policy() {
    return policy;
  }

  static ReportFile read(Path file) throws IOException {
    var content = Files.readAllBytes(file);
    var name = String.valueOf(file.getFileName());
    if (name.endsWith(".html")) {
      var text = new String(content, StandardCharsets.UTF_8);
      return new ReportFile(content, "text/html; charset=utf-8", policy(text));
    }
    boolean json = name.endsWith(".json") || name.endsWith(".sarif");
    var type = json ? "application/json" : "text/plain; charset=utf-8";
    return new ReportFile(
        content, name.endsWith(".jfr") ? "application/octet-stream" : type, NOTHING);
  }

  private static String policy(String page) {
    var scripts = new StringBuilder();
    var match = SCRIPT.matcher(page);
    while (match.find()) {
      scripts.append(" '").append(hash(match.group(1))).append('\'');
    }
    return "sandbox allow-scripts allow-popups; default-src 'none'; style-src 'unsafe-inline'; "
        + "img-src data:; script-src"
        + (scripts.isEmpty() ? " 'none'" : scripts)
        + "; frame-ancestors 'none'";
  }

  private static String hash(String script) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }
}
