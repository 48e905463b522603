package dev.dyno.engine.runtime;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.ResponseItem;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Drains a stream of progress and keeps what decides: the first error in it, and the last item.
/// docker-java's own callbacks judge by the last item alone, so that a stream cut after a layer's
/// line counts as success.
final class StreamOutcome<T extends ResponseItem> extends ResultCallback.Adapter<T> {

  private final Function<T, @Nullable String> text;
  private volatile @Nullable String error;
  private volatile String last = "";

  /// @param text what an item says, if anything
  StreamOutcome(Function<T, @Nullable String> text) {
    this.text = text;
  }

  @Override
  public void onNext(T item) {
    if (error == null && item.isErrorIndicated()) {
      var detail = item.getErrorDetail();
      var said = detail == null ? null : detail.getMessage();
      error = said == null ? "the daemon reported an error without words" : said;
    }
    var said = text.apply(item);
    if (said != null && !said.isBlank()) {
      last = said.strip();
    }
  }

  /// What was said last, once the stream has ended well.
  ///
  /// @param what for messages
  String result(String what) throws RuntimeFailure, InterruptedException {
    awaitCompletion();
    var failed = error;
    if (failed != null) {
      throw FailureKind.ofText(what, failed, new IllegalStateException(failed));
    }
    return last;
  }
}
