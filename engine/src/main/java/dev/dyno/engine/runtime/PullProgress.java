package dev.dyno.engine.runtime;

import com.github.dockerjava.api.model.PullResponseItem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What a daemon says of a pull, and how much it fetched.
///
/// dockerd tells of each layer, at its end at the latest, how many compressed bytes of it came;
/// Podman does not.
final class PullProgress extends Progress<PullResponseItem> {

  private static final String FETCHING = "Downloading";

  /// By layer.
  private final Map<String, Long> fetched = new ConcurrentHashMap<>();

  @Override
  void hear(PullResponseItem item) {
    super.hear(item);
    var detail = item.getProgressDetail();
    if (FETCHING.equals(item.getStatus()) && item.getId() != null && detail != null) {
      var current = detail.getCurrent();
      if (current != null) {
        fetched.merge(item.getId(), current, Math::max);
      }
    }
  }

  /// Compressed bytes of layers by now, as far as the daemon told.
  long fetched() {
    return fetched.values().stream().mapToLong(Long::longValue).sum();
  }
}
