package dev.dyno.profiles.junit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a fork tells its parent: the failures of its test, none when it passed. Java's own
/// serialization is fit here: both sides are the same code, and the file is the parent's own.
final class ForkResult {

  private ForkResult() {}

  static void write(Path file, List<Throwable> failures) throws IOException {
    var whole = Files.createTempFile(file.getParent(), "result", ".part");
    try (var out = new ObjectOutputStream(Files.newOutputStream(whole))) {
      out.writeInt(failures.size());
      for (var failure : failures) {
        out.writeObject(travelling(failure));
      }
    }
    Files.move(whole, file); // so that the parent sees all of it, or none
  }

  /// @return empty when the fork did not come so far
  static Optional<List<Throwable>> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var in = new ObjectInputStream(Files.newInputStream(file))) {
      var failures = new ArrayList<Throwable>();
      for (int i = in.readInt(); i > 0; i--) {
        failures.add((Throwable) in.readObject());
      }
      return Optional.of(failures);
    } catch (ClassNotFoundException otherClassPath) {
      throw new IOException("the fork's failure is of an unknown class", otherClassPath);
    }
  }

  /// The failure itself, or, where it holds what cannot be written, one that looks like it.
  private static Throwable travelling(Throwable failure) {
    try (var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      out.writeObject(failure);
      return failure;
    } catch (IOException | RuntimeException notWritable) {
      return LikeFailure.of(failure);
    }
  }

  /// Stands for a failure that cannot travel: its text, its stack trace, its cause.
  private static final class LikeFailure extends AssertionError {

    private static final long serialVersionUID = 1;

    private LikeFailure(String text) {
      super(text);
    }

    static LikeFailure of(Throwable original) {
      var like = new LikeFailure(original.toString());
      like.setStackTrace(original.getStackTrace());
      if (original.getCause() != null && original.getCause() != original) {
        like.initCause(of(original.getCause()));
      }
      return like;
    }
  }
}
