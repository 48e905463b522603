package dev.dyno.profiles.pages;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What a sampled benchmark is shown as: one page that needs no network. All figures come as text.
///
/// @param title of the benchmark
/// @param event that was sampled
/// @param unit of all amounts
/// @param sampler who took the samples
/// @param warnings what a reader must know
/// @param sides one, or baseline and candidate
/// @param frames by change; of one side alone, by amount
/// @param graphs flame graphs, each a page of its own
/// @param rules what JMC's rules said of each side
public record ProfilePage(
    String title,
    String event,
    String unit,
    String sampler,
    List<String> warnings,
    List<Side> sides,
    List<Frame> frames,
    List<Graph> graphs,
    List<Rules> rules) {

  /// The file's name in a run's folder.
  public static final String NAME = "index.html";

  /// One side.
  ///
  /// @param role `baseline` or `candidate`
  /// @param name of its variant
  public record Side(
      String role, String name, String total, String samples, String forks, String operations) {}

  /// One frame.
  ///
  /// @param change candidate less baseline; of one side alone, its share
  /// @param told whether the interval leaves out 0
  public record Frame(
      String name,
      String baseline,
      String candidate,
      String change,
      String interval,
      boolean told) {}

  /// A flame graph.
  ///
  /// @param page its text
  public record Graph(String title, String page) {}

  public ProfilePage {
    warnings = List.copyOf(warnings);
    sides = List.copyOf(sides);
    frames = List.copyOf(frames);
    graphs = List.copyOf(graphs);
    rules = List.copyOf(rules);
  }

  boolean compares() {
    return sides.size() == 2;
  }

  /// Writes it, whole or not at all.
  ///
  /// @throws IOException when the folder does not take it
  public void write(Path file) throws IOException {
    ModulePages.whole(file, render());
  }

  String render() throws IOException {
    var text = new StringOutput();
    JteprofileGenerated.render(
        new OwaspHtmlTemplateOutput(text),
        new ModulePages.Untouched(),
        this,
        ModulePages.resource("pages.css"),
        ModulePages.resource("pages.js"));
    return text.toString();
  }
}
