package dev.dyno.engine.runtime;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import dev.dyno.engine.runtime.RuntimeFailure.Conflict;
import dev.dyno.engine.runtime.RuntimeFailure.DaemonUnavailable;
import dev.dyno.engine.runtime.RuntimeFailure.Failed;
import dev.dyno.engine.runtime.RuntimeFailure.Interrupted;
import dev.dyno.engine.runtime.RuntimeFailure.NotFound;
import dev.dyno.engine.runtime.RuntimeFailure.Refused;
import dev.dyno.engine.runtime.RuntimeFailure.RegistryUnavailable;
import dev.dyno.engine.runtime.RuntimeFailure.TimedOut;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Tells from what docker-java threw, or the daemon wrote, which kind of failure it is.
final class FailureKind {

  // What dockerd hands on of a registry's answer; only words are left of it.
  private static final Pattern REFUSED =
      Pattern.compile(
          "unauthorized|denied|authentication required|no basic auth credentials|\\b403\\b");
  private static final Pattern ABSENT =
      Pattern.compile(
          "manifest .*(?:unknown|not found)|manifest unknown|name unknown|not found"
              + "|does not exist locally");
  private static final Pattern PASSING =
      Pattern.compile(
          "toomanyrequests|too many requests|connection re(?:fused|set)|\\beof\\b|timeout"
              + "|deadline exceeded|\\b50[0234]\\b");

  private static final ObjectMapper JSON = new ObjectMapper();

  // What dockerd says with 500, not 409, to the start of a process in a container that has ended
  // since the process was created.
  private static final Pattern NOT_RUNNING = Pattern.compile("Container [0-9a-f]+ is not running");

  private FailureKind() {}

  /// @param retryAfter from the headers of the answer, if they said
  static RuntimeFailure of(Task task, Throwable thrown, Optional<Duration> retryAfter) {
    return switch (thrown) {
      case ExecutionException wrapped when wrapped.getCause() != null ->
          of(task, wrapped.getCause(), retryAfter);
      case RuntimeFailure known -> known;
      case TimeoutException late -> new TimedOut(task.what() + ": time was up", late);
      case InterruptedException interrupted ->
          new Interrupted(task.what() + ": interrupted", interrupted);
      case DockerException answered -> ofStatus(task, answered, retryAfter);
      case JacksonException garbled ->
          new Failed(
              task.what() + ": the daemon's answer is no Docker Engine API: " + garbled, garbled);
      case IOException broken -> unreachable(task, broken);
      case RuntimeException wrapped when wrapped.getCause() instanceof IOException broken ->
          of(task, broken, retryAfter);
      default -> new Failed(task.what() + ": " + thrown, thrown);
    };
  }

  /// An error that the daemon wrote into a stream that began well.
  static RuntimeFailure ofText(Task task, String said) {
    return ofText(task, said, new IllegalStateException(said), Optional.empty());
  }

  private static RuntimeFailure ofStatus(
      Task task, DockerException answered, Optional<Duration> retryAfter) {
    var said = text(answered);
    var message = task.what() + ": " + said;
    return switch (answered.getHttpStatus()) {
      case 401, 403 -> new Refused(message, answered);
      case 404 -> new NotFound(message, answered);
      case 409 -> new Conflict(message, answered);
      case 500 ->
          NOT_RUNNING.matcher(said).find()
              ? new Conflict(message, answered)
              : ofText(task, said, answered, retryAfter);
      case 429, 502, 503, 504 ->
          new DaemonUnavailable(message, answered, retryAfter.or(() -> RetryAfter.inWords(said)));
      default -> ofText(task, said, answered, retryAfter);
    };
  }

  private static RuntimeFailure ofText(
      Task task, String said, Throwable cause, Optional<Duration> retryAfter) {
    var message = task.what() + ": " + said;
    var words = said.toLowerCase(Locale.ROOT);
    if (task.registry().isEmpty()) {
      return new Failed(message, cause);
    }
    if (REFUSED.matcher(words).find()) {
      return new Refused(message, cause);
    }
    if (PASSING.matcher(words).find()) {
      return new RegistryUnavailable(message, cause, retryAfter.or(() -> RetryAfter.inWords(said)));
    }
    return ABSENT.matcher(words).find() ? new NotFound(message, cause) : new Failed(message, cause);
  }

  /// A stream that ended well on the wire, but too early.
  static RuntimeFailure cutOff(Task task, String when) {
    var cause = new EOFException("the daemon ended its stream " + when);
    return new DaemonUnavailable(
        "%s: %s".formatted(task.what(), cause.getMessage()), cause, Optional.empty());
  }

  private static RuntimeFailure unreachable(Task task, IOException broken) {
    return new DaemonUnavailable(
        "%s: the daemon cannot be reached: %s; see whether it runs".formatted(task.what(), broken),
        broken,
        Optional.empty());
  }

  /// The words within `Status 404: {"message":"…"}`; all of it, when it is not of that kind.
  private static String text(Throwable thrown) {
    var whole = String.valueOf(thrown.getMessage());
    int json = whole.indexOf('{');
    try {
      var message = JSON.readTree(whole.substring(Math.max(0, json))).path("message");
      return message.isTextual() ? message.textValue().strip() : whole;
    } catch (JacksonException noJson) {
      return whole;
    }
  }
}
