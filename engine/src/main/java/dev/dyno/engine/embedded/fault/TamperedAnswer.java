package dev.dyno.engine.embedded.fault;

import dev.dyno.engine.embedded.http.ConnectionCut;
import dev.dyno.engine.embedded.http.Json;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The body of an answer with the faults inside it. For one thread at a time.
final class TamperedAnswer extends FilterOutputStream {
  private final Exposure exposure;
  private final Faults faults;
  private final boolean stream;
  // Each fault has one chance in an answer.
  private final Set<Rule> past = ConcurrentHashMap.newKeySet();
  private long sent;
  private long messages;
  private boolean flipNext;
  private boolean unheard;
  private boolean over;

  /// @param stream whether the answer is as long as what is written to it
  TamperedAnswer(Exposure exposure, Faults faults, OutputStream answer, boolean stream) {
    super(answer);
    this.exposure = exposure;
    this.faults = faults;
    this.stream = stream;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (faults.on().isEmpty() && !unheard) {
      out.write(bytes, offset, length);
      sent += length;
      return;
    }
    endWithErrorIfDue();
    for (int done = 0; done < length; ) {
      strikeHere();
      int piece = (int) Math.min(length - done, bytesToNextFault());
      pass(bytes, offset + done, piece);
      done += piece;
    }
  }

  @Override
  public void flush() throws IOException {
    unlessUnheard(out::flush);
  }

  @Override
  public void close() throws IOException {
    if (!over) {
      over = true;
      unlessUnheard(out::close);
    }
  }

  /// All faults whose place in the body is here, where at least one more byte is to come.
  private void strikeHere() throws IOException {
    for (var rule : faults.on()) {
      if (rule.fault().what() instanceof What.InBody what
          && what.afterBytes() == sent
          && rule.selects(exposure.subject())
          && past.add(rule)
          && rule.strikes()) {
        strike(rule, what);
      }
    }
  }

  private void strike(Rule rule, What.InBody what) throws IOException {
    switch (what) {
      case What.WrongDigest _ -> flipNext = true;
      case What.Truncated _ -> {
        out.flush();
        throw cut(exposure.exchange().connection().close("the body was truncated by a fault"));
      }
      case What.ResetInBody _ -> {
        out.flush();
        throw cut(exposure.exchange().connection().reset());
      }
      case What.HangInBody _ -> {
        out.flush();
        throw cut(hang(rule));
      }
    }
  }

  private long bytesToNextFault() {
    long next = flipNext ? 1 : Long.MAX_VALUE;
    for (var rule : faults.on()) {
      if (rule.fault().what() instanceof What.InBody what && what.afterBytes() > sent) {
        next = Math.min(next, what.afterBytes() - sent);
      }
    }
    return next;
  }

  private void pass(byte[] bytes, int offset, int length) throws IOException {
    if (flipNext) {
      flipNext = false;
      unlessUnheard(() -> out.write(bytes[offset] ^ 1));
    } else {
      unlessUnheard(() -> out.write(bytes, offset, length));
    }
    sent += length;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        messages++;
      }
    }
  }

  /// Ends the answer as a daemon does that has failed: with an error as its last, whole message.
  private void endWithErrorIfDue() throws IOException {
    for (var rule : faults.on()) {
      if (rule.fault().what() instanceof What.ErrorDetail(var message, var afterMessages)
          && stream
          && messages >= afterMessages
          && rule.selects(exposure.subject())
          && past.add(rule)
          && rule.strikes()) {
        var error = new LinkedHashMap<String, Object>();
        error.put("errorDetail", Map.of("message", message));
        error.put("error", message);
        out.write(Json.bytes(error));
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.close();
        exposure.exchange().conclude();
        throw cut(new ConnectionCut("the stream was ended by fault '%s'".formatted(message)));
      }
    }
  }

  private ConnectionCut hang(Rule rule) throws IOException {
    try {
      return exposure.hang(rule);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in a hang");
    }
  }

  private ConnectionCut cut(ConnectionCut thrown) {
    over = true;
    return thrown;
  }

  /// A client that has gone makes writing fail, unless a fault has the daemon not care.
  private void unlessUnheard(Write write) throws IOException {
    if (unheard) {
      return;
    }
    try {
      write.run();
    } catch (IOException e) {
      unheard = !exposure.endsWithClient();
      if (!unheard) {
        throw e;
      }
    }
  }

  /// Something that a client may have gone before.
  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }
}
