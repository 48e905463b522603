package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.registry.Digest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// One blob on its way here, for as many pulls as want it; it ends early when the last one leaves.
final class Download {
  private final Digest blob;
  private final Transfer transfer;
  private final CompletableFuture<Void> arrived = new CompletableFuture<>();
  private final Thread worker;
  // Guarded by Downloads.
  private int followers;

  /// Moves the blob.
  @FunctionalInterface
  interface Work {
    void run(Transfer progress) throws Exception;
  }

  Download(Digest blob, Transfer transfer, Work work, Consumer<Download> afterwards) {
    this.blob = blob;
    this.transfer = transfer;
    this.worker =
        Thread.ofVirtual()
            .name("download " + blob.abbreviated())
            .unstarted(() -> run(work, afterwards));
  }

  Digest blob() {
    return blob;
  }

  Transfer transfer() {
    return transfer;
  }

  CompletableFuture<Void> arrived() {
    return arrived;
  }

  void start() {
    worker.start();
  }

  void join() {
    followers++;
  }

  /// Whether nobody is left.
  boolean leave() {
    followers--;
    return followers == 0;
  }

  /// Ends the download and waits until it has let go of its file and its socket.
  void cancel() throws InterruptedException {
    worker.interrupt();
    worker.join();
  }

  private void run(Work work, Consumer<Download> afterwards) {
    try {
      work.run(transfer);
      afterwards.accept(this);
      arrived.complete(null);
    } catch (Throwable e) {
      afterwards.accept(this);
      arrived.completeExceptionally(e);
    }
  }
}
