package dev.dyno.engine.pipeline;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.serialization.node.LocationJsonNodeFactoryFactory;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// The text of a pipeline's file: one YAML document without aliases.
///
/// @param text as it stands in the file
record YamlSource(String text) {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  List<String> lines() {
    return text.lines().toList();
  }

  /// The document, with the line of each node.
  ///
  /// @throws Misread when it is none, or more than one
  JsonNode tree() throws Misread {
    refuseWhatATreeHides();
    try {
      var document = JsonNodes.readTree(YAML, text, LocationJsonNodeFactoryFactory.getInstance());
      if (document == null || document.isMissingNode()) {
        throw new Misread(1, "the file is empty: begin with a name and groups");
      }
      return document;
    } catch (IllegalArgumentException wrong) {
      if (wrong.getCause() instanceof JacksonException malformed) {
        throw malformed(malformed);
      }
      throw wrong;
    }
  }

  /// A tree of nodes would take `*name` for a text, and end where a second document begins.
  private void refuseWhatATreeHides() throws Misread {
    int depth = 0;
    boolean whole = false;
    try (var parser = YAML.getFactory().createParser(text)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (whole) {
          throw second(parser);
        }
        if (parser.isCurrentAlias()) {
          throw new Misread(
              line(parser),
              "'*%s' is an alias, which is not read here: write it out"
                  .formatted(parser.getText()));
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        whole = depth == 0;
      }
    } catch (JacksonException malformed) {
      if (whole) { // else it is told when the tree is read
        throw malformed(malformed);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Misread second(JsonParser parser) {
    var lines = lines();
    int line = Math.min(line(parser), lines.size());
    while (line > 1 && !lines.get(line - 1).startsWith("---")) {
      line--;
    }
    return new Misread(
        line,
        "a second document begins here, and a pipeline is one: take the '---' away, or what is behind it to a file of its own");
  }

  private static int line(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  /// The parser's own words, without its picture of the place.
  private static Misread malformed(JacksonException malformed) {
    int line = malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr();
    return new Misread(
        Math.max(1, line),
        "this is no YAML: "
            + String.valueOf(malformed.getOriginalMessage())
                .lines()
                .filter(said -> !said.startsWith(" "))
                .collect(Collectors.joining(", ")));
  }
}
