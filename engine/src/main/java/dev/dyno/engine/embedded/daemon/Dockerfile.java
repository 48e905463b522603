package dev.dyno.engine.embedded.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dyno.engine.embedded.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a Dockerfile, and refuses what the embedded daemon cannot carry out: it runs nothing.
record Dockerfile(List<Instruction> instructions) {
  private static final Pattern WORD =
      Pattern.compile("(?:[^\\s\"'\\\\]|\\\\.|\"(?:[^\"\\\\]|\\\\.)*+\"|'[^']*+')++");
  private static final Pattern QUOTE =
      Pattern.compile("\\\\(.)|\"((?:[^\"\\\\]|\\\\.)*+)\"|'([^']*+)'");
  private static final String ADVICE =
      "use FROM, COPY, ADD of local files, LABEL, ENV, ARG, CMD, ENTRYPOINT or WORKDIR, or a real daemon";

  Dockerfile {
    instructions = List.copyOf(instructions);
  }

  /// @throws DaemonError that names the line which cannot be used
  static Dockerfile parse(String text) throws DaemonError {
    var instructions = new ArrayList<Instruction>();
    for (var line : logicalLines(text)) {
      instructions.add(instruction(line));
    }
    requireOneStage(instructions);
    return new Dockerfile(instructions);
  }

  /// Without comments and blank lines; a backslash at the end joins lines.
  private static List<String> logicalLines(String text) {
    var lines = new ArrayList<String>();
    var joined = new StringBuilder();
    for (var line : text.lines().toList()) {
      var stripped = line.strip();
      if (stripped.startsWith("#") || stripped.isEmpty()) {
        continue;
      }
      if (stripped.endsWith("\\")) {
        joined.append(stripped, 0, stripped.length() - 1);
      } else {
        lines.add(joined.append(stripped).toString());
        joined.setLength(0);
      }
    }
    if (!joined.isEmpty()) {
      lines.add(joined.toString());
    }
    return lines;
  }

  private static Instruction instruction(String line) throws DaemonError {
    var parts = line.split("\\s+", 2);
    var rest = parts.length == 2 ? parts[1] : "";
    if (rest.isEmpty()) {
      throw new DaemonError(400, "'%s' needs arguments".formatted(line));
    }
    return switch (parts[0].toUpperCase(Locale.ROOT)) {
      case "FROM" -> from(line, words(rest));
      case "COPY", "ADD" -> copy(line, listOrWords(rest));
      case "LABEL" -> new Instruction.Label(line, pairs(line, rest));
      case "ENV" -> new Instruction.Env(line, pairs(line, rest));
      case "ARG" -> arg(line, unquoted(rest));
      case "CMD" -> new Instruction.Cmd(line, command(rest));
      case "ENTRYPOINT" -> new Instruction.Entrypoint(line, command(rest));
      case "WORKDIR" -> new Instruction.Workdir(line, unquoted(rest));
      default -> throw unsupported("%s is not supported".formatted(parts[0]), line);
    };
  }

  private static Instruction from(String line, List<String> words) throws DaemonError {
    var platform = Optional.<String>empty();
    if (words.getFirst().startsWith("--platform=")) {
      platform = Optional.of(words.getFirst().substring("--platform=".length()));
      words = words.subList(1, words.size());
    }
    var named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
    if (words.size() != 1 && !named) {
      throw new DaemonError(400, "FROM requires one image: '%s'".formatted(line));
    }
    return new Instruction.From(line, words.getFirst(), platform);
  }

  private static Instruction copy(String line, List<String> words) throws DaemonError {
    for (var word : words) {
      if (word.startsWith("--")) {
        throw unsupported("the flag %s is not supported".formatted(word), line);
      }
      if (word.startsWith("<<")) {
        throw unsupported("here-documents are not supported", line);
      }
      if (word.matches("(?:https?|ftp|git)://.*|git@.*")) {
        throw unsupported("ADD of a remote file is not supported", line);
      }
    }
    if (words.size() < 2) {
      throw new DaemonError(400, "'%s' needs a source and a destination".formatted(line));
    }
    return new Instruction.Copy(line, words.subList(0, words.size() - 1), words.getLast());
  }

  private static Instruction arg(String line, String rest) {
    int equals = rest.indexOf('=');
    return equals < 0
        ? new Instruction.Arg(line, rest, Optional.empty())
        : new Instruction.Arg(
            line, rest.substring(0, equals), Optional.of(rest.substring(equals + 1)));
  }

  /// `a=b c=d`, or the older `a b`.
  private static Map<String, String> pairs(String line, String rest) throws DaemonError {
    var words = WORD.matcher(rest).results().map(it -> it.group()).toList();
    if (words.isEmpty()) {
      throw new DaemonError(400, "'%s' has unbalanced quotes".formatted(line));
    }
    var pairs = new LinkedHashMap<String, String>();
    if (words.getFirst().indexOf('=') < 0) {
      var parts = rest.split("\\s+", 2);
      pairs.put(unquoted(parts[0]), parts.length == 2 ? unquoted(parts[1]) : "");
      return pairs;
    }
    for (var word : words) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new DaemonError(
            400, "'%s' must be written as name=value in '%s'".formatted(word, line));
      }
      pairs.put(unquoted(word.substring(0, equals)), unquoted(word.substring(equals + 1)));
    }
    return pairs;
  }

  /// A JSON list as it is, anything else through the shell.
  private static List<String> command(String rest) {
    return jsonList(rest).orElseGet(() -> List.of("/bin/sh", "-c", rest));
  }

  private static List<String> listOrWords(String rest) {
    return jsonList(rest).orElseGet(() -> words(rest));
  }

  private static List<String> words(String rest) {
    return WORD.matcher(rest).results().map(it -> unquoted(it.group())).toList();
  }

  private static Optional<List<String>> jsonList(String text) {
    if (!text.startsWith("[")) {
      return Optional.empty();
    }
    try {
      var list = new ArrayList<String>();
      for (JsonNode element : Json.tree(text.getBytes(StandardCharsets.UTF_8))) {
        list.add(element.asText());
      }
      return Optional.of(List.copyOf(list));
    } catch (IllegalArgumentException _) {
      // Docker, too, takes a malformed list for a shell command.
      return Optional.empty();
    }
  }

  private static String unquoted(String word) {
    return QUOTE
        .matcher(word)
        .replaceAll(
            match -> {
              for (int group = 1; group <= 3; group++) {
                var inner = match.group(group);
                if (inner != null) {
                  var value = group == 2 ? inner.replaceAll("\\\\(.)", "$1") : inner;
                  return Matcher.quoteReplacement(value);
                }
              }
              return "";
            });
  }

  private static void requireOneStage(List<Instruction> instructions) throws DaemonError {
    var stages = instructions.stream().filter(it -> it instanceof Instruction.From).count();
    if (stages == 0) {
      throw new DaemonError(400, "no build stage in current context: the Dockerfile has no FROM");
    }
    if (stages > 1) {
      throw unsupported("several stages are not supported", "FROM");
    }
    for (var instruction : instructions) {
      switch (instruction) {
        case Instruction.From _ -> {
          return;
        }
        case Instruction.Arg _ -> {}
        default ->
            throw new DaemonError(400, "only ARG may come before FROM: " + instruction.text());
      }
    }
  }

  private static DaemonError unsupported(String what, String line) {
    return new DaemonError(
        501, "%s by the embedded daemon, in '%s'; %s".formatted(what, line, ADVICE));
  }
}
