package dev.dyno.engine.runtime;

import com.github.dockerjava.api.model.ResponseItem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Drains a stream of progress and keeps what decides: the first error in it, and the last words.
/// docker-java's own callbacks judge by the last item alone, so that a stream cut after a layer's
/// line counts as success.
class Progress<T extends ResponseItem> extends Hearer<T> {

  private volatile @Nullable String error;
  private volatile String last = "";

  @Override
  void hear(T item) {
    if (error == null && item.isErrorIndicated()) {
      error = error(item);
    }
    var said = item.getStream() == null ? item.getStatus() : item.getStream();
    if (said != null && !said.isBlank()) {
      last = said.strip();
      heard(last);
    }
  }

  /// Something was said.
  void heard(String words) {}

  /// What was said last, once the stream has ended well.
  final String result(Task task) throws Exception {
    await();
    var failed = error;
    if (failed != null) {
      throw FailureKind.ofText(task, failed);
    }
    return last;
  }

  @SuppressWarnings("deprecation") // the older of two places that daemons write it to
  private static String error(ResponseItem item) {
    return Optional.ofNullable(item.getErrorDetail())
        .flatMap(detail -> Optional.ofNullable(detail.getMessage()))
        .or(() -> Optional.ofNullable(item.getError()))
        .orElse("the daemon reported an error without words");
  }
}
