package dev.dyno.agent;

import java.nio.charset.StandardCharsets;

/// What Linux calls a thread: it keeps 15 bytes of a name.
public final class KernelName {

  private static final int KEPT = 15;

  private KernelName() {}

  /// Whether the kernel may call the thread of this name so: some JVMs leave the middle out before.
  ///
  /// @param comm the kernel's name of a thread, as `/proc/self/task/N/comm` has it
  /// @param name Java's
  public static boolean isShort(String comm, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= KEPT) {
      return comm.equals(name);
    }
    String shortened = new String(bytes, 0, 7, StandardCharsets.UTF_8) + "..";
    return comm.equals(new String(bytes, 0, KEPT, StandardCharsets.UTF_8))
        || comm.equals(shortened + new String(bytes, bytes.length - 6, 6, StandardCharsets.UTF_8));
  }
}
