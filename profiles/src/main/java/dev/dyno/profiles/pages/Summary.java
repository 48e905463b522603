package dev.dyno.profiles.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.profiles.pages.TestedMethod.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an index says of a page, carried by the page itself: the two can never disagree.
///
/// @param schema of this, `dyno-tests/1`
/// @param type the class
/// @param at when its last test ended, ISO 8601
/// @param tests each with its outcome
record Summary(String schema, String type, String at, List<Test> tests) {

  private static final String SCHEMA = "dyno-tests/1";
  private static final String OPEN = "<script type=\"application/json\" id=\"summary\">";
  private static final String CLOSE = "</script>";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// One test.
  record Test(String name, Outcome outcome) {}

  Summary {
    tests = List.copyOf(tests);
  }

  static Summary of(TestedClass tested) {
    return new Summary(
        SCHEMA,
        tested.name(),
        tested.at().toString(),
        tested.tests().stream().map(each -> new Test(each.name(), each.outcome())).toList());
  }

  /// As it stands in the page: no `<` in it can end the element.
  String element() {
    try {
      return OPEN + JSON.writeValueAsString(this).replace("<", "\\u003c") + CLOSE;
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Out of a page.
  ///
  /// @return empty for a page of somebody else
  static Optional<Summary> in(String page) {
    int from = page.indexOf(OPEN);
    int to = page.indexOf(CLOSE, Math.max(0, from));
    if (from < 0 || to < 0) {
      return Optional.empty();
    }
    try {
      var read = JSON.readValue(page.substring(from + OPEN.length(), to), Summary.class);
      return Optional.of(read).filter(each -> SCHEMA.equals(each.schema()));
    } catch (JsonProcessingException others) {
      return Optional.empty();
    }
  }

  long count(Outcome outcome) {
    return tests.stream().filter(each -> each.outcome() == outcome).count();
  }

  String simpleName() {
    return TestedClass.simpleName(type);
  }

  String packageName() {
    return TestedClass.packageName(type);
  }

  String file() {
    return TestedClass.file(type);
  }

  String when() {
    return TestedClass.when(Instant.parse(at));
  }
}
