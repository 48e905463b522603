package dev.dyno.agent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;

/// How long the benchmark's own threads were ready to run and waited for a core, as Linux counts it
/// for each: the second number of `/proc/self/task/N/schedstat`. A reading allocates nothing, once
/// the threads are known.
final class Waits {

  /// Three numbers of at most 20 digits.
  private final byte[] text = new byte[64];

  private List<Thread> known = List.of();
  private List<RandomAccessFile> files = List.of();
  private boolean told = true;

  /// Nanoseconds, over all of them and since each began; -1 when the system does not tell.
  long nanos(List<Thread> workers) {
    try {
      if (!workers.equals(known)) {
        open(workers);
      }
      long nanos = 0;
      for (RandomAccessFile file : files) {
        nanos += second(file);
      }
      return told ? nanos : -1;
    } catch (IOException gone) {
      return -1;
    }
  }

  private void open(List<Thread> workers) throws IOException {
    for (RandomAccessFile file : files) {
      file.close();
    }
    told = false; // and so it stays when a file is gone, until the threads are others
    known = workers;
    List<RandomAccessFile> found = new ArrayList<>();
    files = found;
    for (Path thread : tasks(workers)) {
      found.add(new RandomAccessFile(thread.resolve("schedstat").toFile(), "r"));
    }
    told = found.size() == workers.size();
  }

  /// The system's threads that may be these by their names.
  private static List<Path> tasks(List<Thread> workers) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Paths.get("/proc/self/task"))) {
      for (Path thread : all) {
        String comm =
            new String(Files.readAllBytes(thread.resolve("comm")), StandardCharsets.UTF_8).trim();
        if (workers.stream().anyMatch(each -> KernelName.isShort(comm, each.getName()))) {
          found.add(thread);
        }
      }
    } catch (DirectoryIteratorException gone) {
      throw gone.getCause();
    }
    return found;
  }

  private long second(RandomAccessFile file) throws IOException {
    file.seek(0);
    int length = file.read(text);
    int i = 0;
    while (i < length && text[i] != ' ') {
      i++;
    }
    long value = 0;
    for (i++; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
      value = 10 * value + (text[i] - '0');
    }
    return value;
  }
}
